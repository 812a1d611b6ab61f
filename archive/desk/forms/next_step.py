"""What happens with a statement after it is saved: the buttons of its form, and what they need."""

from typing import Any

from django import forms

from archive.actions.statements.review import LONGEST
from archive.desk.forms.meeting import TimeForm
from archive.models import Board

PLAN, RETURN, REPLY, SUBMIT = "plan", "return", "reply", "submit"


class NextStepForm(TimeForm):
    """A note for the others who work on the statement, and a time of publication: as the pressed button needs."""

    note = forms.CharField(
        label="Note for those who work on it",
        max_length=LONGEST,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only staff see it: on the work list and here.",
        error_messages={"required": "Type the note first: it says what is missing, or answers."},
    )

    def __init__(self, *args: Any, board: Board, then: str = "", **kwargs: Any) -> None:
        super().__init__(*args, board=board, use_required_attribute=False, **kwargs)
        self.fields["at"].required = then == PLAN
        self.fields["note"].required = then in {RETURN, REPLY}
