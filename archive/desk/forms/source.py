"""Where a text comes from: its source, which may be added where it is first used, and how close the text is."""

from typing import Any

from django import forms

from archive.actions.rules.origin import SAY
from archive.desk.forms.fields import as_typed
from archive.desk.forms.pickers import SourceField
from archive.models import Meeting, Source, Statement

OF_NEW_SOURCE = ("source_kind", "source_publisher", "source_published", "source_url")
ORIGIN = ("source", "text_status")


class OriginForm(forms.Form):
    """The source of a text, what to say of it if it is new, and how close the text is. A person says both."""

    source = SourceField(
        adds=True,
        required=True,
        help_text="The title of the recording, transcript, minutes, report or document.",
        error_messages={"required": SAY["source"]},
    )
    text_status = forms.ChoiceField(
        label="How close the text is to what was said",
        choices=[("", "Choose"), *Statement.TextStatus.choices],
        error_messages={"required": SAY["text_status"]},
    )
    source_kind = forms.ChoiceField(
        label="The new source is", choices=[("", "Choose"), *Source.Kind.choices], required=False
    )
    source_publisher = forms.CharField(label="Its publisher", max_length=300, required=False)
    source_published = as_typed(Source._meta.get_field("published"), label="Its date")
    source_url = as_typed(Source._meta.get_field("url"), label="Its address")

    def clean(self) -> dict[str, Any]:
        """Ask for the kind of a new source."""
        data: Any = super().clean() or self.cleaned_data
        source = data.get("source")
        if isinstance(source, Source) and source.pk is None:
            if not data.get("source_kind"):
                self.add_error("source_kind", "Say what kind of source it is.")
            source.kind, source.publisher = data.get("source_kind", ""), data.get("source_publisher", "")
            source.published, source.url = data.get("source_published"), data.get("source_url") or ""
        return data

    def ask_nothing_new_of(self, statement: Statement) -> None:
        """Let what readers already see stay without what nobody said of it, so that the rest can be corrected."""
        if statement.published_at:
            for name in ORIGIN:
                self.fields[name].required = bool(getattr(statement, name))

    @property
    def of_new_source(self) -> list[forms.BoundField]:
        """The fields that are only for a new source."""
        return [self[name] for name in OF_NEW_SOURCE]


def origin_of(meeting: Meeting | None) -> dict[str, Any]:
    """Return the source and the text status that all statements of the meeting have, to be offered; else nothing."""
    if meeting is None:
        return {}
    shown = meeting.statements.exclude(status=Statement.Status.WITHDRAWN).order_by().values_list(*ORIGIN)
    origins = list(shown.distinct()[:2])
    if len(origins) != 1:
        return {}
    ((source, text_status),) = origins
    return {"source": Source.objects.filter(pk=source).first(), "text_status": text_status}
