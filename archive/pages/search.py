"""The search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Meeting
from archive.pages.errors import NotHere
from archive.pages.found import chosen_values, facet_lists, found_statements
from archive.pages.paging import Page, first_page
from archive.pages.year_chart import year_chart
from archive.search import Facet, SearchRequest, SearchUnavailable, Sort, search
from archive.search.facets import facet_choices
from archive.search.parameters import read_parameters


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds for the words and filters in the address."""
    read = read_parameters(request.GET)
    asked = in_useful_order(read.request, request.GET.get("sort", ""))
    try:
        results = search(asked.changed(with_facets=True))
    except SearchUnavailable:
        return render(request, "pages/search_unavailable.html", {"query": asked.text})
    if asked.page > results.pages:
        raise NotHere(
            f"This search has no page {asked.page:,}: it ends with page {results.pages:,}.",
            query=asked.text,
            first_page=first_page(request),
        )
    choices = facet_choices(results)
    return render(
        request,
        "pages/search.html",
        {
            "query": asked.text,
            "results": results,
            "ignored": [*read.ignored, *results.ignored],
            "found": found_statements(results),
            "page": Page(results.hits, asked.page, asked.page < results.pages),
            "facets": facet_lists(choices),
            "chosen": chosen_values(choices),
            "chart": year_chart(choices.get(Facet.YEAR, [])),
            "meeting": meeting_searched(asked),
            "kept": kept_parameters(request),
        },
    )


def in_useful_order(asked: SearchRequest, sort: str) -> SearchRequest:
    """Return the request with the newest first where it has no words that others could match better."""
    return asked if asked.text or sort else asked.changed(sort=Sort.NEWEST)


def meeting_searched(asked: SearchRequest) -> Meeting | None:
    """Return the public meeting that the search is narrowed to."""
    if asked.meeting is None:
        return None
    return Meeting.objects.public().select_related("board").filter(pk=asked.meeting).first()


def kept_parameters(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a new search of the page's forms keeps of this one, as names and values of hidden fields."""
    names = [*(facet.value for facet in Facet), "meeting", "sort"]
    return [(name, value) for name in names for value in request.GET.getlist(name) if value]
