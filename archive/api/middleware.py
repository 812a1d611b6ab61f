"""What all paths of the API and of the tools share: limits; and what the pages of other sites may read.

It runs outside the page cache, so that a cached answer is counted too and has its own numbers.
"""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from archive.api.problems import problem_response
from archive.machine.web.allowance import Allowance, take
from archive.machine.web.client_address import client_address

API = ("/api/v1/", "/mcp")
NEVER = "/desk/"
ASKS = (
    "Accept-Datetime, Authorization, Content-Type, If-Modified-Since, If-None-Match, If-Range, MCP-Protocol-Version, "
    "Mcp-Method, Mcp-Name, Range"
)
EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Encoding, Content-Range, ETag, Link, Memento-Datetime, RateLimit, "
    "RateLimit-Policy, Retry-After"
)
A_DAY = "86400"
# Addresses of data without an extension are those of the log and some that end with a slash.
DATA = re.compile(r"\.\w+$|^/(?:api|data|log|mcp)/|/(?:feed|timegate|cite/[^/]+)/$")
COSTLY_PREFIX = "/api/v1/quotes/"


class ApiMiddleware:
    """Counts requests to the API, refuses those beyond the limit, and sets the headers of all its answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        allowance = allowance_of(request, request.path_info)
        response = _too_many(allowance) if allowance.is_used_up else self.get_response(request)
        for name, value in allowance.headers().items():
            response.headers[name] = value
        return response


def allowance_of(request: HttpRequest, path: str) -> Allowance:
    """Count a request of a client to a path, and return what is left of those."""
    if path.startswith(COSTLY_PREFIX):
        return take(client_address(request), "quotes", settings.API_QUOTES_PER_MINUTE)
    return take(client_address(request), "default", settings.API_REQUESTS_PER_MINUTE)


def _too_many(allowance: Allowance) -> HttpResponse:
    sentence = f"You can send {allowance.limit:,} requests per minute. Try again in {allowance.seconds} seconds."
    return problem_response(HTTPStatus.TOO_MANY_REQUESTS, sentence)


# Those are all answers of the API, and data at any public address: files, feeds, captions, citations, wordings.
# Such an answer is the same for everybody, so a cache may share it. Pages for people are not among them.
class OtherSitesMiddleware:
    """Permits other sites to read data. It runs outside the limits and the page cache, so it sees all answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(NEVER):
            return self.get_response(request)
        of_api = request.path_info.startswith(API)
        if request.method == "OPTIONS" and (of_api or "Access-Control-Request-Method" in request.headers):
            return _permitted(_preflight("GET, HEAD, POST, DELETE, OPTIONS" if of_api else "GET, HEAD, OPTIONS"))
        response = self.get_response(request)
        return _permitted(response) if of_api or _is_data(request, response) else response


def _preflight(methods: str) -> HttpResponse:
    """Answer a browser that asks before it sends a request with headers or a body of its own."""
    headers = {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": ASKS,
        "Access-Control-Max-Age": A_DAY,
    }
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def _is_data(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether the answer is the same for everybody, and no page.

    A redirect may lead to data. Where there is none, or it is refused, a script learns that from the status.
    """
    shared = "public" in response.headers.get("Cache-Control", "") and not response.cookies
    moves = HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code >= HTTPStatus.BAD_REQUEST and DATA.search(request.path_info):
        return True
    return request.method in {"GET", "HEAD"} and shared and (moves or not is_page)


def _permitted(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    # Other sites may not embed the rest of this site.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
