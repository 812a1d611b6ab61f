"""The page for a form whose token is missing or old, instead of Django's. It keeps what was typed.

Most often the person signed in again in another tab, which gives every form a new token. Such a form comes from a page
of this site, as its Origin says, so one press sends it again. What another site, or nobody, sent is shown to be copied
and has no button: a press there would do what that site wanted.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.web.typed_form import as_typed


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 with the form as it was typed. ``reason`` is Django's, for its log."""
    del reason
    context = {**as_typed(request), "is_from_here": is_from_here(request)}
    response = render(request, "refused_form.html", context, status=HTTPStatus.FORBIDDEN)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Return whether a browser says that the form was on a page of this site."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
