"""What readers get instead of a page: not found, withdrawn, unreadable, broken."""

import sys

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse

from archive.addresses import permanent_path
from archive.models import Board, Statement, last_known_site
from archive.pages.http.not_saved import not_saved


class NotHere(Http404):
    """Nothing stands at an address: a sentence for the reader, and what of the request is worth keeping.

    ``query`` is what was searched for, ``first_page`` the address of the list whose end was passed.
    """

    def __init__(self, sentence: str, *, query: str = "", first_page: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.query = query
        self.first_page = first_page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with what is missing and a search box."""
    missing = exception if isinstance(exception, NotHere) else NotHere("")
    context = {"missing": missing, "query": missing.query, "instead": "/"}
    return render(request, "404.html", context, status=404)


def withdrawn(request: HttpRequest, statement: Statement) -> HttpResponse:
    """Answer 410 where a statement was withdrawn, with its tombstone: what stood here and why it went; none of it."""
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    context = {
        "statement": statement,
        "tombstone": statement.withdrawal,
        "meeting": meeting,
        "board_is_public": Board.objects.public().filter(pk=statement.board_id).exists(),
        "instead": permanent_path(reverse("pages:statement-number", kwargs={"number": statement.number})),
    }
    return render(request, "410.html", context, status=410)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """Answer 400 to an address that cannot be read, with a page that needs neither the database nor the request."""
    return HttpResponse(loader.render_to_string("400.html", {"site": last_known_site()}), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs neither the database nor the request; 503 where nothing can be written."""
    # Django calls this while it handles what went wrong outside the views, as where a session could not be saved.
    return not_saved(request, sys.exc_info()[1]) or HttpResponse(
        loader.render_to_string("500.html", {"site": last_known_site()}), status=500
    )
