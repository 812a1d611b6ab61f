"""Forms for imports."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from archive.actions.rules import version_of
from archive.desk.forms.fields import SeenField, TopicsField, as_typed
from archive.desk.forms.pickers import SpeakerField
from archive.ingest.limits import check_size
from archive.ingest.refusals import TooLarge
from archive.ingest.staging.kind_of_file import says_who_wrote, why_not
from archive.models import ImportBatch, Source, StagedTurn, Statement

BULK_ACTIONS = ("relabel", "nobody", "mark", "checked", "unchecked", "merge", "delete", "up", "down")
SPLIT_MARK = re.compile(r"\d{1,18}:\d{1,9}")
KINDS_TO_IMPORT = (
    Source.Kind.MACHINE_CAPTIONS,
    Source.Kind.CAPTIONS,
    Source.Kind.MACHINE_TRANSCRIPT,
    Source.Kind.TRANSCRIPT,
    Source.Kind.AGENDA,
    Source.Kind.MINUTES,
    Source.Kind.PRESS_REPORT,
    Source.Kind.RELEASE,
    Source.Kind.OTHER,
)


class AboutFileForm(forms.ModelForm):
    """Where the file comes from."""

    class Meta:
        model = ImportBatch
        formfield_callback = as_typed
        fields = ["source_publisher", "source_url"]


class KindForm(forms.ModelForm):
    """The kind of file: set from its content, and confirmed by the person who saves it."""

    class Meta:
        model = ImportBatch
        fields = ["source_kind", "text_status"]
        labels = {"source_kind": "The file is", "text_status": "Its text is"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["source_kind"]).choices = [
            (kind.value, kind.label) for kind in KINDS_TO_IMPORT
        ]
        if not says_who_wrote(self.instance):
            self.initial = dict.fromkeys(self.fields)
            for field in self.fields.values():
                choices: Any = field
                choices.choices = [("", "Choose"), *((value, name) for value, name in choices.choices if value)]
                choices.error_messages["required"] = "Say what the file is and how close its text is to what was said."
        for field in self.fields.values():
            # Nobody has said it of a file that waits; whoever saves it says it.
            field.required = True
            # It is sent together with the decisions on the labels.
            field.widget.attrs["form"] = "decisions"

    def clean(self) -> dict[str, Any]:
        """Refuse to call a text official or verbatim if software wrote it."""
        super().clean()
        cleaned = self.cleaned_data
        if sentence := why_not(cleaned.get("source_kind", ""), cleaned.get("text_status", "")):
            raise ValidationError(sentence)
        return cleaned


class UploadForm(AboutFileForm):
    """A transcript file for a meeting."""

    upload = forms.FileField(
        label="File",
        help_text=(
            "Captions (VTT, SRT, SBV), a transcript as text, Markdown, DOCX or PDF with text, CSV, JSON, Akoma Ntoso, "
            "ParlaMint or a parliament's XML. "
            "The file is kept unchanged, whatever happens to the import."
        ),
        error_messages={"empty": "The file is empty: choose another one."},
    )
    field_order = ["upload"]

    def clean_upload(self) -> UploadedFile:
        """Refuse a file that is too large to be read. No part of it is stored."""
        file = self.cleaned_data["upload"]
        try:
            check_size(file.size)
        except TooLarge as error:
            raise ValidationError(str(error)) from error
        return file


class TurnForm(forms.Form):
    """One staged turn. A line of dashes in the text splits it."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), strip=False, required=True)
    label = forms.ChoiceField(label="Speaker", required=False)
    kind = forms.ChoiceField(choices=Statement.Kind)
    title = forms.CharField(max_length=300, required=False, help_text="For a policy statement.")
    topics = TopicsField()
    item = forms.ChoiceField(label="Under", required=False)
    seen = SeenField()

    def __init__(self, *args: Any, turn: StagedTurn, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "text": turn.text,
            "label": turn.label_id or "",
            "kind": turn.kind,
            "title": turn.title,
            "topics": list(turn.topics.all()),
            "item": turn.item_id or "",
            "seen": version_of(turn),
        }
        super().__init__(*args, **{"auto_id": f"id_{turn.pk}_%s", **kwargs})
        self.fields["topics"].widget.attrs["list"] = "topics"
        labels = turn.batch.labels.select_related("speaker")
        cast(forms.ChoiceField, self.fields["label"]).choices = [
            ("", "Nobody (a note in the record)"),
            *((row.pk, label_in_words(row)) for row in labels),
        ]
        cast(forms.ChoiceField, self.fields["item"]).choices = [
            ("", "No heading"),
            *((item.pk, str(item)[:90]) for item in turn.batch.items.all()),
        ]


class BulkForm(forms.Form):
    """What to do with the ticked turns."""

    turns = forms.TypedMultipleChoiceField(coerce=int)
    action = forms.ChoiceField(choices=[(name, name) for name in BULK_ACTIONS])
    speaker = SpeakerField(adds=True, label="Speaker")
    second = SpeakerField(adds=True, label="Alternating with")
    kind = forms.ChoiceField(choices=[("", ""), *Statement.Kind.choices], required=False)

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("speaker", "second"):
            field = cast(SpeakerField, self.fields[name])
            field.of(batch.meeting)
            # A digit stands for somebody who was named before. Renamed since, they are not added a second time.
            field.adds = field.adds and not self.data.get("known")
        ticked = cast(forms.TypedMultipleChoiceField, self.fields["turns"])
        ticked.choices = [(pk, pk) for pk in batch.turns.values_list("pk", flat=True)]
        ticked.error_messages = {
            "required": "Tick one or more turns first.",
            "invalid_choice": "One of the turns no longer exists. Reload the page.",
        }

    @property
    def asks(self) -> list[str]:
        """The names of the fields that ask which speaker is meant."""
        return [name for name in self.errors if getattr(self.fields.get(name), "asks", None)]


class SplitForm(forms.Form):
    """Where to split a turn: "12:340" is the turn and a position in it; or at a second of the recording."""

    turn = forms.ModelChoiceField(queryset=StagedTurn.objects.none(), required=False)
    second = forms.FloatField(required=False, min_value=0)

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["turn"]).queryset = batch.turns.all()
        self.batch = batch

    def clean(self) -> dict[str, Any]:
        """Find the turn and the positions."""
        super().clean()
        data = self.cleaned_data
        sent: Any = self.data
        marks = [mark.split(":") for mark in sent.getlist("split") if SPLIT_MARK.fullmatch(mark)]
        data["split"] = [int(at) for _, at in marks]
        turns = {int(turn) for turn, _ in marks} | ({data["turn"].pk} if data.get("turn") else set())
        data["turn"] = self.batch.turns.filter(pk__in=turns).first() if len(turns) == 1 else None
        if data["turn"] is None or (not marks and data.get("second") is None):
            raise ValidationError("The turn no longer exists. Reload the page.")
        return data


def label_in_words(label: Any) -> str:
    """Return a label with the speaker that it means: "MR. PARTEE: J. Charles Partee"."""
    if label.speaker is None:
        return f"{label.text or 'No label'} (unidentified)"
    return (
        label.speaker.name if label.speaker.name == label.text else f"{label.text or 'No label'}: {label.speaker.name}"
    )
