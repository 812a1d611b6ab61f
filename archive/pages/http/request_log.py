"""An id for each request, in the answer and in every log line that it causes; optionally, a log line for each request.

No line contains what a reader asked for or where they came from: of the URL, only the pattern that it matches.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.core.signals import request_finished
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from boardmeetings.counters import count_request

logger = logging.getLogger("archive.requests")

HEADER = "X-Request-ID"
# A proxy may set the id in this form; otherwise the site does.
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)
NONE = "-"
_request_id: ContextVar[str] = ContextVar("request id", default=NONE)


def current_request_id() -> str:
    """Return the id of the current request, or a dash outside a request."""
    return _request_id.get()


class RequestLogMiddleware:
    """Runs outside all other middleware that logs, and counts every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # Django logs after the last middleware, and then ends the request.
        request_finished.connect(_forget, dispatch_uid="forget the request id")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        _request_id.set(name)
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        rule = request.resolver_match.route if request.resolver_match else "-"
        count_request(rule, response.status_code, seconds)
        if settings.LOG_REQUESTS:
            logger.info("%s /%s %s %.0f ms", request.method, rule, response.status_code, seconds * 1000)
        response.headers[HEADER] = name
        return response


def _forget(**_: object) -> None:
    _request_id.set(NONE)
