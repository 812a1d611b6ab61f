"""The page about the archive: method, words explained, how to cite, whom to ask."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Statement


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show how the archive works and what its words mean."""
    context = {"contact_email": settings.CONTACT_EMAIL, "text_statuses": list(Statement.TextStatus)}
    return render(request, "pages/site/about.html", context)
