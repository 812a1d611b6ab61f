"""The page that checks a whole article. No part of the article is stored."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.citations.articles import LONGEST_ARTICLE, ArticleAnswer, as_csv, as_values, check_article
from archive.citations.quote_checker import NothingToCheck
from archive.exports.addresses import permanent_url
from archive.ingest.articles.paragraphs import Unreadable
from archive.ingest.articles.reading import LARGEST_FILE, read_article_confined
from archive.machine.web import ARTICLE_SECONDS, Cost, WorkTime, costs, take
from archive.machine.web.allowance import TooMany
from archive.machine.web.client_address import client_address
from archive.search import SearchUnavailable, numbers

READABLE = {"ensure_ascii": False, "indent": 2}
ARTICLES_A_MINUTE = 10


# As on the page for one quotation: checking changes nothing, and readers get no cookie. An article may be unpublished,
# so no browser keeps it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.VERY_EXPENSIVE)
def quote_article(request: HttpRequest) -> HttpResponse:
    """Show the form, and the result for each quotation of the article in it, as a page, CSV or JSON."""
    context: dict[str, object] = {"longest": LONGEST_ARTICLE}
    status = HTTPStatus.OK
    headers: dict[str, str] = {}
    if request.method == "POST":
        try:
            refuse_too_many(request)
            context["article"] = article = article_in(request)
            answer = check_article(article, find=numbers, has_time=WorkTime(ARTICLE_SECONDS).is_left)
            if exported := export(answer, request.POST.get("format", "")):
                return exported
            context["answer"] = answer
        except (NothingToCheck, Unreadable) as error:
            context["problem"], status = str(error), HTTPStatus.BAD_REQUEST
        except SearchUnavailable as error:
            context["problem"], status = str(error), HTTPStatus.SERVICE_UNAVAILABLE
        except TooMany as error:
            context["problem"], status = error.message, HTTPStatus.TOO_MANY_REQUESTS
            context["article"] = request.POST.get("article", "")
            headers = {"Retry-After": str(error.seconds)}
    response = render(request, "pages/quotes/article.html", context, status=status)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def refuse_too_many(request: HttpRequest) -> None:
    """Count the article; raise TooMany if the client has sent too many in this minute."""
    allowance = take(client_address(request), "articles", ARTICLES_A_MINUTE)
    if allowance.is_used_up:
        sentence = gettext("You can check %(number)s articles per minute. Try again in %(seconds)s seconds.")
        raise TooMany(sentence % {"number": allowance.limit, "seconds": allowance.seconds}, allowance)


def article_in(request: HttpRequest) -> str:
    """Return the text of the file, or the pasted text; raise Unreadable if the file is not an article."""
    if file := request.FILES.get("file"):
        text = read_article_confined(file.read(LARGEST_FILE + 1))
        if not text.strip():
            raise Unreadable(gettext("The file contains no text."))
        if len(text) > LONGEST_ARTICLE:
            raise Unreadable(
                gettext("You can check up to %(number)s characters at a time.") % {"number": f"{LONGEST_ARTICLE:,}"}
            )
        return text.replace("\0", "")
    return request.POST.get("article", "").replace("\0", "")


def export(answer: ArticleAnswer, wanted: str) -> HttpResponse | None:
    """Return the answer as the requested file, or None if a page is requested."""
    if wanted == "csv":
        headers = {"Content-Disposition": 'attachment; filename="quotations.csv"'}
        return HttpResponse(
            as_csv(answer, address=permanent_url), content_type="text/csv; charset=utf-8", headers=headers
        )
    if wanted == "json":
        headers = {"Content-Disposition": 'attachment; filename="quotations.json"'}
        return JsonResponse(as_values(answer, address=permanent_url), headers=headers, json_dumps_params=READABLE)
    return None
