"""Forms for a statement and its words."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.functional import cached_property

from archive.actions.change_statement import WHO_SAID_IT, change_statement
from archive.actions.create_statement import create_statement
from archive.actions.delete_draft import delete_draft
from archive.actions.draft_revision import as_stored
from archive.actions.log_correction import SaidBy, grounds_of
from archive.admin.record import RecordForm
from archive.desk.forms.fields import SpeakerField
from archive.desk.forms.statement import CORRECTION_KINDS
from archive.models import AgendaItem, Revision, Statement, Tombstone, User

WORDS = ("title", "text")
# How many statements are edited on their meeting's page.
SHOWN = 50
TITLE_HELP = "Only where it has one of its own, as a policy statement does."


class WordsField(forms.CharField):
    """The words of a statement, as the record keeps them: not stripped, line feeds between lines."""

    widget = AdminTextareaWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text with the line ends that the record keeps."""
        return as_stored(super().to_python(value))

    def validate(self, value: str) -> None:
        """Refuse a text of blanks alone."""
        super().validate(value.strip())


class PositionField(forms.IntegerField):
    """A place within the meeting; left empty, or not on the page at all, it stays as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1, required=False, **kwargs)

    def has_changed(self, initial: int | None, data: str | None) -> bool:
        """Say whether another place was typed."""
        return data not in self.empty_values and super().has_changed(initial, data)


class StatementForm(RecordForm):
    """A statement with the words of its draft. Published words are shown, and changed by a correction instead."""

    title = forms.CharField(widget=AdminTextInputWidget, max_length=300, required=False, help_text=TITLE_HELP)
    text = WordsField(label="Words")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    position = PositionField(help_text="Order within the meeting; a new one comes last if left empty.")

    class Meta:
        labels = {"start_seconds": "Starts at second", "end_seconds": "Ends at second"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words: Revision | None = self.instance.current_revision
        if "text_status" in self.fields and not self.instance.pk:
            self._ask_for_text_status()
        if self.words:
            self.initial |= {"title": self.words.title, "text": self.words.text, "seen": self.words.sha256}
        elif not self.instance.pk:
            self.initial["position"] = None
        withdrawn = self.instance.status == Statement.Status.WITHDRAWN
        for field in self.fields.values():
            field.disabled = withdrawn
        if self.instance.published_at:
            for name in {*WORDS, *WHO_SAID_IT} & set(self.fields):
                self.fields[name].disabled = True
                self.fields[name].help_text = "Published: use “Correct in public” on the statement’s own page."

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite words that someone else has written meanwhile."""
        cleaned = super().clean()
        if self.words and self.words_changed() and cleaned.get("seen") != self.words.sha256:
            raise ValidationError(
                "Someone else has changed the words since you opened this page, so that yours are not saved. "
                "Copy what you need, then open the page again."
            )
        return cleaned

    def _ask_for_text_status(self) -> None:
        # Nothing is called verbatim that nobody has said is.
        field = self.fields["text_status"]
        field.choices = [("", "---------"), *Statement.TextStatus.choices]
        field.help_text = "How close the words are to what was said."
        self.initial["text_status"] = None

    def clean_position(self) -> int:
        """Keep the position where it is left empty; 0 is not placed yet."""
        given = self.cleaned_data["position"]
        return (self.instance.position or 0) if given is None else given

    def words_changed(self) -> bool:
        """Say whether title or text are other than stored."""
        return any(name in self.changed_data for name in WORDS)

    def create(self, actor: User, **fields: Any) -> Statement:
        """Create the draft."""
        fields |= {name: value for name, value in self.cleaned_data.items() if name in self.model_fields()}
        if not fields.get("position"):
            fields.pop("position", None)
        return create_statement(actor=actor, **fields, **self.given_words(), topics=self.cleaned_data.get("topics", ()))

    def change(self, actor: User) -> Statement:
        """Save what has changed, and nothing else."""
        fields = {name: self.cleaned_data[name] for name in self.changed_data if name in self.model_fields()}
        words = self.given_words() if self.words_changed() else {}
        topics = self.cleaned_data["topics"] if "topics" in self.changed_data else None
        return change_statement(statement=self.instance, actor=actor, topics=topics, **words, **fields)

    def given_words(self) -> dict[str, str]:
        """Return title and text as given."""
        return {name: self.cleaned_data[name] for name in WORDS}

    def model_fields(self) -> set[str]:
        """Return the names of the statement's own columns that the form has."""
        return {field.name for field in Statement._meta.concrete_fields if not field.primary_key} & set(self.fields)


class DraftDeletion:
    """Lets a form of the meeting's page delete a draft with its words, which Django would hold to protect it."""

    def hand_clean_DELETE(self) -> None:  # noqa: N802 (Django's name)
        """Refuse to delete what another statement responds to."""
        response = self.instance.responses.first() if self.cleaned_data.get("DELETE") and self.instance.pk else None
        if response:
            raise ValidationError(f"{response} responds to {self.instance}: change that before deleting it.")


