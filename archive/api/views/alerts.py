"""Alerts that programs set, list and stop. A token of an alert is the permission for all alerts of its address."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from rest_framework.request import Request
from rest_framework.response import Response

from archive.alerts.passages import on_passage
from archive.alerts.searches.asked import followable, on_search
from archive.alerts.sign_up import add, alerts_of_token, sign_up, stop
from archive.api.base import RecordView, nothing_here
from archive.api.input import ChoiceValue, FlagValue, Input, NumberValue, TextValue
from archive.api.problems import ApiProblem, bad_parameter
from archive.api.serializers import AlertSerializer
from archive.api.views.statements import revisions_of
from archive.citations.passages.quote_range import QuoteRange, QuoteRangeError
from archive.exports.addresses import site_url
from archive.machine.web import TokenIsNoGood, TooMany
from archive.machine.web.client_address import client_address
from archive.machine.web.cost import Cost
from archive.models import LONGEST_QUERY, Alert
from archive.search import read_parameters

BODY = Input(
    {
        "address": TextValue(
            "An email address, or the https address of a webhook. With a token it is that of the token.",
            max_length=500,
            default="",
        ),
        "search": TextValue(
            "What to search for, as in the address of a search: q=library&board=city-council",
            max_length=LONGEST_QUERY,
            default="",
        ),
        "statement": NumberValue("The number of a statement, instead of a search.", 1),
        "revision": NumberValue("The number of its revision; without it, the current one.", 1),
        "quote": TextValue("The passage in that revision, such as 11-20; without it, all of it.", default=""),
        "frequency": ChoiceValue("How often new results are told.", Alert.Frequency.values, default="daily"),
        "procedural": FlagValue("Also short procedural remarks, such as calls to order."),
    }
)
ASKED = "If this address may be told, it was sent a link. Nothing else is sent before that link is confirmed."


@method_decorator(never_cache, name="dispatch")
class Alerts(RecordView):
    """The alerts of the address that a token belongs to."""

    cost = Cost.EXPENSIVE
    serializer_class = AlertSerializer
    body = BODY

    def get(self, request: Request) -> Response:
        """List the alerts of the address that the token belongs to.

        The email or message that asks to confirm an alert has the token, as has the email with the link to all alerts.
        Send it as “Authorization: Bearer TOKEN”.
        """
        return Response({"results": self.serialize(_own_alerts(request))})

    def post(self, request: Request) -> Response:
        """Set an alert on a search or a statement, told by email or to a webhook.

        With a token it is set at once (201), for the address of the token, in place of an earlier one on the same,
        whose token ends. Else the address is sent a link that its owner confirms: a person by opening it, a program by
        a POST to “confirm_url” of the message (202).
        """
        if not isinstance(request.data, dict):
            raise ApiProblem(HTTPStatus.BAD_REQUEST, f"Send a JSON object with: {', '.join(BODY.fields)}.")
        given = BODY.read(request.data, "The object has no")
        try:
            return self._set(request, given)
        except TooMany as error:
            sentence = " ".join(error.messages)
            raise ApiProblem(HTTPStatus.TOO_MANY_REQUESTS, sentence, retry_seconds=error.seconds) from error
        except ValidationError as error:
            raise ApiProblem(HTTPStatus.BAD_REQUEST, " ".join(error.messages)) from error

    def _set(self, request: Request, given: dict[str, Any]) -> Response:
        wished = _followed(given)
        if token := _token_in(request):
            try:
                alert = add(wished, token=token)
            except TokenIsNoGood as error:
                raise _not_known() from error
            return Response(self.serialize([alert])[0], status=HTTPStatus.CREATED)
        # Its readers would sign up each from their own network, as nobody may from one.
        if request.headers.get("Origin", own := site_url("/").rstrip("/")) != own:
            raise ApiProblem(HTTPStatus.FORBIDDEN, "A page of another site sets no alert without a token.")
        if not given["address"]:
            raise bad_parameter("address", "“address” is missing: an email address, or an https address.")
        language = get_language() or "en"
        sign_up(wished, address=given["address"], client=client_address(request), language=language)
        return Response({"detail": ASKED}, status=HTTPStatus.ACCEPTED)


@method_decorator(never_cache, name="dispatch")
class AlertDetail(RecordView):
    """One alert of the address that a token belongs to."""

    serializer_class = AlertSerializer

    def delete(self, request: Request, pk: int) -> Response:
        """Stop an alert of the address that the token belongs to, and return it as it was.

        The token of a stopped alert opens nothing any more; those of the others still do.
        """
        alert = _own_alerts(request).filter(pk=pk).first()
        if alert is None:
            raise nothing_here("alert")
        stopped = self.serialize([alert])[0]
        stop(alert.key)
        return Response(stopped)


def _own_alerts(request: Request) -> QuerySet[Alert]:
    """Return the alerts of the address that the token of the request belongs to. Raises ApiProblem without one."""
    try:
        return alerts_of_token(_token_in(request))
    except TokenIsNoGood as error:
        raise _not_known() from error


def _token_in(request: Request) -> str:
    """Return the token that the request has; empty if it has none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _not_known() -> ApiProblem:
    sentence = "Send “Authorization: Bearer” and the token of the email or message that asked to confirm an alert."
    return ApiProblem(HTTPStatus.UNAUTHORIZED, sentence)


def _followed(given: dict[str, Any]) -> Callable[[], Alert]:
    """Return what makes the alert that the values describe. Raises ApiProblem, ValidationError, SearchUnavailable."""
    number, how = given.get("statement"), {"with_procedural": given["procedural"], "frequency": given["frequency"]}
    if bool(number) == bool(given["search"]):
        raise bad_parameter("search", "Send either “search” or “statement”.")
    if number is None:
        read = read_parameters(QueryDict(given["search"].removeprefix("?")))
        if read.ignored:
            raise bad_parameter("search", "“search” has: " + " ".join(str(one) for one in read.ignored))
        followable(read.request, with_procedural=given["procedural"])
        return lambda: on_search(read.request, **how)
    wordings = revisions_of(number).order_by("-number")
    revision = (wordings.filter(number=given["revision"]) if "revision" in given else wordings).first()
    if revision is None:
        raise nothing_here("revision")
    try:
        passage = QuoteRange.parse(given["quote"]) if given["quote"] else None
        if passage:
            passage.words_in(revision.text)
    except QuoteRangeError as error:
        raise bad_parameter("quote", str(error)) from error
    return lambda: on_passage(revision, passage)
