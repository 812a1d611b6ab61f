"""The page about the archive: its method, its terms, how to cite, whom to contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.log import verifier_key
from archive.models import Statement, current_site
from archive.pages.site.markdown import as_html
from archive.search import Facet, SearchRequest, SearchUnavailable, search
from archive.web.cost import Cost, costs
from boardmeetings import VERSION


@require_safe
@costs(Cost.CHEAP)
def about(request: HttpRequest) -> HttpResponse:
    """Show how the archive works and what its terms mean."""
    context = {
        "own_words": as_html(current_site().about),
        "text_statuses": numbers_by_source(),
        "version": VERSION,
        "log_key": verifier_key(),
    }
    return render(request, "pages/site/about.html", context)


def numbers_by_source() -> list[tuple[Statement.TextStatus, int | None]]:
    """Return each text status with its number of statements, which is None if the index cannot be read."""
    try:
        choices = search(SearchRequest(page_size=1, with_facets=True)).facets[Facet.TEXT_STATUS]
    except SearchUnavailable:
        return [(status, None) for status in Statement.TextStatus]
    numbers = {choice.value: choice.count for choice in choices}
    return [(status, numbers.get(status, 0)) for status in Statement.TextStatus]
