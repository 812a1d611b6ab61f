"""Addresses of pages that the site no longer has. Each leads, for good, to what took its place."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from archive.pages.statements.wordings import public_statement
from archive.web.cost import Cost, costs


@require_safe
@costs(Cost.CHEAP)
def to_statement(_request: HttpRequest, number: int) -> HttpResponse:
    """Lead to the page of a statement, or show its tombstone."""
    return HttpResponsePermanentRedirect(public_statement(number).get_absolute_url())
