"""Which answers the pages of other sites may read in a reader's browser (CORS in the Fetch standard).

Those are all answers of the API, and data at any public address: files, feeds, captions, citations, lists of wordings.
Such an answer is the same for everybody, so a cache may share it. Pages for people are not among them.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

API = ("/api/v1/", "/mcp")
NEVER = "/desk/"
ASKS = (
    "Accept-Datetime, Content-Type, If-Modified-Since, If-None-Match, If-Range, MCP-Protocol-Version, Mcp-Method, "
    "Mcp-Name, Range"
)
EXPOSED = (
    "Accept-Ranges, Content-Disposition, Content-Encoding, Content-Range, ETag, Link, Memento-Datetime, RateLimit, "
    "RateLimit-Policy, Retry-After"
)
A_DAY = "86400"


class OtherSitesMiddleware:
    """Permits other sites to read data. It runs outside the limits and the page cache, so it sees all answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(NEVER):
            return self.get_response(request)
        of_api = request.path_info.startswith(API)
        if request.method == "OPTIONS" and (of_api or "Access-Control-Request-Method" in request.headers):
            return _permitted(_preflight("GET, HEAD, POST, OPTIONS" if of_api else "GET, HEAD, OPTIONS"))
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
    """Return whether the answer is the same for everybody, and no page. A redirect may lead to data."""
    shared = "public" in response.headers.get("Cache-Control", "") and not response.cookies
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    moves = HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST
    return request.method in {"GET", "HEAD"} and shared and (moves or not is_page)


def _permitted(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    # Other sites may not embed the rest of this site.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
