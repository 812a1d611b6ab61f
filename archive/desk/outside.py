"""A statement outside a meeting: a reply, a press release, an answer to a reporter."""

from django.http import HttpResponse
from django.shortcuts import render

from archive.desk.forms.outside import OutsideForm
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.statements import offers, saved_as_draft
from archive.models import Board, Statement


@allowed("archive.add_statement")
def outside_new(request: StaffRequest) -> HttpResponse:
    """Write a statement that belongs to no meeting, as a draft."""
    form = OutsideForm(request.POST or None, meeting=None, answered=_answered(request))
    if saved := saved_as_draft(request, form, lambda: {name: form.cleaned_data[name] for name in ("board", "date")}):
        return saved
    context = {"form": form, "outside": True, "boards": Board.objects.exists(), **offers()}
    return render(request, "desk/statement_new.html", context)


def _answered(request: StaffRequest) -> Statement | None:
    """Return the statement in the URL that the new one responds to."""
    named = request.GET.get("to", "")
    is_number = named.isascii() and named.isdigit()
    return Statement.objects.filter(pk=named[:18]).select_related("source").first() if is_number else None
