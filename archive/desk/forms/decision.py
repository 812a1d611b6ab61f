"""A decision: a statement with a subject, a result and a roll."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model, model_to_dict

from archive.actions.rules import editable
from archive.actions.statements import CountsDiffer, NewDecision
from archive.actions.statements.decisions import differs
from archive.desk.forms.roll import Members, PrintedNameField, RollFormSet, roll_of
from archive.desk.forms.statement import StatementForm
from archive.models import AgendaItem, Ballot, Decision, Meeting, Source, Speaker
from archive.models.decided import differing_counts
from archive.models.fields import WebAddressFormField

COUNTS = [name for name in editable(Decision) if name.endswith("_count")]
FROM_MODEL = ("kind", "result", "method", "printed_result", "rule", *COUNTS, "file_number", "document")
WHO_PUT_IT = ("mover", "seconder")
NAMES = tuple(f"{role}_name" for role in WHO_PUT_IT)
TYPED = (*FROM_MODEL, *NAMES, "matter_url")
SOMEBODY_ELSE = "else"
FILL = "all"


class DecisionForm(StatementForm):
    """A decision in one form: its subject and the motion, the result, and the roll in its own rows."""

    template = "desk/decision_fields.html"

    title = forms.CharField(
        label="Subject",
        max_length=300,
        required=False,
        help_text="What it is about. Empty for the title of its agenda item.",
    )
    text = forms.CharField(label="Motion as printed", widget=forms.Textarea(attrs={"rows": 3}), strip=False)
    items: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None, label="One decision for each of these items", required=False, widget=forms.CheckboxSelectMultiple
    )
    mover = forms.ChoiceField(label="Moved by", required=False)
    seconder = forms.ChoiceField(label="Seconded by", required=False)
    mover_name = PrintedNameField(label="Mover as printed")
    seconder_name = PrintedNameField(label="Seconder as printed")
    matter_url = WebAddressFormField(label="Where the board publishes the matter", max_length=1000, required=False)

    def __init__(self, *args: Any, meeting: Meeting | None, **kwargs: Any) -> None:
        kind = kwargs.pop("kind", "")
        super().__init__(*args, meeting=meeting, **kwargs)
        self.members = Members(meeting)
        self.decision = self.statement.decision if self.statement else Decision(kind=kind or Decision.Kind.MOTION)
        self.fields |= fields_for_model(Decision, FROM_MODEL)
        self.initial = {**self.initial, **model_to_dict(self.decision, TYPED)}
        documents: Any = self.fields["document"]
        documents.queryset = meeting.documents.all() if meeting else Source.objects.none()
        items: Any = self.fields["items"]
        items.queryset = meeting.agenda_items.all() if meeting else AgendaItem.objects.none()
        if self.statement or not items.queryset:
            del self.fields["items"]
        for role in WHO_PUT_IT:
            self._offer_members(role)
        if self.is_bound and self.is_filling:
            self.data = self.roll.filled(self.data, Ballot.Choice.PRESENT if self.is_attendance else Ballot.Choice.YES)
            del self.roll

    def _offer_members(self, role: str) -> None:
        stored: Speaker | None = getattr(self.decision, role)
        offered = {speaker.pk: speaker.name for speaker in [*self.members.movers, *([stored] if stored else [])]}
        choices = [("", "Not stated"), *((str(pk), name) for pk, name in offered.items())]
        field: Any = self.fields[role]
        field.choices = [*choices, (SOMEBODY_ELSE, "Somebody else")]
        is_other = stored is None and getattr(self.decision, f"{role}_name")
        self.initial[role] = SOMEBODY_ELSE if is_other else str(stored.pk) if stored else ""
        if stored and self.initial[f"{role}_name"] == stored.name:
            self.initial[f"{role}_name"] = ""

    @cached_property
    def roll(self) -> Any:
        """The rows of the roll; as sent, if they were."""
        sent = self.data if self.is_bound and "roll-TOTAL_FORMS" in self.data else None
        stored = self.decision.ballots.all() if self.statement else ()
        given: dict[str, Any] = {"prefix": "roll", "auto_id": self.auto_id, "form_kwargs": {"members": self.members}}
        return RollFormSet(sent, initial=roll_of(stored, self.members), **given)

    @property
    def is_filling(self) -> bool:
        """Whether the pressed button only fills the roll."""
        return FILL in self.data

    @property
    def is_attendance(self) -> bool:
        """Whether it says who was there."""
        return bool(self["kind"].value() == Decision.Kind.ROLL_CALL)

    @property
    def counts(self) -> list[forms.BoundField]:
        """The counts as printed, which are only typed where there is no roll, or if they differ."""
        return [self[name] for name in COUNTS]

    @property
    def has_counts(self) -> bool:
        """Whether a count is printed."""
        return any(field.value() not in {None, ""} or field.errors for field in self.counts)

    def lock_all_but_words(self) -> None:
        """Leave only the words editable."""
        super().lock_all_but_words()
        for name in (*TYPED, *WHO_PUT_IT):
            self.fields[name].disabled = True

    def is_valid(self) -> bool:
        """Return whether it can be saved: the rows of the roll are valid too, and it is not only being filled."""
        return super().is_valid() and (not self.roll.is_bound or self.roll.is_valid()) and not self.is_filling

    def clean(self) -> dict[str, Any]:
        """Fill in the subject, find who moved it, and ask about counts that are not those of the roll."""
        super().clean()
        data = self.cleaned_data
        data["title"] = data.get("title") or self._subject()
        if not data["title"] and not (self.statement and self.statement.published_at):
            self.add_error("title", "Say in a few words what it is about.")
        for role in WHO_PUT_IT:
            try:
                self._put_by(role)
            except ValidationError as error:
                self.add_error(f"{role}_name", error)
        told = self._differing_counts()
        self.counts_differ = bool(told)
        if told and not data.get("as_printed"):
            self.refuse(CountsDiffer(told))
        return data

    def _subject(self) -> str:
        data = self.cleaned_data
        if data.get("items"):
            return str(data["items"][0].title)
        if item := data.get("agenda_item"):
            return str(item.title)
        return str(Decision.Kind.ROLL_CALL.label) if data.get("kind") == Decision.Kind.ROLL_CALL else ""

    def _put_by(self, role: str) -> None:
        """Put the speaker and the name as printed, of who moved or seconded it, among what was typed."""
        data, name = self.cleaned_data, f"{role}_name"
        chosen, typed = data.get(role), data.get(name)
        if chosen and chosen != SOMEBODY_ELSE:
            data[role] = Speaker.objects.get(pk=chosen)
            is_unsaid = data[role] == getattr(self.decision, role) and not getattr(self.decision, name)
            data[name] = str(typed or ("" if is_unsaid else data[role].name))
        elif chosen and not typed:
            raise ValidationError("Type the name as the source prints it.")
        else:
            field: Any = self.fields[name]
            is_same = typed == getattr(self.decision, name) and not getattr(typed, "answer", "")
            data[role] = None if not typed or is_same else field.member(typed, self.members)
            data[name] = str(typed or "")

    def _differing_counts(self) -> list[str]:
        """Return in what new counts, or those of a new roll, are not those of the roll."""
        if self.errors or (self.roll.is_bound and not self.roll.is_valid()):
            return []
        counts = {name: self.cleaned_data.get(name) for name in COUNTS}
        ballots = (
            self.roll.ballots() if self.roll.is_bound else [*self.decision.ballots.all()] if self.statement else []
        )
        told = differing_counts(Decision(**counts), ballots)
        is_new = self.statement is None or differs(self.statement, NewDecision(counts, ballots))
        return told if is_new else []

    def parts(self) -> list[dict[str, Any]]:
        """Return the decision, or one for each item of a consent agenda."""
        data, items = self.cleaned_data, list(self.cleaned_data.get("items", ()))
        said = {"text": data["text"], "title": data["title"], "decision": self.new_decision()}
        if not items:
            return [said]
        if len(items) > 1:
            return [said | {"agenda_item": item, "title": item.title} for item in items]
        return [said | {"agenda_item": items[0]}]

    def new_decision(self) -> NewDecision:
        """Return what was typed about the result, and the roll if it was sent."""
        data = self.cleaned_data
        facts = {name: data[name] for name in (*TYPED, *WHO_PUT_IT)}
        return NewDecision(facts, self.roll.ballots() if self.roll.is_bound else None)

    def facts(self, actor: Any) -> dict[str, Any]:
        """Return the facts of its statement, whose kind stays."""
        facts = {name: value for name, value in super().facts(actor).items() if name != "kind"}
        return facts if self.statement else facts | {"meeting": self.meeting}
