"""Fields that read what people type: topics by name, a date in words, a time in a recording."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from archive.actions.objects import save_object
from archive.ingest.text import clock
from archive.language.dates.typed import written_date
from archive.machine.database import one_at_a_time
from archive.models import PartialDate, Topic, User
from archive.models.fields.partial_date import PartialDateField, PartialDateFormField


class SeenField(forms.CharField):
    """The version that the person saw, hidden. It has no id, because a page may have several forms with it."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput({"id": False}))


class TopicsField(forms.CharField):
    """Topics by name, separated by commas. A new name becomes a topic when the form is saved."""

    default_validators = [RegexValidator(r"\A[^\x00]*\Z")]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, help_text="Separate names with commas. A new name creates a new topic.", **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Show topics by name."""
        return value if isinstance(value, str) or value is None else ", ".join(topic.name for topic in value)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a field has a value of its own kind
        """Return the names without duplicates; raise ValidationError if one is too long."""
        names = [" ".join(name.split()) for name in (super().to_python(value) or "").split(",")]
        longest = Topic._meta.get_field("name").max_length or 0
        for name in names:
            if len(name) > longest:
                raise ValidationError(f"“{name[:40]}…” is too long for a topic: {longest} letters at most.")
        return list({name.casefold(): name for name in names if name}.values())


def topics_named(names: Iterable[str], actor: User) -> list[Topic]:
    """Return the topics with these names, and create missing ones. Call it in a transaction.

    Raise NotAllowed if a topic is missing and the actor may not add topics.
    """
    return [_topic_named(name) or _make_topic(name, actor) for name in names]


def _topic_named(name: str) -> Topic | None:
    return Topic.objects.filter(name__iexact=name).first()


def _make_topic(name: str, actor: User) -> Topic:
    one_at_a_time("new topic")
    if there := _topic_named(name):
        return there
    topic = Topic(name=name)
    save_object(instance=topic, actor=actor)
    return topic


class ClockField(forms.CharField):
    """A time in a recording as people write it, "1:02:14", in seconds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"maxlength": 40, "placeholder": "h:mm:ss"}

    def prepare_value(self, value: Any) -> Any:
        """Show seconds as h:mm:ss."""
        return written_exactly(value) if isinstance(value, int | float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the shown values."""
        return (self.prepare_value(initial) or "") != (data or "")

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # a field has a value of its own kind
        """Read the time; raise ValidationError if it is not one."""
        if isinstance(value, int | float):
            return value
        text = (super().to_python(value) or "").strip()
        if not text:
            return None
        seconds = clock.seconds(text)
        if seconds is None:
            raise ValidationError("Type hours, minutes and seconds, such as 1:02:14.")
        return seconds


def written_exactly(seconds: float) -> str:
    """Return a time in a recording as h:mm:ss, with what it has of a second to the thousandth."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return clock.written(whole) + (f".{thousandths:03}".rstrip("0") if thousandths else "")


class WrittenDateInput(forms.TextInput):
    """A date to type, with a calendar next to it if scripts run."""


class WrittenDateField(PartialDateFormField):
    """A date as people write it. If day and month could be swapped, it asks."""

    widget = WrittenDateInput

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]  # a field has a value of its own kind
        """Read what was typed; raise ValidationError if it is not a date, or with both dates if it could be two."""
        if isinstance(value, str) and value.strip():
            try:
                return written_date(value.strip())
            except ValueError as error:
                raise ValidationError(str(error), code="invalid") from error
        return super().to_python(value)


def as_typed(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return a form field for what people type into a model field: dates in words."""
    if isinstance(field, PartialDateField):
        kwargs |= {"form_class": WrittenDateField, "widget": WrittenDateInput}
        kwargs["help_text"] = "Such as 13 August 2024, 8/13/2024, 2024-08 or 2024."
    return field.formfield(**kwargs)
