"""The feeds: of a board, speaker or topic, of all statements and meetings, and of any search.

Each has everything public, the last published first, 25 entries per page. What was published of a meeting at once is
one entry. In the feed of a search, that is what matches, and a page has the entries of 100 hits. A statement keeps its
entry when it is corrected. A withdrawn statement is listed as deleted in the feeds of its board and of all statements,
because its page says as much. It is not listed where this would reveal who said it or on which topic.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from archive.exports.addresses import permanent_path, site_url
from archive.exports.xml_text import for_xml
from archive.machine.web.cost import Cost, costs
from archive.models import Board, Meeting, Speaker, Statement, current_site
from archive.models.publication import latest_first
from archive.models.upkeep import subject_version as subjects
from archive.pages.directory.subject import SUBJECTS
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere, one_of
from archive.pages.http.paging import page_number, paginate
from archive.pages.http.strict import refuse_others, strict, strictly_asked
from archive.pages.sharing.feeds import atom, json_feed
from archive.pages.sharing.feeds.calendar import MEDIA_TYPE as CALENDAR
from archive.pages.sharing.feeds.calendar import calendar
from archive.pages.sharing.feeds.feed import DeletedEntry, Feed, FeedEntry, statement_key
from archive.pages.sharing.feeds.publications import hit_entries, leaders, meeting_entries, statement_entries
from archive.pages.statements.lists import listed, listed_by_number
from archive.search import SearchResults, Sort, search_exactly

ENTRIES = 25
HITS = 100
MEETINGS_IN_CALENDAR = 1_000
FORMATS: dict[str, tuple[Callable[[Feed, str], bytes], str]] = {
    "atom": (atom.atom, atom.MEDIA_TYPE),
    "json": (json_feed.json_feed, json_feed.MEDIA_TYPE),
}


@dataclass(frozen=True)
class Content:
    """The contents of a page of a feed; ``path`` is the path of the page that it is a feed of."""

    title: str
    subtitle: str
    path: str
    entries: list[FeedEntry]
    has_more: bool
    deleted: list[DeletedEntry] = field(default_factory=list)


@require_safe
@strict
@costs(Cost.EXPENSIVE)
def subject_feed(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponse:
    """Send the statements of a board, a speaker or a topic."""
    refuse_others(request, ("page",))
    subject: Any = one_of(SUBJECTS[kind][0].objects.public(), slug=slug)
    # A topic has no part of its own, so its feeds depend on the whole record.
    if isinstance(subject, Board):
        page_shows(request, subjects.board(subject.pk))
    elif isinstance(subject, Speaker):
        page_shows(request, subjects.speaker(subject.pk))
    narrowing = {SUBJECTS[kind][1]: subject}
    page = paginate(request, leaders(listed().filter(**narrowing), **narrowing), ENTRIES)
    if isinstance(subject, Board):
        entries, has_more = statement_entries(page.items, agenda=True), page.has_next
        page_shows(request, *(subjects.meeting(row.meeting_id) for row in page.items if row.meeting_id))
    else:
        part = f"-{kind}-{subject.pk}"
        entries = statement_entries(page.items, agenda=False, of=subject.name, part=part, **narrowing)
        has_more = page.has_next
    deleted = _withdrawn(entries, Statement.objects.filter(board=subject)) if isinstance(subject, Board) else []
    subtitle = gettext("The latest statements: who said what, where and when.")
    path = subject.get_absolute_url()
    return _sent(request, form, Content(for_xml(subject.name), subtitle, path, entries, has_more, deleted))


@require_safe
@strict
@costs(Cost.EXPENSIVE)
def statements_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Send all statements."""
    refuse_others(request, ("page",))
    page = paginate(request, leaders(listed()), ENTRIES)
    entries, has_more = statement_entries(page.items, agenda=True), page.has_next
    deleted = _withdrawn(entries, Statement.objects.all())
    subtitle = gettext("The latest statements from all boards.")
    content = Content(gettext("Statements"), subtitle, reverse("pages:statement-list"), entries, has_more, deleted)
    return _sent(request, form, content)


