"""A source that is added where it is first used: its name in a picker, and what else must be known of it."""

from typing import Any

from django import forms

from archive.desk.forms.fields import as_typed
from archive.ingest.staging.kind_of_file import USUAL_STATUS
from archive.models import Source, Statement

OF_NEW_SOURCE = ("source_kind", "source_publisher", "source_published", "source_url")


class NewSourceForm(forms.Form):
    """What to say of the source in the field ``source``, if it is new, and what it says of the text."""

    text_status = forms.ChoiceField(
        label="How close the text is to what was said",
        choices=[("", "As usual for its source"), *Statement.TextStatus.choices],
        required=False,
    )
    source_kind = forms.ChoiceField(
        label="The new source is", choices=[("", "Choose"), *Source.Kind.choices], required=False
    )
    source_publisher = forms.CharField(label="Its publisher", max_length=300, required=False)
    source_published = as_typed(Source._meta.get_field("published"), label="Its date")
    source_url = as_typed(Source._meta.get_field("url"), label="Its address")

    def clean(self) -> dict[str, Any]:
        """Ask for the kind of a new source; take the text status from the source, and ask where that does not tell."""
        data: Any = super().clean() or self.cleaned_data
        source = data.get("source")
        if isinstance(source, Source) and source.pk is None:
            if not data.get("source_kind"):
                self.add_error("source_kind", "Say what kind of source it is.")
            source.kind, source.publisher = data.get("source_kind", ""), data.get("source_publisher", "")
            source.published, source.url = data.get("source_published"), data.get("source_url") or ""
        if not data.get("text_status"):
            kind = source.kind if isinstance(source, Source) else ""
            data["text_status"] = USUAL_STATUS.get(Source.Kind(kind)) if kind else None
            if not data["text_status"] and not {"text_status", "source", "source_kind"} & self.errors.keys():
                self.add_error("text_status", "Say how close the text is to what was said, or name its source.")
        return data

    @property
    def of_new_source(self) -> list[forms.BoundField]:
        """The fields that are only for a new source."""
        return [self[name] for name in OF_NEW_SOURCE]
