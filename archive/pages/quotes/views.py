"""The quote checker: is this what was said?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.citations.quote_checker import NothingToCheck, check_quotation
from archive.search import SearchUnavailable, numbers

LONGEST_NAME = 300


# Checking changes nothing, so there is nothing to forge; and readers get no cookie. POST, because a quotation may be
# longer than an address can be; GET answers links.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def quote_check(request: HttpRequest) -> HttpResponse:
    """Show the form, and the answer for the quotation in it."""
    given = request.POST if request.method == "POST" else request.GET
    quotation = given.get("q", "").replace("\0", "")
    name = given.get("name", "").replace("\0", "")[:LONGEST_NAME]
    context = {"quotation": quotation, "name": name}
    status = 200
    if "q" in given:
        try:
            context["answer"] = check_quotation(quotation, find=numbers, name=name)
        except NothingToCheck as error:
            context["problem"], status = str(error), 200
        except SearchUnavailable as error:
            context["problem"], status = str(error), 503
    return render(request, "pages/quotes/check.html", context, status=status)
