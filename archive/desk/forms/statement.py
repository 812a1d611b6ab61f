"""A form for a statement."""

from typing import Any, cast

from django import forms
from django.db.models import Q

from archive.actions.correct import NOT_BY_OTHER_WORDS
from archive.actions.edit_statement import EDITABLE
from archive.actions.file_under import filed_topics
from archive.actions.log_correction import Grounds, grounds_of
from archive.desk.forms.fields import SpeakerField, StatementField, TopicsField
from archive.models import AgendaItem, Correction, Meeting, Source, Statement

LARGEST_POSITION = 2**31 - 1
CORRECTION_KINDS = [choice for choice in Correction.Kind.choices if choice[0] not in NOT_BY_OTHER_WORDS]
# The fields that are only shown for a published statement.
OF_A_CORRECTION = ("reason", "correction_kind", "evidence", "evidence_url")


class StatementForm(forms.Form):
    """The words of a statement and the facts about it."""

    title = forms.CharField(max_length=300, required=False, help_text="For a policy statement; a turn has none.")
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
    evidence_url = forms.URLField(
        label="Where readers can check it",
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text="The address of a recording or document.",
    )
    speaker = SpeakerField(required=False)
    attribution = forms.CharField(label="Speaker as the source prints it", max_length=300, required=False)
    kind = forms.ChoiceField(choices=Statement.Kind)
    text_status = forms.ChoiceField(label="How close the text is to what was said", choices=Statement.TextStatus)
    topics = TopicsField()
    agenda_item = forms.ModelChoiceField(queryset=AgendaItem.objects.none(), required=False, empty_label="None")
    position = forms.IntegerField(
        label="Place in the meeting",
        min_value=0,
        max_value=LARGEST_POSITION,
        required=False,
        help_text="1 is the first.",
    )
    start_seconds = forms.FloatField(
        label="Starts in the recording", min_value=0, required=False, help_text="Seconds from its beginning."
    )
    end_seconds = forms.FloatField(label="Ends in the recording", min_value=0, required=False)
    source = forms.ModelChoiceField(queryset=Source.objects.none(), required=False, empty_label="None")
    responds_to = StatementField(
        label="Responds to", required=False, help_text="The number of the statement it answers."
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, statement: Statement | None = None, meeting: Meeting | None, seen: str = "", **kwargs: Any
    ) -> None:
        if statement is not None:
            kwargs["initial"] = {**initial(statement), "seen": seen}
        super().__init__(*args, **kwargs)
        if meeting:
            cast(forms.ModelChoiceField, self.fields["agenda_item"]).queryset = meeting.agenda_items.all()
        sources = Q(statements__meeting=meeting) if meeting else Q()
        if statement is not None and statement.source_id:
            sources |= Q(pk=statement.source_id)
        cast(forms.ModelChoiceField, self.fields["source"]).queryset = (
            Source.objects.filter(sources).distinct() if sources else Source.objects.all()[:200]
        )
        self.fields["speaker"].widget.attrs["list"] = "speakers"
        self.fields["topics"].widget.attrs["list"] = "topics"
        if statement is None or not statement.published_at:
            for name in OF_A_CORRECTION:
                del self.fields[name]

    def lock_all_but_words(self) -> None:
        """Leave only the words editable. Only editors change the rest of a published statement."""
        for name in (*EDITABLE, "topics"):
            self.fields[name].disabled = True

    def facts(self) -> dict[str, Any]:
        """Return what was typed besides words and topics. An empty position stays unchanged."""
        given = {name: self.cleaned_data[name] for name in EDITABLE}
        if given["position"] is None:
            del given["position"]
        return given

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
    shown["topics"] = filed_topics(statement)
    if words:
        is_draft = words.published_at is None
        shown |= {"title": words.title, "text": words.text, "reason": words.reason if is_draft else ""}
        grounds = grounds_of(words if is_draft else None)
        shown |= {"correction_kind": grounds.kind, "evidence": grounds.evidence, "evidence_url": grounds.evidence_url}
    return shown
