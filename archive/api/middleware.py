"""What all paths of the API and of the tools share: limits.

It runs outside the page cache, so that a cached answer is counted too and has its own numbers.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from archive.api.problems import problem_response
from archive.web.allowance import Allowance, take
from archive.web.client_address import client_address
from archive.web.other_sites import API

COSTLY_PREFIX = "/api/v1/quotes/"


class ApiMiddleware:
    """Counts requests to the API, refuses those beyond the limit, and sets the headers of all its answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        allowance = _allowance(request)
        response = _too_many(allowance) if allowance.is_used_up else self.get_response(request)
        for name, value in allowance.headers().items():
            response.headers[name] = value
        return response


def _allowance(request: HttpRequest) -> Allowance:
    if request.path_info.startswith(COSTLY_PREFIX):
        return take(client_address(request), "quotes", settings.API_QUOTES_PER_MINUTE)
    return take(client_address(request), "default", settings.API_REQUESTS_PER_MINUTE)


def _too_many(allowance: Allowance) -> HttpResponse:
    sentence = f"You can send {allowance.limit:,} requests per minute. Try again in {allowance.seconds} seconds."
    return problem_response(HTTPStatus.TOO_MANY_REQUESTS, sentence)
