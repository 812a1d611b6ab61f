"""The page about the archive: its method, its terms, how to cite, whom to contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Statement, current_site
from archive.pages.site.markdown import as_html
from archive.web.cost import Cost, costs
from boardmeetings import VERSION


@require_safe
@costs(Cost.CHEAP)
def about(request: HttpRequest) -> HttpResponse:
    """Show how the archive works and what its terms mean."""
    context = {
        "own_words": as_html(current_site().about),
        "text_statuses": list(Statement.TextStatus),
        "version": VERSION,
    }
    return render(request, "pages/site/about.html", context)
