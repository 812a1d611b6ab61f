"""What a value of JSON becomes in a column: by the rules of the column, whoever sent it and in whatever file."""

from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from archive.machine.web.sent_data import NotTaken, shortened
from archive.models import PartialDateField

KINDS: "dict[type[models.Field[Any, Any]], tuple[type, ...]]" = {
    models.BooleanField: (bool,),
    models.IntegerField: (int,),
    models.FloatField: (int, float),
    models.JSONField: (list,),
}
TEXT = (str,)
FIELDS_OF_TEXT = (models.CharField, models.TextField)
NEVER_CUT = (models.URLField, PartialDateField)
# What every database can store in a column of whole numbers from 0.
LARGEST_POSITION = 2**31 - 1


def typed(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value in the type of the column; raise NotTaken, or ValidationError, for one of another type."""
    if not _is_of_kind(field, value):
        raise NotTaken(f"“{field.name}” is {shortened(value)}.")
    return value if field.is_relation else field.to_python(value)


def cleaned(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Return what ``typed`` does; raise ValidationError also for what a form would not take in this column."""
    return field.clean(typed(field, value), None)


@lru_cache(maxsize=100_000)
def fitted(model: type[models.Model], name: str, value: str | int | None) -> Any:
    """Return a value as the column takes it: words with single spaces, cut to its length, and nothing for a bad one.

    An address or a date is never cut, because what is left of it would be another.
    """
    field: Any = model._meta.get_field(name)
    if isinstance(value, str):
        value = " ".join(value.split())
        value = value if isinstance(field, NEVER_CUT) else value[: field.max_length]
    try:
        return cleaned(field, value)
    except (NotTaken, ValidationError):
        return "" if isinstance(field, FIELDS_OF_TEXT) else None


def expected(field: "models.Field[Any, Any]", *, needed: bool) -> str:
    """Return in words what the column takes."""
    if isinstance(field, PartialDateField):
        return "a date, such as “2017-02-23”, “2017-02” or “2017”"
    if isinstance(field, models.IntegerField):
        return f"a whole number from 0 to {LARGEST_POSITION}"
    if field.choices:
        return f"one of {', '.join(value for value, _ in field.flatchoices if value)}"
    if field.max_length:
        return f"text of {int(needed)} to {field.max_length} characters"
    return "the words that were said"


def _is_of_kind(field: "models.Field[Any, Any]", value: Any) -> bool:
    if field.is_relation or field.primary_key:
        return type(value) is int and value > 0
    kinds = next((kinds for known, kinds in KINDS.items() if isinstance(field, known)), TEXT)
    if not isinstance(value, kinds) or (kinds != (bool,) and isinstance(value, bool)):
        return False
    return not (isinstance(field, models.PositiveIntegerField) and isinstance(value, int)) or (
        0 <= value <= LARGEST_POSITION
    )
