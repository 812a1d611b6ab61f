"""Statements in lists: only public ones, fetched with what an entry shows of each.

A list longer than a page shows only substantial statements, unless its reader asks for every turn.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from archive.machine.queries import Prepared
from archive.models import Board, Office, Statement, fetch_public_offices
from archive.models.publication import BY_PUBLICATION
from archive.pages.http.paging import PAGE_SIZE, Page, page_number, paginate
from archive.search import Facet, SearchRequest, SearchUnavailable, Sort, search

EVERY = "every"


def listed() -> QuerySet[Statement]:
    """Return the public statements with what an entry shows: words, speaker, office, board; two queries per page."""
    return (
        Statement.objects.public()
        .select_related("current_revision", "board", "meeting", "speaker", "agenda_item")
        .prefetch_related(Prefetch("speaker__offices", Office.objects.public()))
    )


_by_number = Prepared(
    lambda numbers: (
        Statement.objects.public()
        .filter(pk__in=numbers)
        .select_related("current_revision", "board", "meeting", "speaker", "agenda_item")
    )
)


def listed_by_number(numbers: Collection[int]) -> list[Statement]:
    """Return the public ones of the statements, with what an entry shows, in any order; two queries."""
    rows = _by_number(numbers=numbers)
    fetch_public_offices(row.speaker for row in rows)
    return rows


def _policies(part: slice, **of_board: int) -> QuerySet[Statement]:
    policies = Statement.objects.public().filter(kind=Statement.Kind.POLICY_STATEMENT, **of_board)
    # Fetched by key alone: asked for their kind and board again, SQLite would look through all of the board.
    rows = Statement.objects.public().filter(pk__in=policies.order_by(*BY_PUBLICATION).values("pk")[part])
    return rows.select_related("current_revision", "board", "speaker", "agenda_item").order_by(*BY_PUBLICATION)


_latest_policies = Prepared(_policies)


def latest_policies(number: int, board: Board | None = None) -> list[Statement]:
    """Return the policy statements published last, of one board or of all, with what an entry shows; two queries."""
    of_board = {"board": board.pk} if board else {}
    rows = _latest_policies(part=slice(0, number), **of_board)
    fetch_public_offices(row.speaker for row in rows)
    return rows


Fetch = Callable[[Collection[int]], Iterable[Statement]]


@dataclass(frozen=True)
class StatementPage(Page[Statement]):
    """A page of statements; ``shows`` is "substance", "every" turn, or empty if both are the same."""

    shows: str = ""


def newest_first(
    request: HttpRequest,
    statements: QuerySet[Statement],
    asked: SearchRequest,
    fetch: Fetch = listed_by_number,
    total: int | None = None,
) -> StatementPage:
    """Return the requested page of the statements, the latest date first."""
    return of_substance(request, statements.order_by("-date", "-number"), asked, fetch, total)


def in_index(facet: Facet, value: int) -> SearchRequest:
    """Return the request to the index for the statements of a speaker, a board or a topic."""
    return SearchRequest(filters={facet: frozenset({value})}, sort=Sort.NEWEST)


def of_substance(
    request: HttpRequest,
    rows: QuerySet[Statement],
    asked: SearchRequest | None,
    fetch: Fetch = listed_by_number,
    total: int | None = None,
) -> StatementPage:
    """Return the requested page of the ordered rows, without statements of a few words.

    ``asked`` is the request to the index for the same list. Without one, or without an index, every turn is shown, and
    also if the list has at most one page, or no substantial statements. ``fetch`` gets what the index found. ``total``
    is the number of rows, if it is known. Raise NotHere past the end.
    """
    every = request.GET.get("turns") == EVERY
    number = page_number(request)
    if every or asked is None:
        return _every(paginate(request, rows), EVERY if every else "")
    if number == 1 and (len(rows.values_list("pk")[: PAGE_SIZE + 1]) if total is None else total) <= PAGE_SIZE:
        return _every(paginate(request, rows), "")
    newest = asked if asked.sort is not Sort.RELEVANCE else asked.changed(sort=Sort.NEWEST)
    try:
        results = search(newest.changed(substantial=True, page=number, page_size=PAGE_SIZE))
    except SearchUnavailable:
        results = None
    if not results or not results.hits:
        return _every(paginate(request, rows), "")
    numbers = [hit.number for hit in results.hits]
    statements = {row.number: row for row in fetch(numbers)}
    items = [statements[key] for key in numbers if key in statements]
    return StatementPage(items, number, number < results.pages, "substance")


def _every(page: Page, shows: str) -> StatementPage:
    return StatementPage(page.items, page.number, page.has_next, shows)
