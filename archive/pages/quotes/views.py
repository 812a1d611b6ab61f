"""The quote checker."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.citations.passages.difference import Excerpt, as_read, excerpt
from archive.citations.quote_checker import NothingToCheck, check_quotation
from archive.citations.quote_checker.answer import FoundWording, Tone
from archive.exports.phrases import text_status_sentence
from archive.exports.typeset.letters import has_letters_for
from archive.machine.web.cost import Cost, costs
from archive.models import current_site, shown
from archive.pages.http.errors import NotHere
from archive.pages.quotes.verdict_address import (
    LONGEST_IN_AN_ADDRESS,
    CheckedQuotation,
    VerdictRequest,
    read_day,
    read_rests_on,
)
from archive.pages.sharing.drawing import CardPicture, Colour, Lettering, draw, lettering
from archive.search import SearchUnavailable, numbers

# If the words do not fit, this many letters around the first difference are shown.
AROUND = 110
LONGEST_NAME = 300
LONGEST_DATE = 100


# Checking changes nothing, so there is nothing to forge, and readers get no cookie. POST, because a quotation may be
# longer than a URL; GET for links.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.EXPENSIVE, "date", "name", "on", "q", "rests")
def quote_check(request: HttpRequest) -> HttpResponse:
    """Show the form, and the answer for the quotation in it."""
    given = request.POST if request.method == "POST" else request.GET
    asked = asked_in(given)
    context: dict[str, Any] = {"quotation": asked.quotation, "name": asked.name, "date": asked.date}
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
@costs(Cost.EXPENSIVE, "date", "name", "on", "q", "rests")
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
        given.get("date", "").replace("\0", "")[:LONGEST_DATE],
    )


def checked_quotation(asked: VerdictRequest) -> CheckedQuotation:
    """Return the verdict, computed from the record; raise NothingToCheck or SearchUnavailable."""
    return CheckedQuotation(asked, check_quotation(asked.quotation, find=numbers, name=asked.name, date=asked.date))


# The words of the quotation alone are never shown: a card travels without its page, and must not spread what was not
# said.
def picture_of(checked: CheckedQuotation, place: FoundWording) -> CardPicture:
    """Return what stands on the card: green-blue if everything is as claimed, else in the warning colour.

    ``place`` is the place whose words are shown.
    """
    is_right = checked.answer.tone in {Tone.RIGHT, Tone.DOUBT} and not checked.answer.names_another
    colour: Colour = "accent" if is_right else "warn"
    statement = place.revision.statement
    who = ", ".join(filter(None, [place.speaker, statement.board.name, str(statement.date)]))
    wording = gettext("Statement %(number)s, revision %(revision)s") % {
        "number": statement.number,
        "revision": place.revision.number,
    }
    day = gettext("Checked on %(date)s") % {"date": checked.checked_on}
    return CardPicture(
        colour=colour,
        words=_quoted_words(place.shown),
        shorter=_quoted_words(excerpt(place.shown, around=AROUND) or place.shown),
        origin=[
            lettering(who, size=27, lines=2, stays_left=True),
            lettering(text_status_sentence(statement.text_status), "warn", family="sans", size=23, stays_left=True),
            lettering(f"{wording}. {day}", "quiet", family="sans", size=22, stays_left=True),
        ],
        name=lettering(current_site().label, size=24, at_end=True),
        headline=[lettering(checked.headline, colour, family="sans")],
        before=[],
        after=[],
        is_centred=False,
    )


def _quoted_words(pieces: Iterable[Excerpt]) -> Lettering:
    """Return the words with what happened to each, in quotation marks."""
    return lettering([(piece.kind, shown(piece.old or piece.new)) for piece in as_read(pieces)], start="“", end="”")
