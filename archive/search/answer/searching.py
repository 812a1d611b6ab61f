"""A search as a reader makes it, and the statements of its hits from the database."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from archive.models import Statement
from archive.search.answer.asking import exact, filled, softened
from archive.search.answer.marking import Marker
from archive.search.answer.snippets import SnippetPassage, beginning, snippet
from archive.search.answer.spelling import correction
from archive.search.engines import PER_CHARACTER, Hit, MarkedSegment, SearchResults, allows, spend, waited_for
from archive.search.question.request import SearchRequest

# Words that most boards have used, so that a search for them does all the work.
COMMON_WORDS = "public school budget meetings"


@dataclass(frozen=True)
class FoundStatement:
    """A statement of a result: its title, or first words, and its best passages, in segments for a page to mark.

    ``missing`` are the words of the search, as typed, that it lacks.
    """

    statement: Statement
    title: list[MarkedSegment]
    passages: list[SnippetPassage]
    missing: tuple[str, ...] = ()

    @property
    def first_marked(self) -> str:
        """The place of the first marked words in the text, as 12-20; empty if none are marked."""
        places = (passage.first_marked for passage in self.passages)
        return next((f"{place[0]}-{place[1]}" for place in places if place), "")

    @property
    def item(self) -> str:
        """The agenda item that names it: it has no title, and the item says more than which part of a meeting it is."""
        item = self.statement.agenda_item
        is_named = self.statement.is_named_by_item and not self.is_marked
        untitled = not self.statement.published_revision.title
        return item.title if item and untitled and (is_named or item.names_a_subject) else ""

    @property
    def says_more(self) -> bool:
        """Whether its passages have words of the search that what names it lacks."""
        named = {segment.text.casefold() for segment in self.title if segment.marked}
        segments = (segment for passage in self.passages for segment in passage.segments if segment.marked)
        return any(segment.text.casefold() not in named for segment in segments)

    @property
    def is_marked(self) -> bool:
        """Whether its text matches the search, not only its title, speaker, board or topics."""
        return any(segment.marked for passage in self.passages for segment in passage.segments)


@waited_for()
def search(request: SearchRequest) -> SearchResults:
    """Return what a page shows for the request; raise SearchUnavailable if the index cannot be read.

    If fewer statements than fill a page have everything that is asked for, those with most of it follow. Total and
    facets are those of the exact search. A date that leaves nothing is softened.
    """
    results = filled(search_exactly(request))
    if results.correction and not results.hits and request.page == 1:
        # The reader's own words explain better why nothing was found.
        results = filled(exact(request))
    return results if results.correction else softened(results)


@waited_for()
def search_exactly(request: SearchRequest) -> SearchResults:
    """Return the statements with everything that is asked for: what feeds and files hold, which can say nothing else.

    Natural words are understood, and every date is meant. A word that no statement has and that is clearly misspelt is
    corrected. Raise SearchUnavailable if the index cannot be read.
    """
    results = exact(request)
    if request.literal or not (respelling := correction(results)):
        return results
    corrected = exact(request.changed(text=respelling.text))
    return replace(corrected, request=request, correction=replace(respelling, total=corrected.total))


def warm_up() -> None:
    """Search once, so that no reader's search has to load what the first search of a process needs.

    Lists of words and names, expressions and parts of the index are loaded on first use, which takes a few times as
    long as a search. Raise SearchUnavailable if the index cannot be read.
    """
    found_statements(search(SearchRequest(text=COMMON_WORDS, with_facets=True)))


def public_with_record(wanted: Collection[int]) -> Iterable[Statement]:
    """Fetch the public ones of the statements, with everything that a list shows of each."""
    return Statement.objects.with_record().public().filter(pk__in=wanted)


def found_statements(
    results: SearchResults, fetch: Callable[[Collection[int]], Iterable[Statement]] = public_with_record
) -> list[FoundStatement]:
    """Fetch the statements of a page of hits, in order, with the words of the search marked.

    A hit that is no longer public is left out, because the index may be a moment behind the database. ``fetch`` returns
    the public ones of the numbers, with their current revision and board and whatever else the caller shows.
    """
    rows = {row.number: row for row in fetch([hit.number for hit in results.hits])}
    languages = {row.board.language for row in rows.values()}
    markers = {language: Marker(results.highlight, language) for language in languages}
    return [_marked(row, markers[row.board.language], hit) for hit in results.hits if (row := rows.get(hit.number))]


def _marked(statement: Statement, marker: Marker, hit: Hit) -> FoundStatement:
    if not allows(gettext("This search is long, so not every match is highlighted.")):
        return FoundStatement(
            statement, [MarkedSegment(statement.title, False)], beginning(statement.text), hit.missing
        )
    spend(PER_CHARACTER * len(statement.text))
    return FoundStatement(statement, marker.segments(statement.title), snippet(statement.text, marker), hit.missing)
