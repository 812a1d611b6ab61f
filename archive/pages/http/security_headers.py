"""Sends ``settings.SECURE_CSP``, which is Django 6's name for it, and ``settings.SECURITY_HEADERS``."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.machine.web.content_policy import policy


class SecurityHeadersMiddleware:
    """Adds the headers that an answer does not have yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = {"Content-Security-Policy": policy(settings.SECURE_CSP), **settings.SECURITY_HEADERS}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The headers of a 304 replace those that the browser has, and a page may have its own policy.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            for name, value in self.headers.items():
                response.headers.setdefault(name, value)
        return response
