"""What a board, speaker or topic is about, as the index counts it: years, topics, boards, speakers, text status."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from archive.models import Board, Speaker, Topic
from archive.pages.search.year_chart import YearChart, year_chart
from archive.search import Facet, FacetChoice, FacetNames, SearchRequest, SearchUnavailable, Sort, facet_choices, search

FACET_OF: dict[type[Board] | type[Speaker] | type[Topic], Facet] = {
    Board: Facet.BOARD,
    Speaker: Facet.SPEAKER,
    Topic: Facet.TOPIC,
}
VALUES_SHOWN = 10
WIDTH = 100
GAPS_SHOWN = 6


@dataclass(frozen=True)
class Counted:
    """A value with its number of statements, the search for them, and the width of its bar, at most ``WIDTH``."""

    choice: FacetChoice
    width: float


@dataclass(frozen=True)
class Activity:
    """What the index counts about a subject. Every count links to the search for exactly those statements.

    ``years`` are the years with a statement, in order; ``gaps`` the runs of years without one between them, as first
    and last year of each.
    """

    total: int
    chart: YearChart | None
    years: list[int]
    gaps: list[tuple[int, int]]
    topics: list[Counted]
    boards: list[Counted]
    speakers: list[Counted]
    text_statuses: list[Counted]

    @property
    def last_year(self) -> int:
        """The last year with a statement."""
        return self.years[-1]

    @property
    def missing_years(self) -> int:
        """How many years between the first and the last have no statement."""
        return sum(last - first + 1 for first, last in self.gaps)

    @property
    def gaps_are_few(self) -> bool:
        """Whether there are few enough gaps to list them."""
        return len(self.gaps) <= GAPS_SHOWN


def activity(subject: Board | Speaker | Topic) -> Activity | None:
    """Return what the index counts about the subject, or None if it cannot be read or does not have the subject yet."""
    facet = FACET_OF[type(subject)]
    request = SearchRequest(filters={facet: frozenset({subject.pk})})
    try:
        results = search(request.changed(page_size=1, sort=Sort.NEWEST, with_facets=True))
    except SearchUnavailable:
        return None
    if not results.total:
        return None
    known = FacetNames({})
    known.add(facet, [subject])
    shown = {other: counts for other, counts in results.facets.items() if other is not facet}
    choices = facet_choices(replace(results, request=request, facets=shown), known)
    years = sorted(int(choice.value) for choice in choices.get(Facet.YEAR, []) if choice.count)
    return Activity(
        total=results.total,
        chart=year_chart(choices.get(Facet.YEAR, [])),
        years=years,
        gaps=gaps(years),
        topics=counted(choices.get(Facet.TOPIC, [])),
        boards=counted(choices.get(Facet.BOARD, [])),
        speakers=counted(choices.get(Facet.SPEAKER, [])),
        text_statuses=counted(choices.get(Facet.TEXT_STATUS, [])),
    )


def counted(choices: Sequence[FacetChoice]) -> list[Counted]:
    """Return the most frequent of the values, each with its bar, without those that the search is narrowed to."""
    frequent = [choice for choice in choices if not choice.chosen][:VALUES_SHOWN]
    most = max((choice.count for choice in frequent), default=1)
    return [Counted(choice, max(1.0, round(WIDTH * choice.count / most, 1))) for choice in frequent]


def gaps(years: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of years between the first and the last that are missing from the years, which are in order."""
    there = set(years)
    missing = [year for year in range(years[0], years[-1]) if year not in there] if years else []
    runs = (list(run) for _, run in groupby(enumerate(missing), lambda pair: pair[1] - pair[0]))
    return [(run[0][1], run[-1][1]) for run in runs]
