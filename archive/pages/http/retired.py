"""Addresses of pages that the site no longer has. Each leads, for good, to what took its place."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.machine.web.cost import Cost, costs
from archive.pages.http.redirects import with_query
from archive.pages.statements.wordings import public_statement
from archive.search import SEARCH_PARAMETERS


@require_safe
@costs(Cost.CHEAP)
def to_statement(_request: HttpRequest, number: int) -> HttpResponse:
    """Lead to the page of a statement, or show its tombstone."""
    return HttpResponsePermanentRedirect(public_statement(number).get_absolute_url())


@require_safe
@costs(Cost.CHEAP)
def to_file(_request: HttpRequest, name: str) -> HttpResponse:
    """Lead to a file of the record that has what another had."""
    return HttpResponsePermanentRedirect(reverse("pages:data-file", args=[name]))


@require_safe
@costs(Cost.CHEAP, *SEARCH_PARAMETERS, "order")
def to_search(request: HttpRequest) -> HttpResponse:
    """Lead to the page of a search."""
    return HttpResponsePermanentRedirect(with_query(request, reverse("pages:search")))
