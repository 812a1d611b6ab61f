"""Fields that find objects by what people type: a speaker's name, topics, the number of a statement."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from archive.actions.save_object import save_object
from archive.database import one_at_a_time
from archive.ingest.staging.staged_labels import find_speaker
from archive.ingest.text.written_date import written_date
from archive.models import PartialDate, Speaker, Statement, Topic, User
from archive.models.partial_date import PartialDateField, PartialDateFormField


class SpeakerField(forms.CharField):
    """A speaker by name, or as "Name #12" if several have the name; empty for nobody."""

    def prepare_value(self, value: Any) -> Any:
        """Show a speaker by name, with the number if the name is not unique."""
        if not isinstance(value, Speaker):
            return value
        alone = Speaker.objects.current().filter(name__iexact=value.name).count() <= 1
        return value.name if alone else f"{value.name} #{value.pk}"

    def to_python(self, value: Any) -> Any:
        """Find the speaker; raise ValidationError, with what to do, if there is none or more than one."""
        return value if isinstance(value, Speaker) else find_speaker(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the shown values."""
        return (self.prepare_value(initial) or "") != (data or "")


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


class StatementField(forms.IntegerField):
    """A statement by its number; empty for none."""

    def prepare_value(self, value: Any) -> Any:
        """Show a statement by its number."""
        return value.pk if isinstance(value, Statement) else value

    def to_python(self, value: Any) -> Any:
        """Find the statement; raise ValidationError if there is none with that number."""
        number = super().to_python(str(value).lstrip("# ") if value is not None else value)
        if number is None:
            return None
        statement = Statement.objects.filter(pk=number).first() if number < 2**63 else None
        if statement is None:
            raise ValidationError(f"There is no statement {number}.")
        return statement


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
    """Return a form field for what people type into a model field: URLs without a scheme, dates in words."""
    if isinstance(field, models.URLField):
        kwargs.setdefault("assume_scheme", "https")
    if isinstance(field, PartialDateField):
        kwargs |= {"form_class": WrittenDateField, "widget": WrittenDateInput}
        kwargs["help_text"] = "Such as 13 August 2024, 8/13/2024, 2024-08 or 2024."
    return field.formfield(**kwargs)
