"""What the addresses and tools of the API take: declared once as fields, for the reader and for the schemas."""

import copy
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.fields import empty

from archive.api.problems import bad_parameter
from archive.machine.web.whole_number import LARGEST_ID
from archive.models import UNSTORABLE
from archive.search import VALUES, Facet

LONGEST_SHOWN = 40
TOLD = "told"
"""The code of an error that says what is wrong, and not only what is expected."""
Fields = Mapping[str, serializers.Field]
# What JSON Schema calls the limits of a field.
LIMITS = {
    "minimum": "min_value",
    "maximum": "max_value",
    "minLength": "min_length",
    "maxLength": "max_length",
    "default": "default",
}
# What the filters of lists mean.
FILTERED = {
    "board": VALUES[Facet.BOARD].about,
    "speaker": "Words of a speaker's name, or of another spelling of it, or the slug.",
    "topic": VALUES[Facet.TOPIC].about,
    "kind": VALUES[Facet.KIND].about,
    "text_status": VALUES[Facet.TEXT_STATUS].about,
    "result": VALUES[Facet.RESULT].about,
    "method": "How it was decided.",
    "member": "The slug, a former slug or the name of a speaker who is on the roll.",
    "voted": "How somebody voted; with a member, how they did.",
    "split": "Only decisions with a yes and a no.",
    "from": "The first day, month or year: 2024-03-05, 2024-03 or 2024.",
    "to": "The last day, month or year.",
    "published_since": "Only what was published here since: a day, or a moment (2026-03-05T18:30:00Z).",
    "changed_since": "Only what was published or changed here since: a day, or a moment.",
}


class Value(serializers.Field):
    """A field of an input. It may be left out, unless it is required; ``expected`` says what it must be.

    One that is another name of a field ``means`` that field, and says nothing else about itself.
    """

    json_type: ClassVar = "string"

    def __init__(self, about: str, expected: str, *, means: str = "", **how: Any) -> None:
        help_text = f"Another name of “{means}”." if means else about
        super().__init__(help_text=help_text, **{"required": False, **how})
        self.expected, self.means = expected, means


class TextValue(Value, serializers.CharField):
    """A text as it was sent. Of ``choices``, it is one, but others check that."""

    def __init__(self, about: str, choices: Iterable[str] = (), **how: Any) -> None:
        low, high = how.get("min_length", 0), how.get("max_length")
        length = f" of {low} to {high:,} characters" if high else ""
        expected = f"text{length}, without NUL and half characters (lone surrogates)"
        super().__init__(about, expected, allow_blank=not low, trim_whitespace=False, **how)
        self.choices = list(choices)

    def to_internal_value(self, data: Any) -> str:
        """Return the text. A number is none."""
        return data if isinstance(data, str) else self.fail("invalid")


class NumberValue(Value, serializers.IntegerField):
    """A whole number, in digits alone."""

    json_type = "integer"

    def __init__(self, about: str, low: int, high: int = LARGEST_ID, **how: Any) -> None:
        super().__init__(about, f"a whole number from {low:,} to {high:,}", min_value=low, max_value=high, **how)

    def to_internal_value(self, data: Any) -> int:
        """Return the number."""
        return int(data) if re.fullmatch("[0-9]{1,19}", str(data)) else self.fail("invalid")


class FlagValue(Value, serializers.BooleanField):
    """Yes or no."""

    json_type = "boolean"
    TRUE_VALUES, FALSE_VALUES, NULL_VALUES = {"true", True}, {"false", False}, set()

    def __init__(self, about: str) -> None:
        super().__init__(about, "true or false", default=False)


class ChoiceValue(Value, serializers.ChoiceField):
    """One of a few words, or nothing."""

    def __init__(self, about: str, choices: Iterable[str], **how: Any) -> None:
        words = [word for word in choices if word]
        super().__init__(about, f"one of: {', '.join(words)}", choices=words, allow_blank=True, **how)


class FieldNames(TextValue):
    """Names of fields of an object, separated by commas."""

    def __init__(self, about: str, names: Collection[str]) -> None:
        super().__init__(about)
        self.names = names

    def to_internal_value(self, data: str) -> frozenset[str]:  # type: ignore[override]
        """Return the names."""
        wanted = {name.strip() for name in data.split(",")} - {""}
        if unknown := sorted(wanted - set(self.names)):
            known = ", ".join(self.names)
            raise serializers.ValidationError(f"names no field with “{unknown[0]}”. The fields are: {known}", code=TOLD)
        return frozenset(wanted)


