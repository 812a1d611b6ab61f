"""Sends ``settings.SECURE_CSP``, under the name Django 6 gives it, and ``settings.SECURITY_HEADERS``."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class SecurityHeadersMiddleware:
    """Adds the headers that an answer does not have already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = {"Content-Security-Policy": _policy(settings.SECURE_CSP), **settings.SECURITY_HEADERS}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What comes with 304 takes the place of what the reader holds, and a page may have a policy of its own.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            for name, value in self.headers.items():
                response.headers.setdefault(name, value)
        return response


def allow_source(response: HttpResponse, directive: str, source: str) -> None:
    """Let this one page load from a source what the directive is about, beside what every page may load."""
    response.headers["Content-Security-Policy"] = _policy({**settings.SECURE_CSP, directive: ["'self'", source]})


def _policy(directives: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
