"""Sends ``settings.SECURE_CSP``, under the name Django 6 gives it, and ``settings.SECURITY_HEADERS``."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.content_policy import policy


class SecurityHeadersMiddleware:
    """Adds the headers that an answer does not have already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = {"Content-Security-Policy": policy(settings.SECURE_CSP), **settings.SECURITY_HEADERS}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What comes with 304 takes the place of what the reader holds, and a page may have a policy of its own.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            for name, value in self.headers.items():
                response.headers.setdefault(name, value)
        return response
