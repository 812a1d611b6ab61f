"""Rules for crawlers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.pages.http.languages import LANGUAGES
from archive.web.cost import Cost, costs


@require_safe
@costs(Cost.CHEAP)
def robots(request: HttpRequest) -> HttpResponse:
    """Point crawlers to the sitemap, and keep them away from the endless pages of results."""
    context = {"languages": LANGUAGES}
    return render(request, "pages/site/robots.txt", context, content_type="text/plain; charset=utf-8")
