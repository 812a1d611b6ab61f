"""A form for a statement."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from archive.actions.rules import Grounds, filed_topics, grounds_of
from archive.actions.statements import CountsDiffer, NewDecision, make_place
from archive.actions.statements.changing import EDITABLE, NOT_BY_OTHER_WORDS
from archive.actions.statements.places import before
from archive.actions.statements.review import LONGEST_NOTE
from archive.desk.forms.fields import ClockField, SeenField, TopicsField
from archive.desk.forms.meeting import TimeForm
from archive.desk.forms.new_speaker import OF_NEW_SPEAKER, NewSpeakerForm
from archive.desk.forms.pickers import AgendaItemField, PickerField, SpeakerField, StatementField, kept
from archive.desk.forms.source import OF_NEW_SOURCE, OriginForm, origin_of
from archive.models import Board, Correction, Meeting, Statement, User
from archive.models.fields import WebAddressFormField

AS_PRINTED = "as_printed"
PLAN, PUBLISH, RETURN, REPLY, SUBMIT = "plan", "publish", "return", "reply", "submit"
CORRECTION_KINDS = [choice for choice in Correction.Kind.choices if choice[0] not in NOT_BY_OTHER_WORDS]
# The fields that are only shown for a published statement.
OF_A_CORRECTION = ("reason", "correction_kind", "evidence", "evidence_url")
OF_A_MEETING = ("agenda_item", "after")
TIMES = ("start_seconds", "end_seconds")


class StatementForm(OriginForm, NewSpeakerForm):
    """The words of a statement and the facts about it."""

    template = "desk/statement_fields.html"

    title = forms.CharField(max_length=300, required=False, help_text="For a policy statement.")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 14}), strip=False)
    reason = forms.CharField(
        label="Reason for the change",
        max_length=500,
        required=False,
        help_text="A sentence for readers, shown with the correction.",
    )
    correction_kind = forms.ChoiceField(label="Kind of correction", choices=CORRECTION_KINDS, required=False)
    evidence = forms.CharField(
        label="How we know",
        max_length=500,
        required=False,
        help_text="A sentence for readers, such as: the recording, at 1:02:14.",
    )
    evidence_url = WebAddressFormField(
        label="Where readers can check it",
        max_length=1000,
        required=False,
        help_text="The address of a recording or document.",
    )
    speaker = SpeakerField(adds=True)
    attribution = forms.CharField(label="Speaker as the source prints it", max_length=300, required=False)
    kind = forms.ChoiceField(choices=Statement.Kind, initial=Statement.Kind.REMARK)
    topics = TopicsField()
    agenda_item = AgendaItemField(adds=True, label="Agenda item")
    after = StatementField(label="Comes after", help_text="Empty if it is the first of the meeting.")
    start_seconds = ClockField(label="Starts in the recording", help_text="Such as 1:02:14.")
    end_seconds = ClockField(label="Ends in the recording")
    responds_to = StatementField(
        label="Responds to", help_text="Some words of the statement it answers, or its number."
    )
    seen = SeenField()
    as_printed = forms.BooleanField(label="Both are printed so", required=False)
    asks_about_counts = False
    counts_differ = False  # whether what was typed contradicts itself

    def __init__(
        self, *args: Any, statement: Statement | None = None, meeting: Meeting | None, seen: str = "", **kwargs: Any
    ) -> None:
        self.statement, self.meeting = statement, meeting
        if statement is not None:
            kwargs["initial"] = {**initial(statement), "seen": seen}
        elif meeting is not None:
            offered = origin_of(meeting) | {"after": before(None, meeting)}
            kwargs["initial"] = offered | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PickerField):
                field.of(meeting)
        self.fields["topics"].widget.attrs["list"] = "topics"
        if statement is not None:
            self.ask_nothing_new_of(statement)
        if meeting is None:
            for name in OF_A_MEETING:
                del self.fields[name]
        if statement is None or not statement.published_at:
            for name in OF_A_CORRECTION:
                del self.fields[name]

    def refuse(self, error: ValidationError) -> None:
        """Show what an action refuses, and ask what it asks."""
        self.add_error(None, error.messages)
        self.asks_about_counts = isinstance(error, CountsDiffer)
        if self.asks_about_counts:
            self.add_error(None, "Mend the count or the roll, or say that both are printed so.")

    @property
    def has_printed_counts(self) -> bool:
        """Whether it asks for a tick that counts and roll are printed so, or was given it."""
        return self.asks_about_counts or bool(self[AS_PRINTED].value())

    def lock_all_but_words(self) -> None:
        """Leave only the words editable. Only editors change the rest of a published statement."""
        for name in (*EDITABLE, "after", "topics", *OF_NEW_SOURCE, *OF_NEW_SPEAKER):
            if name in self.fields:
                self.fields[name].disabled = True

    @property
    def board(self) -> Board:
        """The board that it is about."""
        subject: Any = self.statement or self.meeting
        board: Board = subject.board if subject else self.cleaned_data["board"]
        return board

    def facts(self, actor: User) -> dict[str, Any]:
        """Return what was typed besides words and topics, after saving what the person added in a picker.

        Call it in a transaction. Raise ValidationError if something cannot be added or placed.
        """
        data = self.cleaned_data
        for name in ("speaker", "agenda_item", "source"):
            data[name] = kept(data.get(name), actor)
        self.save_facts_on(data.get("speaker"), self.board, actor)
        given = {name: data[name] for name in EDITABLE if name in data}
        # A time is shown to the thousandth of a second. What nobody changed stays exactly as it was.
        given |= {name: self.initial.get(name) for name in TIMES if name in given and name not in self.changed_data}
        if self.meeting and "after" in self.data and "after" in self.changed_data:
            given["position"] = make_place(after=data["after"], statement=self.statement, meeting=self.meeting)
        return given

    def new_decision(self) -> NewDecision | None:
        """Return what was decided, of which only a decision has anything."""
        return None

    def grounds(self) -> Grounds | None:
        """Return the grounds for a correction, or None if the statement is not published."""
        if "correction_kind" not in self.fields:
            return None
        kind = Correction.Kind(self.cleaned_data["correction_kind"] or Correction.Kind.TRANSCRIPTION_ERROR)
        return Grounds(kind, self.cleaned_data["evidence"], self.cleaned_data["evidence_url"])


def initial(statement: Statement) -> dict[str, Any]:
    """Return the initial values for a statement: its draft words, if there are any, else the current ones."""
    words = statement.revisions.filter(published_at__isnull=True).first() or statement.current_revision
    shown: dict[str, Any] = {name: getattr(statement, name) for name in EDITABLE}
    shown |= {"topics": filed_topics(statement), "after": before(statement, statement.meeting)}
    if words:
        is_draft = words.published_at is None
        shown |= {"title": words.title, "text": words.text, "reason": words.reason if is_draft else ""}
        grounds = grounds_of(words if is_draft else None)
        shown |= {"correction_kind": grounds.kind, "evidence": grounds.evidence, "evidence_url": grounds.evidence_url}
    return shown


class NextStepForm(TimeForm):
    """A note for the others who work on the statement, and a time of publication: as the pressed button needs."""

    note = forms.CharField(
        label="Note for those who work on it",
        max_length=LONGEST_NOTE,
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
