"""The quote checker."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.citations.quote_checker import NothingToCheck, check_quotation
from archive.exports.typeset.letters import has_letters_for
from archive.pages.http.errors import NotHere
from archive.pages.quotes.verdict_address import (
    LONGEST_IN_AN_ADDRESS,
    CheckedQuotation,
    VerdictRequest,
    read_day,
    read_rests_on,
)
from archive.pages.quotes.verdict_card import picture_of
from archive.pages.sharing.drawing import draw
from archive.search import SearchUnavailable, numbers
from archive.web.cost import Cost, costs

LONGEST_NAME = 300


# Checking changes nothing, so there is nothing to forge, and readers get no cookie. POST, because a quotation may be
# longer than a URL; GET for links.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.EXPENSIVE, "name", "on", "q", "rests")
def quote_check(request: HttpRequest) -> HttpResponse:
    """Show the form, and the answer for the quotation in it."""
    given = request.POST if request.method == "POST" else request.GET
    asked = asked_in(given)
    context: dict[str, Any] = {"quotation": asked.quotation, "name": asked.name}
    status = 200
    if "q" in given and request.method != "POST" and len(asked.quotation) > LONGEST_IN_AN_ADDRESS:
        context["problem"] = gettext("This is too long for a link. Select “Check” to check it.")
    elif "q" in given:
        try:
            checked = checked_quotation(asked)
            context |= {"checked": checked, "answer": checked.answer}
        except NothingToCheck as error:
            context["problem"] = str(error)
        except SearchUnavailable as error:
            context["problem"], status = str(error), 503
    return render(request, "pages/quotes/check.html", context, status=status)


@require_safe
@costs(Cost.EXPENSIVE, "name", "on", "q", "rests")
def quote_card(request: HttpRequest) -> HttpResponse:
    """Draw the card of the verdict in the URL, which is computed again. Words that are not on record have none."""
    asked = asked_in(request.GET)
    if len(asked.quotation) > LONGEST_IN_AN_ADDRESS:
        raise NotHere(gettext("This quotation is too long for a card."))
    try:
        checked = checked_quotation(asked)
    except NothingToCheck as error:
        raise NotHere(str(error)) from error
    if checked.place is None:
        raise NotHere(gettext("These words are not on record, so there is no card of them."))
    if not has_letters_for(checked.place.words):
        raise NotHere(
            gettext("We cannot make a card of these words, because the font does not have all their letters.")
        )
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(draw(picture_of(checked, checked.place)), content_type="image/png", headers=headers)


def asked_in(given: QueryDict) -> VerdictRequest:
    """Return what a URL or a form asks."""
    return VerdictRequest(
        given.get("q", "").replace("\0", ""),
        given.get("name", "").replace("\0", "")[:LONGEST_NAME],
        read_day(given.get("on", "")),
        read_rests_on(given.get("rests", "")),
    )


def checked_quotation(asked: VerdictRequest) -> CheckedQuotation:
    """Return the verdict, computed from the record; raise NothingToCheck or SearchUnavailable."""
    return CheckedQuotation(asked, check_quotation(asked.quotation, find=numbers, name=asked.name))
