"""Asking the index, and fetching from the database what it found."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from archive.models import Statement
from archive.search.backends import get_backend
from archive.search.budget import allows
from archive.search.marking import Marker, Segment
from archive.search.request import SearchRequest, Sort
from archive.search.results import SearchResults
from archive.search.snippets import Passage, beginning, snippet


@dataclass(frozen=True)
class FoundStatement:
    """A statement of a result: its title, or first words, and its best passages, in segments for a page to mark."""

    statement: Statement
    title: list[Segment]
    passages: list[Passage]

    @property
    def is_marked(self) -> bool:
        """Whether its text answers the search, and not only its title, speaker, board or topics."""
        return any(segment.marked for passage in self.passages for segment in passage.segments)


def search(request: SearchRequest) -> SearchResults:
    """Return what the archive holds for the request; raise SearchUnavailable where the index cannot be read."""
    return get_backend().search(request)


def count(request: SearchRequest) -> int:
    """Return how many statements the archive holds for the request, cheaper than a search for them."""
    return search(request.changed(page=1, page_size=1, sort=Sort.NEWEST, with_facets=False)).total


def numbers(text: str, limit: int) -> list[int]:
    """Return the numbers of at most ``limit`` statements, the best matches first; raise SearchUnavailable."""
    return [hit.number for hit in search(SearchRequest(text=text, page_size=limit)).hits]


def public_with_record(wanted: Collection[int]) -> Iterable[Statement]:
    """Fetch those of the statements that are public, with all that a list shows of each."""
    return Statement.objects.with_record().public().filter(pk__in=wanted)


def found_statements(
    results: SearchResults, fetch: Callable[[Collection[int]], Iterable[Statement]] = public_with_record
) -> list[FoundStatement]:
    """Fetch the statements of a page of hits, in their order, with the words of the search marked.

    A hit that is no longer public is left out: the index may be a moment behind the database. ``fetch`` returns those
    of the numbers that are public, with their current revision and board and whatever else the caller shows.
    """
    rows = {row.number: row for row in fetch([hit.number for hit in results.hits])}
    found = [rows[hit.number] for hit in results.hits if hit.number in rows]
    markers = {language: Marker(results.highlight, language) for language in {row.board.language for row in found}}
    return [_marked(row, markers[row.board.language]) for row in found]


def _marked(statement: Statement, marker: Marker) -> FoundStatement:
    if not allows(gettext("This search is long: its words are not marked everywhere below.")):
        return FoundStatement(statement, [Segment(statement.title, False)], beginning(statement.text))
    return FoundStatement(statement, marker.segments(statement.title), snippet(statement.text, marker))
