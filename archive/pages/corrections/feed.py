"""The corrections log as an Atom feed (RFC 4287) and as JSON Feed, of the whole archive or of one board."""

import datetime
import re
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.filters import of_board
from archive.models import Board, current_site
from archive.pages.corrections.views import CorrectionEntry, logged
from archive.pages.http.errors import one_of
from archive.pages.sharing.feeds.feed import Feed as JsonFeed
from archive.pages.sharing.feeds.feed import FeedEntry
from archive.pages.sharing.feeds.json_feed import MEDIA_TYPE, json_feed
from archive.text.addresses import permanent_url
from archive.web.cost import Cost, costs

ENTRIES = 50
# A tag URI needs a day on which the site had its name. For the feed itself any day will do, if it never changes.
TAGGED_SINCE = "2026"
# XML 1.0 cannot express these, so a feed leaves them out.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class FeedScope:
    """What a feed contains: the corrections of one board, or of all, under the host of the request."""

    host: str
    board: Board | None = None

    @property
    def narrowed(self) -> str:
        """The part of a URL that selects the board."""
        return f"?board={self.board.slug}" if self.board else ""


class CorrectionsFeed(Feed):
    """The latest corrections; ``?board=`` selects one board by its slug.

    The id of an entry is a tag URI (RFC 4151) of the site's name and the entry's number and day, which never change. A
    text is escaped as HTML, then as XML.
    """

    feed_type = Atom1Feed

    def author_name(self) -> str:
        """Return the name of the site."""
        return current_site().name

    def get_object(self, request: HttpRequest) -> FeedScope:
        """Return what the feed contains; raise NotHere for a board that is not public."""
        host = urlsplit(settings.SITE_URL).hostname or ""
        if "board" not in request.GET:
            return FeedScope(host)
        return FeedScope(host, one_of(Board.objects.public(), slug=request.GET["board"].replace("\0", "")))

    def title(self, asked: FeedScope) -> str:
        """Return the name of the feed."""
        if asked.board is None:
            return _("Corrections")
        return _writable(_("Corrections: %(board)s") % {"board": asked.board})

    def subtitle(self, _asked: FeedScope) -> str:
        """Return what the feed is."""
        return _("What changed after it was published, and why.")

    def link(self, asked: FeedScope) -> str:
        """Return the page that shows the same."""
        return f"{reverse('pages:corrections')}{asked.narrowed}"

    def feed_url(self, asked: FeedScope) -> str:
        """Return the feed's own URL."""
        return f"{reverse('pages:corrections-feed')}{asked.narrowed}"

    def feed_guid(self, asked: FeedScope) -> str:
        """Return the id of the feed."""
        return f"tag:{asked.host},{TAGGED_SINCE}:corrections/{asked.board.pk if asked.board else ''}"

    def items(self, asked: FeedScope) -> list[tuple[FeedScope, CorrectionEntry]]:
        """Return the latest entries."""
        log = logged().filter(of_board(asked.board)) if asked.board else logged()
        return [(asked, CorrectionEntry(correction)) for correction in log[:ENTRIES]]

    def item_guid(self, item: tuple[FeedScope, CorrectionEntry]) -> str:
        """Return the id of the entry."""
        asked, entry = item
        return f"tag:{asked.host},{entry.correction.at:%Y-%m-%d}:correction/{entry.correction.pk}"

    def item_title(self, item: tuple[FeedScope, CorrectionEntry]) -> str:
        """Return the kind of correction, and what was corrected."""
        entry = item[1]
        kind = entry.correction.get_kind_display()
        what = entry.statement.title if entry.statement and not entry.is_withdrawn else str(entry.subject)
        return _writable(f"{kind}: {what}")

    def item_description(self, item: tuple[FeedScope, CorrectionEntry]) -> str:
        """Return the entry as HTML."""
        return _writable(render_to_string("pages/corrections/_changes.html", {"entry": item[1]}))

    def item_link(self, item: tuple[FeedScope, CorrectionEntry]) -> str:
        """Return the path of the entry."""
        return item[1].correction.get_absolute_url()

    def item_pubdate(self, item: tuple[FeedScope, CorrectionEntry]) -> datetime.datetime:
        """Return when it was made."""
        return cast("datetime.datetime", item[1].correction.at)

    def item_updateddate(self, item: tuple[FeedScope, CorrectionEntry]) -> datetime.datetime:
        """Return when it was made, because an entry never changes."""
        return cast("datetime.datetime", item[1].correction.at)

    def item_categories(self, item: tuple[FeedScope, CorrectionEntry]) -> tuple[str, ...]:
        """Return its kind."""
        return (item[1].correction.kind,)


@require_safe
@costs(Cost.EXPENSIVE, "board")
def corrections_json(request: HttpRequest) -> HttpResponse:
    """Send the same as JSON Feed."""
    atom = CorrectionsFeed()
    asked = atom.get_object(request)
    address = permanent_url(reverse("pages:corrections-json") + asked.narrowed)
    entries = [
        FeedEntry(
            key=atom.item_guid((asked, entry)),
            url=permanent_url(atom.item_link((asked, entry))),
            title=atom.item_title((asked, entry)),
            summary=_writable(entry.correction.reason),
            author=atom.author_name(),
            published=atom.item_pubdate((asked, entry)),
            updated=atom.item_updateddate((asked, entry)),
        )
        for asked, entry in atom.items(asked)
    ]
    page = permanent_url(atom.link(asked))
    feed = JsonFeed(atom.title(asked), atom.subtitle(asked), page, address, entries, links={"self": address})
    return HttpResponse(json_feed(feed, get_language() or "en"), content_type=MEDIA_TYPE)


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)
