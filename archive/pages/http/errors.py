"""The pages for errors: not found, withdrawn, wrong method, bad request, server error."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from django.core.exceptions import SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.exports.addresses import page_above, permanent_path
from archive.exports.typeset.typst import PdfTooLarge
from archive.machine.database import Trouble, is_unstorable, trouble_with_writing
from archive.machine.web.typed_form import as_typed
from archive.models import Board, Meeting, Speaker, Statement, Topic, last_known_site

logger = logging.getLogger(__name__)
# When to come back, in seconds. Other writers will be done by then; freeing disk space takes longer.
RETRY_AFTER = {Trouble.AWAY: 5, Trouble.BUSY: 5, Trouble.FULL: 120, Trouble.READ_ONLY: 120}

Row = TypeVar("Row", bound=Model)
MISSING: dict[type[Model], Promise] = {
    Board: gettext_lazy("This board is not in the archive."),
    Meeting: gettext_lazy("This meeting is not in the archive."),
    Speaker: gettext_lazy("This speaker is not in the archive."),
    Topic: gettext_lazy("This topic is not in the archive."),
}


class NotHere(Http404):
    """There is nothing at a URL: a sentence for the reader, and what to keep of the request.

    ``query`` is what was searched for, ``first_page`` the URL of the list whose end was passed.
    """

    def __init__(self, sentence: str, *, query: str = "", first_page: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.query = query
        self.first_page = first_page


class Withdrawn(Exception):
    """The statement at a URL was withdrawn: its tombstone is shown instead."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(str(statement.number))
        self.statement = statement


def one_of(rows: QuerySet[Row], **key: int | str) -> Row:
    """Return the board, meeting, speaker or topic among these rows that a URL names. Raise NotHere if there is none."""
    row = rows.filter(**key).first()
    if row is None:
        raise NotHere(str(MISSING[rows.model]))
    return row


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with what is missing and a search box."""
    missing = exception if isinstance(exception, NotHere) else NotHere("")
    context = {"missing": missing, "query": missing.query, "instead": "/"}
    return render(request, "404.html", context, status=404)


def withdrawn(request: HttpRequest, statement: Statement) -> HttpResponse:
    """Answer 410 for a withdrawn statement, with its tombstone: what it was and why it went, but none of its words."""
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    context = {
        "statement": statement,
        "tombstone": statement.withdrawal,
        "meeting": meeting,
        "board_is_public": Board.objects.public().filter(pk=statement.board_id).exists(),
        "instead": permanent_path(reverse("pages:statement-number", kwargs={"number": statement.number})),
    }
    return render(request, "410.html", context, status=410)


class WrongMethodMiddleware:
    """Gives Django's blank 405 a page, for people: a form or an address went where only the other may go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_blank = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if is_blank and "text/html" in request.headers.get("Accept", ""):
            page = page_above(request.path) if request.method == "GET" else request.path
            response.content = loader.render_to_string("405.html", {"site": last_known_site(), "page": page})
        return response


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer 400 for a URL that cannot be read, with a page that needs neither the database nor the request."""
    return HttpResponse(loader.render_to_string("400.html", {"site": last_known_site()}), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs neither the database nor the request, or 503 if nothing can be saved."""
    # Django calls this while it handles an error outside the views, for example if a session could not be saved.
    return not_saved(request, sys.exc_info()[1]) or HttpResponse(
        loader.render_to_string("500.html", {"site": last_known_site()}), status=500
    )


class InsteadMiddleware:
    """Answers instead of a view that could not write or make its file, or whose statement was withdrawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 410 for a withdrawn statement, 503 if something prevented a write or a file is too much to make.

        Leave other errors to Django. Text with a character that the database cannot store counts as a bad request.
        """
        if isinstance(exception, Withdrawn):
            return withdrawn(request, exception.statement)
        if isinstance(exception, PdfTooLarge):
            plain = "text/plain; charset=utf-8"
            return HttpResponse(str(exception), status=HTTPStatus.SERVICE_UNAVAILABLE, content_type=plain)
        if is_unstorable(exception):
            raise SuspiciousOperation("The request has a NUL character.") from exception
        return not_saved(request, exception)


def not_saved(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return the page that says what the database refused and shows what was typed, or None for any other error."""
    trouble = trouble_with_writing(error) if error else None
    if trouble is None:
        return None
    logger.error("The database refused %s: %s", request.path, error)
    context = {
        # Reading the settings would fail like the page, if the database is away.
        "site": last_known_site(),
        "is_away": trouble is Trouble.AWAY,
        "is_busy": trouble is Trouble.BUSY,
        "is_form": request.method == "POST",
        **as_typed(request),
    }
    response = render(request, "not_saved.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER[trouble])
    response.headers["Cache-Control"] = "private, no-store"
    return response


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token is missing or old, with what was typed. ``reason`` is Django's, for its log.

    Most often the person signed in again in another tab, which gives every form a new token. Such a form comes from a
    page of this site, as its Origin says, so one press sends it again. What another site, or nobody, sent is shown to
    be copied and has no button: a press there would do what that site wanted.
    """
    del reason
    context = {**as_typed(request), "is_from_here": is_from_here(request)}
    response = render(request, "refused_form.html", context, status=HTTPStatus.FORBIDDEN)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def is_from_here(request: HttpRequest) -> bool:
    """Return whether a browser says that the form was on a page of this site."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
