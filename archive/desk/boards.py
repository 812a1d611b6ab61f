"""Boards at the desk."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.desk.forms.meeting import BoardForm
from archive.desk.object_pages import ObjectPages
from archive.desk.paging import part_of
from archive.desk.rows import ROWS_A_PART, STATEMENT, OutsideRows, offers
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.whole_number import whole_number
from archive.models import Board, current_site


class BoardPages(ObjectPages[Board]):
    """The boards. A new one leads to its first meeting."""

    name, plural, title = "board", "boards", "Boards"
    permission, adding = "archive.view_board", ("archive.add_board", "desk:board-new", "New board")
    template, find, searched = "desk/boards.html", "Name or place", ("name", "place")
    listed = Board.objects.select_related("parent").annotate(held=Count("meetings")).order_by("name")
    form, form_template, new_title = BoardForm, "desk/board.html", "New board"

    def initial(self, request: StaffRequest) -> Mapping[str, Any]:
        """Return what the site says of itself."""
        site = current_site()
        return {"place": site.place, "timezone": site.timezone, "language": site.language}

    def after_new(self, row: Board, then: str) -> str:
        """Continue with its first meeting."""
        return f"{reverse('desk:meeting-new')}?board={row.pk}"


@require_safe
@allowed("archive.view_board")
def board_open(request: StaffRequest, pk: int) -> HttpResponse:
    """Redirect from a board's public page to what the person may change: the board, or its members."""
    may_change = request.user.has_perm("archive.change_board")
    return redirect("desk:board" if may_change else "desk:board-roster", pk=pk)


@require_safe
@allowed("archive.change_statement")
def outside(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what was said about a board outside its meetings, as rows, and the row to add more."""
    board = get_object_or_404(Board, pk=pk)
    rows = OutsideRows(board)
    at = rows.place_of(STATEMENT, whole_number(request.GET.get("at", "")))
    context = {"board": board, "page": part_of(request, rows, ROWS_A_PART, at=at)}
    return render(request, "desk/outside.html", context | offers())


pages = BoardPages()