@require_safe
@strict
@costs(Cost.EXPENSIVE)
def meetings_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Send all meetings."""
    refuse_others(request, ("page",))
    page = paginate(request, latest_first(Meeting.objects.public().select_related("board")), ENTRIES)
    entries, has_more = meeting_entries(page.items), page.has_next
    subtitle = gettext("The latest meetings of all boards.")
    return _sent(
        request, form, Content(gettext("Meetings"), subtitle, reverse("pages:meeting-list"), entries, has_more)
    )


@require_safe
@strict
@costs(Cost.EXPENSIVE)
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Send the hits of a search, the last published first."""
    asked = strictly_asked(request).request
    asked = asked.changed(sort=Sort.PUBLISHED, page=page_number(request), page_size=HITS)
    results = search_exactly(asked)
    before = _hits(search_exactly(asked.changed(page=asked.page - 1))) if asked.page > 1 else []
    if asked.page > results.pages:
        raise NotHere(gettext("This list has no page %(number)s.") % {"number": f"{asked.page:,}"})
    title = for_xml(gettext("Search: %(words)s") % {"words": asked.text})
    narrowing = urlencode(sorted(pair for pair in _pairs(request) if pair[0] != "page"))
    entries = hit_entries(_hits(results), before, part=f"-search-{sha256(narrowing.encode()).hexdigest()[:12]}")
    page = reverse("pages:search") + (f"?{narrowing}" if narrowing else "")
    has_more = asked.page < results.pages
    return _sent(request, form, Content(title, for_xml(results.reading), page, entries, has_more))


def _hits(results: SearchResults) -> list[Statement]:
    """Return the hits in their order."""
    rows = {row.number: row for row in listed_by_number([hit.number for hit in results.hits])}
    return [rows[hit.number] for hit in results.hits if hit.number in rows]


@require_safe
@costs(Cost.EXPENSIVE)
def meetings_calendar(_request: HttpRequest) -> HttpResponse:
    """Send the latest meetings of all boards as a calendar."""
    return _calendar(gettext("Meetings"), Meeting.objects.public())


@require_safe
@costs(Cost.EXPENSIVE)
def board_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the latest meetings of a board as a calendar."""
    board = one_of(Board.objects.public(), slug=slug)
    # Not only its calendar: a board without a public meeting is public as long as a statement is.
    page_shows(request, subjects.board(board.pk))
    return _calendar(board.name, Meeting.objects.public().filter(board=board.pk))


def _calendar(name: str, meetings: QuerySet[Meeting]) -> HttpResponse:
    rows = meetings.select_related("board").order_by("-date", "-id")[:MEETINGS_IN_CALENDAR]
    return HttpResponse(calendar(name, rows), content_type=CALENDAR)


def _withdrawn(entries: list[FeedEntry], statements: QuerySet[Statement]) -> list[DeletedEntry]:
    """Return the latest withdrawn statements."""
    gone = statements.filter(status=Statement.Status.WITHDRAWN).select_related("withdrawal")
    rows = gone.order_by("-withdrawal__decided_at")[: ENTRIES if entries else 1]
    stones = ((row.pk, row.withdrawal) for row in rows)
    return [DeletedEntry(statement_key(pk), stone.decided_at, for_xml(stone.reason)) for pk, stone in stones if stone]


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _sent(request: HttpRequest, form: str, content: Content) -> HttpResponse:
    write, media_type = FORMATS[form]
    number = page_number(request)
    numbers = {"self": number, "first": 1}
    if number > 1:
        numbers["previous"] = number - 1
    if content.has_more:
        numbers["next"] = number + 1
    feed = Feed(
        title=f"{content.title} | {current_site().name}",
        subtitle=content.subtitle,
        page_url=site_url(content.path),
        feed_url=_address(request, permanent_path(request.path), 1),
        entries=content.entries,
        deleted=content.deleted,
        links={relation: _address(request, request.path, to) for relation, to in numbers.items()},
    )
    return HttpResponse(write(feed, get_language() or "en"), content_type=media_type)


def _address(request: HttpRequest, path: str, number: int) -> str:
    """Return the URL of a page of the current feed, which has the path, with the language of the request or without."""
    pairs = [pair for pair in _pairs(request) if pair[0] != "page"]
    query = urlencode([*pairs, ("page", str(number))] if number > 1 else pairs)
    return site_url(path + (f"?{query}" if query else ""))
