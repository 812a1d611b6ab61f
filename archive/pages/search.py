"""The search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.pages.errors import NotHere
from archive.pages.statement_lists import listed
from archive.search import SearchUnavailable, search
from archive.search.parameters import read_parameters


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the archive holds for the words and filters in the address."""
    asked = read_parameters(request.GET)
    context = {"query": asked.request.text, "asked": asked}
    try:
        results = search(asked.request)
    except SearchUnavailable:
        return render(request, "pages/search_unavailable.html", context)
    if asked.request.page > results.pages:
        raise NotHere(f"This search has no page {asked.request.page:,}: it ends with page {results.pages:,}.")
    found = listed().in_bulk([hit.number for hit in results.hits])
    statements = [found[hit.number] for hit in results.hits if hit.number in found]
    return render(request, "pages/search.html", context | {"results": results, "statements": statements})
