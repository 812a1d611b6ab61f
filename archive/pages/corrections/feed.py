"""The log of corrections as an Atom feed (RFC 4287), of the whole archive or of one board."""

import datetime
import re
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from archive.filters import of_board
from archive.models import Board, current_site
from archive.pages.corrections.views import Entry, logged
from archive.pages.http.errors import NotHere

ENTRIES = 50
# A tag URI names a day on which the site had its name; for the feed itself any will do, as long as it stays.
TAGGED_SINCE = "2026"
# XML 1.0 has no way to write these, so a feed leaves them out.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Asked:
    """What a feed is asked for: the corrections of one board, or of all, by the name the site was called."""

    host: str
    board: Board | None = None

    @property
    def narrowed(self) -> str:
        """The part of an address that asks for the board."""
        return f"?board={self.board.slug}" if self.board else ""


class CorrectionsFeed(Feed):
    """The latest corrections; ``?board=`` names one board by its slug.

    An entry is known by a tag URI (RFC 4151) of the site's name and the entry's number and day, which never change. A
    text is escaped as HTML, then as XML.
    """

    feed_type = Atom1Feed

    def author_name(self) -> str:
        """Return the name of the site."""
        return current_site().name

    def get_object(self, request: HttpRequest) -> Asked:
        """Return what is asked for; raise NotHere for a board that is not public."""
        host = urlsplit(settings.SITE_URL).hostname or ""
        if "board" not in request.GET:
            return Asked(host)
        board = Board.objects.public().filter(slug=request.GET["board"].replace("\0", "")).first()
        if board is None:
            raise NotHere(_("This board is not in the archive."))
        return Asked(host, board)

    def title(self, asked: Asked) -> str:
        """Name the feed."""
        if asked.board is None:
            return _("Corrections")
        return _writable(_("Corrections: %(board)s") % {"board": asked.board})

    def subtitle(self, _asked: Asked) -> str:
        """Return what it is."""
        return _("What changed after it was published, and why.")

    def link(self, asked: Asked) -> str:
        """Lead to the page that shows the same."""
        return f"{reverse('pages:corrections')}{asked.narrowed}"

    def feed_url(self, asked: Asked) -> str:
        """Return its own address."""
        return f"{reverse('pages:corrections-feed')}{asked.narrowed}"

    def feed_guid(self, asked: Asked) -> str:
        """Return what it is known by."""
        return f"tag:{asked.host},{TAGGED_SINCE}:corrections/{asked.board.pk if asked.board else ''}"

    def items(self, asked: Asked) -> list[tuple[Asked, Entry]]:
        """Return the latest entries."""
        log = logged().filter(of_board(asked.board)) if asked.board else logged()
        return [(asked, Entry(correction)) for correction in log[:ENTRIES]]

    def item_guid(self, item: tuple[Asked, Entry]) -> str:
        """Return what the entry is known by."""
        asked, entry = item
        return f"tag:{asked.host},{entry.correction.at:%Y-%m-%d}:correction/{entry.correction.pk}"

    def item_title(self, item: tuple[Asked, Entry]) -> str:
        """Return what kind of correction it is, and of what."""
        entry = item[1]
        kind = entry.correction.get_kind_display()
        what = entry.statement.title if entry.statement and not entry.is_withdrawn else str(entry.subject)
        return _writable(f"{kind}: {what}")

    def item_description(self, item: tuple[Asked, Entry]) -> str:
        """Return the entry as HTML."""
        return _writable(render_to_string("pages/corrections/_changes.html", {"entry": item[1]}))

    def item_link(self, item: tuple[Asked, Entry]) -> str:
        """Lead to the entry."""
        return item[1].correction.get_absolute_url()

    def item_pubdate(self, item: tuple[Asked, Entry]) -> datetime.datetime:
        """Return when it was made."""
        return cast("datetime.datetime", item[1].correction.at)

    def item_updateddate(self, item: tuple[Asked, Entry]) -> datetime.datetime:
        """Return when it was made: an entry does not change."""
        return cast("datetime.datetime", item[1].correction.at)

    def item_categories(self, item: tuple[Asked, Entry]) -> tuple[str, ...]:
        """Return its kind."""
        return (item[1].correction.kind,)


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)