class StatementPageForm(StatementForm):
    """The form on a statement's own page, where it need not belong to a meeting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("board", "date"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = "Where it stands outside a meeting; otherwise those of the meeting."
        if agenda := self.fields.get("agenda_item"):
            agenda.queryset = AgendaItem.objects.filter(meeting=self.instance.meeting_id)
            agenda.widget.can_add_related = agenda.widget.can_view_related = False

    def clean(self) -> dict[str, Any]:
        """Take board and date from the meeting; ask for them where there is none."""
        cleaned = super().clean()
        if meeting := cleaned.get("meeting"):
            cleaned |= {"board": meeting.board, "date": meeting.date}
        elif "meeting" not in self.errors:
            for name in ("board", "date"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Choose a meeting above, or give board and date here.")
        return cleaned


class StatementFormSet(BaseInlineFormSet):
    """The statements of a meeting, saved through the actions. ``actor`` is set before saving.

    Of a long meeting only the first of those not yet public are shown: the rest are a list of their own.
    """

    actor: User

    def __init__(self, data: QueryDict | None = None, *args: Any, queryset: QuerySet, **kwargs: Any) -> None:
        meeting = kwargs["instance"]
        if data is None and meeting.pk and meeting.statements.count() > SHOWN:
            waiting = meeting.statements.filter(published_at__isnull=True)
            queryset = queryset.filter(pk__in=list(waiting.values_list("pk", flat=True)[:SHOWN]))
        super().__init__(data, *args, queryset=queryset, **kwargs)

    @cached_property
    def agenda(self) -> list[tuple[Any, str]]:
        """The meeting's agenda as choices, read once for all forms."""
        items = AgendaItem.objects.filter(meeting=self.instance.pk)
        return [("", "---------"), *((item.pk, str(item)) for item in items)]

    def add_fields(self, form: StatementForm, index: int | None) -> None:
        """Offer the meeting's agenda; what was public cannot be deleted."""
        super().add_fields(form, index)
        if field := form.fields.get("agenda_item"):
            field.queryset = AgendaItem.objects.filter(meeting=self.instance.pk)
            field.choices = self.agenda
            field.widget.can_add_related = field.widget.can_view_related = False
        if (status := form.fields.get("text_status")) and not form.instance.pk:
            status.required = False
            status.help_text = f"{status.help_text} As for the statement above, if left empty."
        if form.instance.published_at and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True

    def clean(self) -> None:
        """Take a text status that is left empty from the statement above; the first has to have one."""
        super().clean()
        above = None
        for form in self.forms:
            if not (form.has_changed() or form.instance.pk) or self._should_delete_form(form):
                continue
            above = form.cleaned_data.get("text_status") or above
            form.cleaned_data["text_status"] = form.instance.text_status = above or ""
            if not above:
                form.add_error("text_status", "Say how close the words are to what was said.")

    def save_new(self, form: StatementForm, commit: bool = True) -> Statement:
        """Create a draft in the meeting."""
        return form.create(self.actor, meeting=self.instance)

    def save_existing(self, form: StatementForm, obj: Statement, commit: bool = True) -> Statement:
        """Save what has changed."""
        return form.change(self.actor)

    def delete_existing(self, obj: Model, commit: bool = True) -> None:
        """Delete a draft."""
        delete_draft(statement=obj, actor=self.actor)


class WithdrawForm(forms.Form):
    """Why statements are withdrawn."""

    category = forms.ChoiceField(label="Kind of reason", choices=[("", "---------"), *Tombstone.Category.choices])
    reason = forms.CharField(
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=500,
        help_text="A sentence for readers: it stands where the statement stood.",
    )


class CorrectForm(forms.Form):
    """New words for a published statement, who said them, and why. Words prepared before are filled in."""

    title = forms.CharField(widget=AdminTextInputWidget, max_length=300, required=False, help_text=TITLE_HELP)
    text = WordsField(label="Words")
    reason = forms.CharField(
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        max_length=500,
        help_text="A sentence for readers: what was wrong.",
    )
    kind = forms.ChoiceField(label="Kind of correction", choices=CORRECTION_KINDS)
    evidence = forms.CharField(
        widget=AdminTextInputWidget,
        max_length=500,
        required=False,
        help_text="A sentence for readers on how it is known, such as: the recording, at 1:02:14.",
    )
    evidence_url = forms.URLField(
        label="Where readers can check it",
        widget=AdminURLFieldWidget,
        max_length=1000,
        required=False,
        assume_scheme="https",
    )
    speaker = SpeakerField(
        widget=AdminTextInputWidget, required=False, help_text="By name; changed only in a correction of attribution."
    )
    attribution = forms.CharField(
        label="Speaker as the source prints it", widget=AdminTextInputWidget, max_length=300, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, statement: Statement) -> None:
        self.current = statement.current_revision
        draft = statement.revisions.filter(published_at__isnull=True).first()
        words = draft or self.current
        initial = {"title": words.title, "text": words.text, "seen": self.current.number, **asdict(grounds_of(draft))}
        initial |= {"speaker": statement.speaker, "attribution": statement.attribution}
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Refuse to correct words that have been corrected meanwhile, once: then both are on the page."""
        cleaned = super().clean()
        if cleaned.get("seen") not in {None, self.current.number}:
            self.data = self.data.copy()
            self.data["seen"] = self.current.number
            raise ValidationError(
                "Someone has corrected these words since you opened the page. Compare with the words of now, then save."
            )
        return cleaned

    def correction(self) -> dict[str, Any]:
        """Return the words, who said them, the reason and its grounds as given."""
        said_by = SaidBy(self.cleaned_data["speaker"], self.cleaned_data["attribution"])
        names = ("title", "text", "reason", "kind", "evidence", "evidence_url")
        return {"said_by": said_by, **{name: self.cleaned_data[name] for name in names}}
