"""The page for a person whose input could not be saved: status 503, the form as typed, and a button to try again."""

import logging
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import NamedTuple

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from archive.database import Trouble, is_unstorable, trouble_with_writing

logger = logging.getLogger(__name__)

# When to come back, in seconds. Other writers will be done by then; freeing disk space takes longer.
RETRY_AFTER = {Trouble.BUSY: 5, Trouble.FULL: 120, Trouble.READ_ONLY: 120}
SECRET_WORDS = ("password", "token", "secret")
NOT_SHOWN = frozenset({"csrfmiddlewaretoken"})
# Longer values get a box of several lines.
LINE = 80


class TypedField(NamedTuple):
    """A field of a form as it was sent. Secrets must be typed again; empty fields are hidden."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """A label for the field."""
        return self.name.replace("_", " ").replace("-", " ").capitalize()

    @property
    def kind(self) -> str:
        """How it is shown: secret, hidden, long or line."""
        if any(word in self.name.lower() for word in SECRET_WORDS):
            return "secret"
        if not self.value.strip():
            return "hidden"
        return "long" if len(self.value) > LINE or "\n" in self.value else "line"


class NotSavedMiddleware:
    """Answers instead of a view that could not write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 if the disk or other writers prevented a write. Leave other errors to Django.

        Text with a character that the database cannot store counts as a bad request.
        """
        if is_unstorable(exception):
            raise SuspiciousOperation("The request has a NUL character.") from exception
        return not_saved(request, exception)


def not_saved(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return the page that says why nothing was saved and shows what was typed, or None for any other error."""
    trouble = trouble_with_writing(error) if error else None
    if trouble is None:
        return None
    logger.error("Nothing could be written for %s: %s", request.path, error)
    context = {
        "is_busy": trouble is Trouble.BUSY,
        "is_form": request.method == "POST",
        "typed": list(_typed(request)),
        "files": list(request.FILES.items()) if request.method == "POST" else [],
        "again": request.get_full_path(),
    }
    response = render(request, "not_saved.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER[trouble])
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _typed(request: HttpRequest) -> Iterator[TypedField]:
    for name, values in request.POST.lists():
        if name not in NOT_SHOWN:
            yield from (TypedField(name, value) for value in values)
