"""How much a request may hold, by what it asks for: checked by the server as bytes come in, and by Django again."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader

from archive.addresses import without_language

KILOBYTE = 1024
REQUEST_LINE_BYTES = 8 * KILOBYTE
HEADER_BYTES = 32 * KILOBYTE
FORM_BYTES = 200 * KILOBYTE
QUOTE_BYTES = KILOBYTE * KILOBYTE
# The largest document that the desk keeps, with the fields beside it.
STAFF_BYTES = 101 * KILOBYTE * KILOBYTE

# What is only read takes no body at all.
READ_ONLY = ("/search/", "/static/")
STAFF = ("/desk/", "/admin/")
QUOTES = ("/quotes/", "/api/v1/quotes/")
NOT_STORED = {"Cache-Control": "no-store"}


def body_limit(path: str, session: str) -> int:
    """Return how many bytes a request for the path may carry.

    ``session`` is the key of the session that the request names, or empty. Only a session of somebody who is signed in
    may carry a file; it is looked up for the staff's paths alone.
    """
    bare, _ = without_language(path)
    if bare.startswith(READ_ONLY):
        return 0
    if bare.startswith(QUOTES):
        return QUOTE_BYTES
    if bare.startswith(STAFF) and session and is_signed_in(session):
        return STAFF_BYTES
    return FORM_BYTES


def is_signed_in(session: str) -> bool:
    """Return whether the key is that of a session in which somebody is signed in."""
    return SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(session)


class RequestLimitsMiddleware:
    """Refuses an address (414) or a body (413) that is too large, whatever server stands before Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) + len(request.path_info) > REQUEST_LINE_BYTES:
            return refused(414, REQUEST_LINE_BYTES)
        if size := int(request.META.get("CONTENT_LENGTH") or 0):
            limit = body_limit(request.path_info, request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
            if size > limit:
                return refused(413, limit)
        return self.get_response(request)


def refused(status: int, limit: int) -> HttpResponse:
    """Return the page that says how much is taken."""
    # The server reads the limits before there are models.
    from archive.models import last_known_site

    return HttpResponse(
        loader.render_to_string(f"{status}.html", {"limit": limit, "site": last_known_site()}),
        status=status,
        headers=NOT_STORED,
    )
