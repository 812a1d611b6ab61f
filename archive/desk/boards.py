"""Boards at the desk."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.desk.forms.meeting import BoardForm
from archive.desk.paging import part_of, typed_words
from archive.desk.saving import form_page, saved
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Board, current_site

BOARDS_A_PAGE = 100


@require_safe
@allowed("archive.view_board")
def board_list(request: StaffRequest) -> HttpResponse:
    """List the boards, or those whose name or place contains the typed words."""
    words = typed_words(request)
    boards = Board.objects.select_related("parent").annotate(held=Count("meetings")).order_by("name")
    for word in words:
        boards = boards.filter(Q(name__icontains=word) | Q(place__icontains=word))
    return render(request, "desk/boards.html", {"page": part_of(request, boards, BOARDS_A_PAGE), "q": " ".join(words)})


@allowed("archive.add_board")
def board_new(request: StaffRequest) -> HttpResponse:
    """Create a board, and continue to its first meeting."""
    site = current_site()
    usual = {"place": site.place, "timezone": site.timezone, "language": site.language}
    form = BoardForm(request.POST or None, initial=usual)
    if saved(request, form):
        messages.success(request, f"{form.instance} is saved.")
        return redirect(f"{reverse('desk:meeting-new')}?board={form.instance.pk}")
    return form_page(request, "desk/board_form.html", form)


@require_safe
@allowed("archive.view_board")
def board_open(request: StaffRequest, pk: int) -> HttpResponse:
    """Redirect from a board's public page to what the person may change: the board, or its members."""
    may_change = request.user.has_perm("archive.change_board")
    return redirect("desk:board" if may_change else "desk:board-roster", pk=pk)


@allowed("archive.change_board")
def board_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a board. Changes that readers can see are made in public."""
    board, seen = with_version(Board.objects.all(), pk=pk)
    form = BoardForm(request.POST or None, instance=board, seen=seen)
    if saved(request, form):
        messages.success(request, "Saved.")
        return redirect("desk:board", pk=pk)
    return form_page(request, "desk/board_form.html", form, board=board)
