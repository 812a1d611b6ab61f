"""The size limits of requests, by path, which the server and Django check; and how late many refusals come."""

from collections.abc import Callable
from http import HTTPStatus
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader

from archive.exports.addresses import without_language
from archive.machine.web.allowance import take
from archive.machine.web.client_address import client_address

KILOBYTE = 1024
REQUEST_LINE_BYTES = 8 * KILOBYTE
HEADER_BYTES = 32 * KILOBYTE
FORM_BYTES = 200 * KILOBYTE
QUOTE_BYTES = KILOBYTE * KILOBYTE
# The largest document that the desk accepts, with the other fields of the form.
STAFF_BYTES = 101 * KILOBYTE * KILOBYTE

# Pages that are only read accept no body.
READ_ONLY = ("/search/", "/static/")
STAFF = ("/desk/",)
TAKES_A_FILE = ("/quotes/", "/api/v1/quotes/", "/log/since/")
NOT_STORED = {"Cache-Control": "no-store"}

# A refusal costs little, but 600 of them a second cost all others their time. After this many in a minute, each further
# one comes later than the one before. What a client is not refused comes as always.
REFUSALS = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
REFUSALS_AT_ONCE = 10
LATER_BY_SECONDS, LATEST_SECONDS = 0.1, 10
# Under this name, the server of the site gives a request the function that lets its answer wait.
ANSWERS_LATER = "boardmeetings.answers_later"


def body_limit(path: str) -> int:
    """Return how many bytes the body of a request for the path may have, whoever sends it."""
    bare, _ = without_language(path)
    if bare.startswith(READ_ONLY):
        return 0
    return QUOTE_BYTES if bare.startswith(TAKES_A_FILE) else FORM_BYTES


def staff_limit(path: str) -> int:
    """Return how many bytes it may have if a signed-in person sends it: a file, at the desk."""
    bare, _ = without_language(path)
    return STAFF_BYTES if bare.startswith(STAFF) else body_limit(path)


def is_signed_in(session: str) -> bool:
    """Return whether the session with the key belongs to somebody who is signed in."""
    return SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(session)


class RequestLimitsMiddleware:
    """Refuses a URL (414) or a body (413) that is too large, whatever server is in front of Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) + len(request.path_info) > REQUEST_LINE_BYTES:
            return refused(414, REQUEST_LINE_BYTES)
        if size := int(request.META.get("CONTENT_LENGTH") or 0):
            limit = body_limit(request.path_info)
            session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
            if size > limit and session and is_signed_in(session):
                limit = staff_limit(request.path_info)
            if size > limit:
                return refused(413, limit)
        response = self.get_response(request)
        if response.status_code in REFUSALS and (answer_later := request.META.get(ANSWERS_LATER)):
            allowance = take(client_address(request), "refusals", REFUSALS_AT_ONCE)
            if allowance.is_used_up:
                answer_later(min(-allowance.remaining * LATER_BY_SECONDS, LATEST_SECONDS))
        return response


def refused(status: int, limit: int) -> HttpResponse:
    """Return the page that says what the limit is."""
    # The server imports the limits before Django's models are loaded.
    from archive.models import last_known_site

    return HttpResponse(
        loader.render_to_string(f"{status}.html", {"limit": limit, "site": last_known_site()}),
        status=status,
        headers=NOT_STORED,
    )
