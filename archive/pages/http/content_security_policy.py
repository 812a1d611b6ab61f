"""Sends ``settings.SECURE_CSP`` with every response, under the name Django 6 gives it."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ContentSecurityPolicyMiddleware:
    """Adds the Content-Security-Policy header, unless the page has one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = _policy(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What comes with 304 takes the place of what the reader holds, and a page may have a policy of its own.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


def allow_source(response: HttpResponse, directive: str, source: str) -> None:
    """Let this one page load from a source what the directive is about, beside what every page may load."""
    response.headers["Content-Security-Policy"] = _policy({**settings.SECURE_CSP, directive: ["'self'", source]})


def _policy(directives: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
