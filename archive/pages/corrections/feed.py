"""The corrections log as an Atom feed and as JSON Feed, of the whole archive or of one board.

The id of an entry is a tag URI (RFC 4151) of the site's name and the entry's number and day, which never change.
``?board=`` selects one board by its slug.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.exports.addresses import permanent_url, site_url
from archive.exports.xml_text import for_xml
from archive.machine.web.cost import Cost, costs
from archive.models import Board, current_site
from archive.pages.corrections.views import CorrectionEntry, logged
from archive.pages.http.errors import one_of
from archive.pages.sharing.feeds import atom, json_feed
from archive.pages.sharing.feeds.feed import Feed, FeedEntry
from archive.search.filters import of_board

ENTRIES = 50
# A tag URI needs a day on which the site had its name. For the feed itself any day will do, if it never changes.
TAGGED_SINCE = "2026"


@require_safe
@costs(Cost.EXPENSIVE, "board", "page")
def corrections_atom(request: HttpRequest) -> HttpResponse:
    """Send the latest corrections as Atom."""
    feed = _feed(request, "pages:corrections-feed")
    return HttpResponse(atom.atom(feed, get_language() or "en"), content_type=atom.MEDIA_TYPE)


@require_safe
@costs(Cost.EXPENSIVE, "board")
def corrections_json(request: HttpRequest) -> HttpResponse:
    """Send the same as JSON Feed."""
    feed = _feed(request, "pages:corrections-json")
    return HttpResponse(json_feed.json_feed(feed, get_language() or "en"), content_type=json_feed.MEDIA_TYPE)


def _feed(request: HttpRequest, page: str) -> Feed:
    """Return the feed that the page sends; raise NotHere for a board that is not public."""
    log, title, narrowed, tag = logged(), _("Corrections"), "", f"{_tag(TAGGED_SINCE)}:corrections/"
    if "board" in request.GET:
        board = one_of(Board.objects.public(), slug=request.GET["board"].replace("\0", ""))
        log, title = log.filter(of_board(board)), for_xml(_("Corrections: %(board)s") % {"board": board})
        narrowed, tag = f"?board={board.slug}", f"{tag}{board.pk}"
    address = site_url(reverse(page) + narrowed)
    return Feed(
        title=title,
        subtitle=_("What changed after it was published, and why."),
        page_url=site_url(reverse("pages:corrections") + narrowed),
        feed_url=address,
        entries=[_entry(CorrectionEntry(correction)) for correction in log[:ENTRIES]],
        links={"self": address},
        key=tag,
        author=current_site().name,
    )


def _entry(entry: CorrectionEntry) -> FeedEntry:
    correction: Any = entry.correction
    what = entry.statement.title if entry.statement and not entry.is_withdrawn else str(entry.subject)
    return FeedEntry(
        key=f"{_tag(f'{correction.at:%Y-%m-%d}')}:correction/{correction.pk}",
        url=permanent_url(correction.get_absolute_url()),
        title=for_xml(f"{correction.get_kind_display()}: {what}"),
        summary=for_xml(correction.reason),
        author=current_site().name,
        published=correction.at,
        updated=correction.at,
        html=for_xml(render_to_string("pages/corrections/_changes.html", {"entry": entry})),
        category=correction.kind,
    )


def _tag(since: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname or ''},{since}"
