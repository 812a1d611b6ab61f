"""A statement outside a meeting: a reply, a press release, an answer to a reporter."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from archive.desk.forms.fields import WrittenDateField
from archive.desk.forms.statement import StatementForm
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.statements import offers, saved_as_draft
from archive.models import Board, Statement
from archive.web.whole_number import whole_number


class OutsideForm(StatementForm):
    """A statement with a board and a date of its own."""

    board = forms.ModelChoiceField(queryset=Board.objects.order_by("name"), help_text="The board that it is about.")
    date = WrittenDateField(help_text="Such as 13 August 2024, 8/13/2024, 2024-08 or 2024.")

    def __init__(self, *args: Any, answered: Statement | None = None, **kwargs: Any) -> None:
        boards = list(Board.objects.values_list("pk", flat=True)[:2])
        usual: dict[str, Any] = {"board": boards[0]} if len(boards) == 1 else {}
        if answered is not None:
            usual = {"board": answered.board_id, "responds_to": answered}
        super().__init__(*args, initial=usual, **kwargs)
        for name in ("start_seconds", "end_seconds"):
            del self.fields[name]


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
    number = whole_number(request.GET.get("to", ""))
    return Statement.objects.filter(pk=number).first() if number else None
