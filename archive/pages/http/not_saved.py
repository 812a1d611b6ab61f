"""The page for a person whose input could not be saved: status 503, the form as typed, and a button to try again."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from archive.database import Trouble, is_unstorable, trouble_with_writing
from archive.web.typed_form import as_typed

logger = logging.getLogger(__name__)

# When to come back, in seconds. Other writers will be done by then; freeing disk space takes longer.
RETRY_AFTER = {Trouble.BUSY: 5, Trouble.FULL: 120, Trouble.READ_ONLY: 120}


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
        **as_typed(request),
    }
    response = render(request, "not_saved.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER[trouble])
    response.headers["Cache-Control"] = "private, no-store"
    return response
