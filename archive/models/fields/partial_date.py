"""A date known to the day, the month or only the year, and the field that stores it.

Sources often say "February 2017" and no more. Such a date is never completed. It is stored as an ISO 8601 calendar date
of reduced precision ("2017", "2017-02", "2017-02-23"), which sorts as text.
"""

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

ISO_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("A date with a day needs a month.")
        datetime.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2017", "2017-02" or "2017-02-23"; raise ValueError for anything else, including impossible dates."""
        if not (match := ISO_PATTERN.fullmatch(text.strip())):
            raise ValueError(
                gettext("“%(typed)s” is not a date. Use 2017-02-23, 2017-02 or 2017.") % {"typed": text[:40]}
            )
        try:
            year, month, day = match.groups()
            return cls(int(year), int(month) if month else None, int(day) if day else None)
        except ValueError as error:
            raise ValueError(gettext("“%(typed)s” is not a real date.") % {"typed": text[:40]}) from error

    @classmethod
    def from_date(cls, date: datetime.date) -> Self:
        """Return the day as a partial date."""
        return cls(date.year, date.month, date.day)

    @property
    def first(self) -> datetime.date:
        """The first day that it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day that it can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """Return the date in ISO 8601, with the precision that it has."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.isoformat() < other.isoformat()

    def __str__(self) -> str:
        """Return the date in words in the language of the page: "23 February 2017", "February 2017"."""
        return _in_words(self, get_language())

    def in_full(self) -> str:
        """Return the date in words, with the day of the week if the day is known: "Thursday 23 February 2017"."""
        return _in_words(self, get_language(), weekday=True)


# Lists have many dates, and mostly the same ones.
_stored = lru_cache(maxsize=4096)(PartialDate.parse)


@lru_cache(maxsize=4096)
def _in_words(date: PartialDate, _language: str | None, *, weekday: bool = False) -> str:
    if date.day is not None:
        words = date_format(date.first, "DATE_FORMAT")
        return f"{date_format(date.first, 'l')} {words}" if weekday else words
    if date.month is not None:
        return date_format(date.first, "YEAR_MONTH_FORMAT")
    return str(date.year)


class PartialDateFormField(forms.CharField):
    """A form field that reads and shows a partial date as ISO 8601 text."""

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]  # a field has a value of its own kind
        """Convert typed text to a partial date; raise ValidationError if it is not a date."""
        return as_partial_date(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        """Return a stored date as text; return typed text unchanged."""
        return value.isoformat() if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether a different date was typed, or something that is not a date."""
        if self.disabled:
            return False
        try:
            return as_partial_date(initial) != self.to_python(data)
        except ValidationError:
            return True


class PartialDateField(models.Field):
    """Stores a PartialDate as ISO 8601 text. The database also checks that it is a date."""

    description = "A date known to the day, the month or the year"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave out the maximum length, which is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Store it as text."""
        return "CharField"

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Return the SQL condition that the column looks like a date, in functions that every database has."""
        column = connection.ops.quote_name(self.column)
        return (
            f"LENGTH({column}) IN (4, 7, 10) AND {column} > '0000' AND {column} < '9999-12-32'"
            f" AND SUBSTR({column}, 5, 1) IN ('', '-') AND SUBSTR({column}, 8, 1) IN ('', '-')"
            f" AND SUBSTR({column}, 6, 2) <= '12' AND SUBSTR({column}, 6, 2) <> '00'"
            f" AND SUBSTR({column}, 9, 2) <= '31' AND SUBSTR({column}, 9, 2) <> '00'"
        )

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate | None:
        """Convert the stored text to a partial date."""
        return _stored(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        """Convert a date, or typed text, to a partial date; raise ValidationError if it is not a date."""
        return as_partial_date(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Convert a partial date to its stored text."""
        date = as_partial_date(value)
        return date.isoformat() if date else None

    def value_to_string(self, obj: models.Model) -> str:
        """Return the stored text, for serializers."""
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, *_: Any, **kwargs: Any) -> forms.Field | None:
        """Return a form field that shows ISO text and says how to write a date."""
        kwargs["help_text"] = kwargs.get("help_text") or self.help_text or "For example, 2017-02-23, 2017-02 or 2017."
        return super().formfield(**{"form_class": PartialDateFormField} | kwargs)


def as_partial_date(value: Any) -> PartialDate | None:
    """Return a date of any type, or its text, as a partial date; raise ValidationError if it is not a date."""
    if value is None or value == "":
        return None
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return PartialDate.from_date(value)
    try:
        return PartialDate.parse(str(value))
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


def overlapping(field: str, first: datetime.date | None, last: datetime.date | None) -> models.Q:
    """Return the condition that a partial date may fall between first and last, both included. Either may be None."""
    condition = models.Q()
    if first:
        year, month = PartialDate(first.year), PartialDate(first.year, first.month)
        # The condition on the year follows from the other. It lets the database start at that year in its index.
        condition &= models.Q(**{f"{field}__gte": year})
        condition &= models.Q(**{f"{field}__gte": first}) | models.Q(**{f"{field}__in": [year, month]})
    if last:
        condition &= models.Q(**{f"{field}__lte": last})
    return condition
