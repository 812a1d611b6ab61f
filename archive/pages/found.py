"""What a search found, ready to be shown: statements with their marked passages, and facets in reading order."""

from dataclasses import dataclass

from archive.models import Statement
from archive.pages.statement_lists import listed
from archive.search import Facet, SearchResults
from archive.search.facets import FacetChoice
from archive.search.marking import Marker, Segment
from archive.search.snippets import Passage, snippet

VALUES_SHOWN = 7
VALUES_AT_MOST = 40
# Years have the chart and its table.
FACETS: dict[Facet, str] = {
    Facet.BOARD: "Board",
    Facet.SPEAKER: "Speaker",
    Facet.TOPIC: "Topic",
    Facet.KIND: "Kind",
    Facet.TEXT_STATUS: "Text",
}


@dataclass(frozen=True)
class Found:
    """A statement found, with its title in segments (none where it has no title) and the passages that answer best."""

    statement: Statement
    title: list[Segment]
    passages: list[Passage]

    @property
    def is_marked(self) -> bool:
        """Whether any of its text answers the search, not only its speaker, board or topics."""
        return any(segment.marked for passage in self.passages for segment in passage.segments)


@dataclass(frozen=True)
class FacetList:
    """A facet's values: those shown at once, and the rest."""

    facet: Facet
    label: str
    shown: list[FacetChoice]
    more: list[FacetChoice]


def found_statements(results: SearchResults) -> list[Found]:
    """Return the page of hits in their order; what is no longer public is left out. Two queries."""
    statements = listed().in_bulk([hit.number for hit in results.hits])
    markers: dict[str, Marker] = {}
    found: list[Found] = []
    for hit in results.hits:
        if statement := statements.get(hit.number):
            language = statement.board.language
            marker = markers.setdefault(language, Marker(results.highlight, language))
            title = statement.current_revision.title
            found.append(Found(statement, marker.segments(title) if title else [], snippet(statement.text, marker)))
    return found


def facet_lists(choices: dict[Facet, list[FacetChoice]]) -> list[FacetList]:
    """Return the facets that have something to choose; one whose only value every hit has tells nothing."""
    lists = []
    for facet, label in FACETS.items():
        values = choices.get(facet, [])[:VALUES_AT_MOST]
        if len(values) > 1 or any(value.chosen for value in values):
            lists.append(FacetList(facet, label, values[:VALUES_SHOWN], values[VALUES_SHOWN:]))
    return lists


def chosen_values(choices: dict[Facet, list[FacetChoice]]) -> list[FacetChoice]:
    """Return the values that the search is narrowed to, each with the search without it."""
    return [choice for values in choices.values() for choice in values if choice.chosen]
