"""A name for each request, in the answer and in every line of the log that it causes; and a line for each, if wanted.

Neither what a reader asked for nor where they came from is in a line: of an address only the rule it follows.
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
# What a proxy may call it; anything else is named here.
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)
NONE = "-"
_request_id: ContextVar[str] = ContextVar("request id", default=NONE)


def current_request_id() -> str:
    """Return the name of the request that is being answered; a dash outside of one."""
    return _request_id.get()


class RequestLogMiddleware:
    """Stands outside all others that log, and counts every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # Django itself logs after the last middleware, and ends the request after that.
        request_finished.connect(_forget, dispatch_uid="forget the request id")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        _request_id.set(name)
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        rule = _rule(request)
        count_request(rule, response.status_code, seconds)
        if settings.LOG_REQUESTS:
            logger.info("%s /%s %s %.0f ms", request.method, rule, response.status_code, seconds * 1000)
        response.headers[HEADER] = name
        return response


def _forget(**_: object) -> None:
    _request_id.set(NONE)


def _rule(request: HttpRequest) -> str:
    return request.resolver_match.route if request.resolver_match else "-"
