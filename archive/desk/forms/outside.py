"""A form for a statement outside a meeting."""

from typing import Any

from django import forms

from archive.desk.forms.fields import WrittenDateField
from archive.desk.forms.statement import StatementForm
from archive.models import Board, Statement


class OutsideForm(StatementForm):
    """A statement with a board and a date of its own."""

    board = forms.ModelChoiceField(queryset=Board.objects.order_by("name"), help_text="The board that it is about.")
    date = WrittenDateField(help_text="Such as 13 August 2024, 8/13/2024, 2024-08 or 2024.")

    def __init__(self, *args: Any, answered: Statement | None = None, **kwargs: Any) -> None:
        boards = list(Board.objects.values_list("pk", flat=True)[:2])
        usual: dict[str, Any] = {"board": boards[0]} if len(boards) == 1 else {}
        if answered is not None:
            usual = {"board": answered.board_id, "responds_to": answered, "source": answered.source}
        super().__init__(*args, initial=usual, **kwargs)
        for name in ("start_seconds", "end_seconds"):
            del self.fields[name]
