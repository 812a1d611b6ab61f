"""Boards: the list, and one with its meetings."""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.cost import Cost, costs
from archive.models import Board, Meeting, Statement
from archive.models.upkeep import subject_version as subjects
from archive.pages.directory.activity import activity
from archive.pages.directory.figures import add_meeting_figures, figures, with_statement_count
from archive.pages.directory.spoken_of import words_by_year
from archive.pages.directory.subject import subject_context
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import first_rows, paginate
from archive.pages.http.redirects import from_former_slug
from archive.pages.sharing.metadata import board_metadata
from archive.pages.statements.lists import listed

BOARDS_A_PAGE = 50
POLICY_STATEMENTS = 3


@require_safe
@costs(Cost.CHEAP, "page")
def board_list(request: HttpRequest) -> HttpResponse:
    """List the public boards by name."""
    page = paginate(request, Board.objects.public().select_related("parent").order_by("name"), BOARDS_A_PAGE)
    add_meeting_figures(page.items)
    return render(request, "pages/directory/board_list.html", {"page": page})


@require_safe
@costs(Cost.CHEAP, "page", "turns")
def board_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a board: what it is, its figures, its latest policy statements, and its meetings, the latest first."""
    parent_is_public = Exists(Board.objects.public().filter(pk=OuterRef("parent")))
    boards = Board.objects.public().select_related("parent").annotate(parent_is_public=parent_is_public)
    found = list(boards.filter(Q(slug=slug) | Q(parent__slug=slug)).order_by("name"))
    board = next((one for one in found if one.slug == slug), None)
    if board is None:
        if moved := from_former_slug(request, Board, slug):
            return moved
        raise NotHere(gettext("This board is not in the archive."))
    page_shows(request, subjects.board(board.pk))
    meetings = Meeting.objects.public().filter(board=board).select_related("board")
    page = paginate(request, with_statement_count(meetings))
    policies = listed().filter(board=board, kind=Statement.Kind.POLICY_STATEMENT).order_by("-date", "-number")
    parent = board.parent if board.parent_is_public else None
    counted = activity(board)
    return render(
        request,
        "pages/directory/board.html",
        {
            **subject_context(board),
            "parent": parent,
            "metadata": board_metadata(board, parent),
            "committees": [one for one in found if one.parent_id == board.pk],
            "figures": figures(board),
            "activity": counted,
            "words_by_year": words_by_year(board, counted.statements) if counted and page.number == 1 else [],
            "policies": first_rows(policies, POLICY_STATEMENTS) if page.number == 1 else (),
            "page": page,
        },
    )
