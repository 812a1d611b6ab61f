"""The form of new statements: one, or several of the same speaker, at a meeting or outside one."""

from typing import Any

from django import forms

from archive.actions.blank import is_blank
from archive.desk.forms.fields import WrittenDateField
from archive.desk.forms.statement import OF_A_MEETING, StatementForm
from archive.ingest.staging.staged_turns import SPLIT_LINE
from archive.models import Board, Statement, User

Kind = Statement.Kind


class NewStatementForm(StatementForm):
    """Statements that are not there yet. A line of dashes begins another one by the same speaker."""

    outside = WrittenDateField(
        label="Said outside the meeting, on", required=False, help_text="Only for a reply from elsewhere."
    )
    about = forms.ModelChoiceField(
        Board.objects.order_by("name"), label="Board", help_text="The board that it is about."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Remark, or policy statement if it has a title"), *Kind.choices]
        kind.required, kind.initial = False, ""
        self.fields["text"].help_text = "A line of three dashes begins the next statement of the same speaker."
        if self.meeting:
            del self.fields["about"]
            return
        outside, boards = self.fields["outside"], Board.objects.values_list("pk", flat=True)[:2]
        outside.label, outside.help_text, outside.required = "Date", "", True
        if len(boards) == 1:
            self.initial.setdefault("about", boards[0])

    def clean(self) -> dict[str, Any]:
        """Require words, take the kind from the title if nobody said it, and ask for one place only."""
        data = super().clean()
        if "text" in data and not self._texts():
            self.add_error("text", "Type the words of the statement.")
        if data.get("outside") and data.get("agenda_item"):
            self.add_error("agenda_item", "What is said outside the meeting is under no agenda item.")
        if not data.get("kind"):
            data["kind"] = Kind.POLICY_STATEMENT if data.get("title") else Kind.REMARK
        return data

    def _texts(self) -> list[str]:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return [part.strip("\n") for part in SPLIT_LINE.split(text) if not is_blank(part)]

    @property
    def board(self) -> Board:
        """The board that it is about."""
        board: Board = self.meeting.board if self.meeting else self.cleaned_data["about"]
        return board

    def facts(self, actor: User) -> dict[str, Any]:
        """Return what all statements of the row have."""
        facts = super().facts(actor)
        if not self.cleaned_data["outside"]:
            return facts | {"meeting": self.meeting}
        facts = {name: value for name, value in facts.items() if name not in {*OF_A_MEETING, "position"}}
        return facts | {"board": self.board, "date": self.cleaned_data["outside"]}

    def parts(self) -> list[dict[str, Any]]:
        """Return what differs in each of the statements. The first one has the title."""
        title = self.cleaned_data["title"]
        return [{"text": text, "title": "" if place else title} for place, text in enumerate(self._texts())]
