"""Facets for a page: names instead of ids, and the URL of the search with each value selected or removed."""

from dataclasses import dataclass, replace

from archive.search.answer.asking import exact
from archive.search.engines.results import FacetCount, SearchResults
from archive.search.question import Facet, FacetNames, SearchRequest, Sort, query_string

MOST_VALUES = 50


@dataclass(frozen=True)
class FacetChoice:
    """A value of a facet: its name, its count, and the search that selects it, or removes it if it is selected.

    ``query`` is the query string of a URL, without the question mark; it starts at the first page.
    """

    value: int | str
    name: str
    count: int
    chosen: bool
    query: str


def with_facets_open(results: SearchResults) -> SearchResults:
    """Return the results with each facet counted as if none of its values were selected, so that readers can add more.

    This takes one search for each facet with a selected value. Raise SearchUnavailable.
    """
    answered = results.answered or results.request
    request = answered.changed(page=1, page_size=1, sort=Sort.NEWEST, with_facets=True)
    facets = dict(results.facets)
    for facet in results.request.filters:
        others = {other: values for other, values in request.filters.items() if other is not facet}
        facets[facet] = exact(request.changed(filters=others), at_any_time=bool(results.softened)).facets[facet]
    return replace(results, facets=facets)


def facet_choices(results: SearchResults, known: FacetNames | None = None) -> dict[Facet, list[FacetChoice]]:
    """Return the values of each facet: selected ones first, then by count; years by time, newest first.

    A selected value stays even if no statement has it, so that it can be removed. Objects that are no longer public are
    left out, and so are all but the fifty most frequent values of a facet, except years. ``known`` names are not looked
    up again.
    """
    request = results.request
    counts = {facet: _with_chosen(request, facet, results.facets.get(facet, [])) for facet in Facet}
    names = FacetNames({facet: [entry.value for entry in entries] for facet, entries in counts.items()}, known)
    choices = {
        facet: [
            FacetChoice(
                value=entry.value,
                name=name,
                count=entry.count,
                chosen=entry.value in request.filters.get(facet, ()),
                query=query_string(toggled(request, facet, entry.value), names),
            )
            for entry in entries
            if (name := names.name(facet, entry.value))
        ]
        for facet, entries in counts.items()
    }
    return {facet: sorted(shown, key=lambda choice: _order(facet, choice)) for facet, shown in choices.items() if shown}


def toggled(request: SearchRequest, facet: Facet, value: int | str) -> SearchRequest:
    """Return the request with the value added or, if it was selected, removed, on the first page."""
    filters = dict(request.filters)
    filters[facet] = request.filters.get(facet, frozenset()) ^ {value}
    if not filters[facet]:
        del filters[facet]
    return request.changed(filters=filters, page=1)


def _with_chosen(request: SearchRequest, facet: Facet, counted: list[FacetCount]) -> list[FacetCount]:
    chosen = request.filters.get(facet, frozenset())
    most = len(counted) if facet is Facet.YEAR else MOST_VALUES
    shown = [entry for index, entry in enumerate(counted) if index < most or entry.value in chosen]
    return shown + [FacetCount(value, 0) for value in chosen - {entry.value for entry in counted}]


def _order(facet: Facet, choice: FacetChoice) -> tuple[object, ...]:
    if facet == Facet.YEAR:
        return (-int(choice.value),)
    return (not choice.chosen, -choice.count, choice.name)
