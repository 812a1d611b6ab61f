"""Boards: the list, and one with its meetings."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.machine.queries import Prepared
from archive.machine.web.cost import Cost, costs
from archive.models import Board, Meeting
from archive.models.upkeep import subject_version as subjects
from archive.pages.directory.activity import activity
from archive.pages.directory.figures import add_meeting_figures, figures
from archive.pages.directory.subject import subject_context
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import paginate, part_of
from archive.pages.http.redirects import from_former_slug
from archive.pages.meetings.sketch import add_sketches
from archive.pages.sharing.metadata import board_metadata
from archive.pages.statements.lists import latest_policies

BOARDS_A_PAGE = 50
POLICY_STATEMENTS = 3

_by_name = Prepared(
    lambda part: part_of(Board.objects.public().select_related("parent").order_by("name"), part),
)


def _with_committees(slug: str) -> QuerySet[Board]:
    """Return the board and its committees; ``parent_is_public`` says whether readers may see its parent."""
    parent_is_public = Exists(Board.objects.public().filter(pk=OuterRef("parent")))
    boards = Board.objects.public().select_related("parent").annotate(parent_is_public=parent_is_public)
    return boards.filter(Q(slug=slug) | Q(parent__slug=slug)).order_by("name")


_boards: Prepared[Any] = Prepared(_with_committees)
_meetings = Prepared(
    lambda board, part: part_of(Meeting.objects.public().filter(board=board).select_related("board"), part)
)


def upcoming(latest: Iterable[Meeting]) -> list[Meeting]:
    """Return those of a board's latest meetings that are still to come, the next first, with their agendas."""
    today = timezone.localdate()
    coming = [
        meeting for meeting in latest if meeting.status == Meeting.Status.SCHEDULED and meeting.date.last >= today
    ]
    if coming:
        prefetch_related_objects(coming, "agenda_items")
    return coming[::-1]


@require_safe
@costs(Cost.CHEAP, "page")
def board_list(request: HttpRequest) -> HttpResponse:
    """List the public boards by name."""
    page = paginate(request, lambda part: _by_name(part=part), BOARDS_A_PAGE)
    add_meeting_figures(page.items)
    return render(request, "pages/directory/board_list.html", {"page": page})


@require_safe
@costs(Cost.EXPENSIVE, "page", "turns")
def board_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a board: its figures, what it meets about next, its latest policy statements, and its meetings."""
    family = _boards(slug=slug)
    board = next((one for one in family if one.slug == slug), None)
    if board is None:
        if moved := from_former_slug(request, Board, slug):
            return moved
        raise NotHere(gettext("This board is not in the archive."))
    page_shows(request, subjects.board(board.pk))
    page = paginate(request, lambda part: _meetings(board=board.pk, part=part))
    add_sketches(page.items)
    parent = board.parent if board.parent_is_public else None
    return render(
        request,
        "pages/directory/board.html",
        {
            **subject_context(board),
            "parent": parent,
            "metadata": board_metadata(board, parent),
            "committees": [one for one in family if one.parent_id == board.pk],
            "figures": figures(board),
            "activity": activity(board),
            "policies": latest_policies(POLICY_STATEMENTS, board) if page.number == 1 else (),
            "page": page,
            "upcoming": upcoming(page.items) if page.number == 1 else (),
        },
    )
