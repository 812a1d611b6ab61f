"""Search: a reader's request goes in, numbers of public statements, counts and facets come out."""

from archive.search.backends import get_backend
from archive.search.request import Facet, SearchRequest, Sort
from archive.search.results import FacetCount, Highlight, Hit, SearchResults, SearchUnavailable

__all__ = [
    "Facet",
    "FacetCount",
    "Highlight",
    "Hit",
    "SearchRequest",
    "SearchResults",
    "SearchUnavailable",
    "Sort",
    "search",
]


def search(request: SearchRequest) -> SearchResults:
    """Return what the archive holds for the request; raise SearchUnavailable where the index cannot be read."""
    return get_backend().search(request)