class Numbers(TextValue):
    """Whole numbers, separated by commas."""

    def __init__(self, about: str, most: int) -> None:
        super().__init__(f"{about} At most {most:,}, separated by commas.", min_length=1)
        self.most, self.expected = most, "whole numbers, separated by commas"

    def to_internal_value(self, data: Any) -> frozenset[int]:  # type: ignore[override]
        """Return the numbers."""
        given = [one.strip() for one in str(data).split(",") if one.strip()]
        if not given:
            raise serializers.ValidationError(f"must be {self.expected}", code=TOLD)
        wrong = next((one for one in given if not re.fullmatch("[0-9]{1,19}", one) or int(one) > LARGEST_ID), None)
        if wrong is not None:
            shown = wrong[:LONGEST_SHOWN]
            raise serializers.ValidationError(
                f"has “{shown}”, which is no whole number. Separate numbers by commas", code=TOLD
            )
        numbers = frozenset(map(int, given))
        if len(numbers) > self.most:
            raise serializers.ValidationError(f"has {len(numbers):,} numbers. Send at most {self.most:,}", code=TOLD)
        return numbers


def several(one: Value) -> serializers.ListField:
    """Return a field that may be given several times."""
    return serializers.ListField(child=one, help_text=one.help_text, required=False)


def filters(narrowing: type[FilterSet], *names: str) -> Fields:
    """Return the fields that filters read and check: those with these names, or all but the order."""
    return {
        name: TextValue(FILTERED[name], [value for value, _ in narrowing.base_filters[name].extra.get("choices", ())])
        for name in names or FILTERED
        if name in narrowing.base_filters
    }


class Input(serializers.Serializer):
    """Reads a query, a JSON object or the arguments of a tool, and refuses what is not declared.

    One is made for each address and tool, and shared, because the framework copies all fields of each.
    """

    def __init__(self, takes: Fields) -> None:
        super().__init__()
        self.takes = takes

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return a copy of the fields, because a field belongs to one serializer."""
        return copy.deepcopy(dict(self.takes))

    def read_query(self, query: QueryDict) -> dict[str, Any]:
        """Return the values of a query. Raises ApiProblem as ``read`` does, and if one is repeated that must not be."""
        given: dict[str, Any] = dict(query.lists())
        for name, field in self.fields.items():
            if name in given and not isinstance(field, serializers.ListField):
                if len(given[name]) > 1:
                    raise bad_parameter(name, f"Give “{name}” once.")
                [given[name]] = given[name]
        return self.read(given)

    def read(self, given: Mapping[str, Any], other: str = "This address has no parameter") -> dict[str, Any]:
        """Return the values, with defaults. Raises ApiProblem for the first that is unknown, missing or wrong.

        A value under another name of a field is one of the field, and counts if both have one.
        """
        for name in given:
            if name not in self.fields:
                shown = UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", name[:LONGEST_SHOWN])
                known = ", ".join(known for known, _ in self.fields.items() if known not in self.other_names)
                raise bad_parameter(shown, f"{other} “{shown}”. It takes: {known or 'none'}.")
        sent_as = {means: name for name, means in self.other_names.items() if name in given and means not in given}
        given = {**given, **{means: given[name] for means, name in sent_as.items()}}
        try:
            values = self.to_internal_value(given)
        except serializers.ValidationError as error:
            name = str(next(iter(error.detail)))
            raise bad_parameter(
                sent_as.get(name, name), f"“{sent_as.get(name, name)}” {self._wrong(name, given, error)}"
            ) from error
        for name, means in self.other_names.items():
            if other_value := values.pop(name, None):
                values[means] = other_value
        return values

    @cached_property
    def other_names(self) -> dict[str, str]:
        """Other names of fields, each with the field that it means."""
        fields: dict[str, Any] = dict(self.fields)
        return {name: field.means for name, field in fields.items() if getattr(field, "means", "")}

    def _wrong(self, name: str, given: Mapping[str, Any], error: serializers.ValidationError) -> str:
        field: Any = self.fields[name]
        if name not in given:
            return f"is missing. {field.help_text}"
        reasons: Any = error.detail
        sentences = [reason for reason in reasons[name] if getattr(reason, "code", "") == TOLD]
        return f"{sentences[0]}." if sentences else f"must be {getattr(field, 'child', field).expected}."

    def said_of_age(self, name: str) -> dict[str, bool]:
        """Return what a schema says of a name that another has replaced."""
        return {"deprecated": True} if name in self.other_names else {}

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of an object of these fields."""
        properties = {
            name: {**schema_of(field), "description": field.help_text, **self.said_of_age(name)}
            for name, field in self.fields.items()
        }
        required = [name for name, field in self.fields.items() if field.required]
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def schema_of(field: Any) -> dict[str, Any]:
    """Return the JSON schema of a field's values."""
    if isinstance(field, serializers.ListField):
        return {"type": "array", "items": schema_of(field.child)}
    values = {key: getattr(field, name, None) for key, name in LIMITS.items()}
    values["enum"] = list(getattr(field, "choices", ()))
    return {
        "type": field.json_type,
        **{key: value for key, value in values.items() if value not in (None, empty, "", [])},
    }
