"""Facets as a page shows them: names for ids, and the address of the search with each value chosen or let go."""

from dataclasses import dataclass

from archive.search.parameters import Names, query_string
from archive.search.request import Facet, SearchRequest
from archive.search.results import FacetCount, SearchResults


@dataclass(frozen=True)
class FacetChoice:
    """A value of a facet: its name, how many statements have it, and the search with it chosen, or let go if it is.

    ``query`` is the query of an address, without the question mark; it starts at the first page.
    """

    value: int | str
    name: str
    count: int
    chosen: bool
    query: str


def facet_choices(results: SearchResults, known: Names | None = None) -> dict[Facet, list[FacetChoice]]:
    """Return for each facet counted its values, those chosen first, then by count, years by time, newest first.

    A chosen value stays where nothing has it, so that it can be let go. Records no longer public are left out.
    Names that are ``known`` are not asked for again.
    """
    request = results.request
    counts = {facet: _with_chosen(request, facet, results.facets.get(facet, [])) for facet in Facet}
    names = Names({facet: [entry.value for entry in entries] for facet, entries in counts.items()}, known)
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
    return {facet: sorted(found, key=lambda choice: _order(facet, choice)) for facet, found in choices.items() if found}


def toggled(request: SearchRequest, facet: Facet, value: int | str) -> SearchRequest:
    """Return the request narrowed to the value as well, or no longer where it was, on the first page."""
    filters = dict(request.filters)
    filters[facet] = request.filters.get(facet, frozenset()) ^ {value}
    if not filters[facet]:
        del filters[facet]
    return request.changed(filters=filters, page=1)


def _with_chosen(request: SearchRequest, facet: Facet, counted: list[FacetCount]) -> list[FacetCount]:
    missing = request.filters.get(facet, frozenset()) - {entry.value for entry in counted}
    return counted + [FacetCount(value, 0) for value in missing]


def _order(facet: Facet, choice: FacetChoice) -> tuple[object, ...]:
    if facet == Facet.YEAR:
        return (-int(choice.value),)
    return (not choice.chosen, -choice.count, choice.name)
