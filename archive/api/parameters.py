"""The query parameters of the API. Each is declared once, for the checks and for the schema."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from archive.api.problems import bad_parameter
from archive.models import UNSTORABLE
from archive.publication import CHANGED_SINCE, PUBLISHED_SINCE

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Parameter:
    """A query parameter: its name, what it does, its JSON type, and its values if there are few."""

    name: str
    description: str
    type: str = "string"
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    default: int | str | None = None
    repeats: bool = False


def check_known(given: QueryDict, parameters: Iterable[Parameter]) -> None:
    """Refuse an unknown parameter, and one that is repeated and must not be."""
    known = {parameter.name: parameter for parameter in parameters}
    for name, values in given.lists():
        if name not in known:
            names = ", ".join(known) or "none"
            raise bad_parameter(name, f"This address has no parameter “{name}”. It takes: {names}.")
        if len(values) > 1 and not known[name].repeats:
            raise bad_parameter(name, f"Give “{name}” once.")
        if any("\0" in value for value in values):
            raise bad_parameter(name, f"“{name}” must not hold a NUL character.")


def check_text(name: str, value: str) -> None:
    """Refuse a text that the database cannot hold."""
    if UNSTORABLE.search(value):
        raise bad_parameter(name, f"“{name}” must not hold NUL or half characters (lone surrogates).")


def whole_number(given: QueryDict, parameter: Parameter) -> int:
    """Return the number given, or the default. Raises Problem if it is not a whole number in the range."""
    typed = given.get(parameter.name)
    return int(parameter.default or parameter.minimum or 0) if typed is None else _number(typed, parameter)


def _number(typed: str, parameter: Parameter) -> int:
    low, high = parameter.minimum or 0, parameter.maximum or LARGEST_ID
    is_short = typed.isascii() and typed.isdigit() and len(typed) <= len(str(high))
    if not is_short or not low <= int(typed) <= high:
        raise bad_parameter(parameter.name, f"“{parameter.name}” must be a whole number from {low:,} to {high:,}.")
    return int(typed)


def one_of(given: QueryDict, parameter: Parameter) -> str:
    """Return the value given, or the default if it is missing or empty.

    Raises Problem if it is not one of the choices.
    """
    value = given.get(parameter.name) or str(parameter.default or "")
    _check_choice(value, parameter)
    return value


def _check_choice(value: str, parameter: Parameter) -> None:
    if value and value not in parameter.choices:
        raise bad_parameter(parameter.name, f"“{parameter.name}” must be one of: {', '.join(parameter.choices)}.")


def check_values(given: QueryDict, parameters: Iterable[Parameter]) -> None:
    """Refuse a value that is not one of a parameter's choices, or not a whole number in its range."""
    for parameter in parameters:
        for value in given.getlist(parameter.name):
            if parameter.choices:
                _check_choice(value, parameter)
            elif parameter.type == "integer":
                _number(value, parameter)


def flag(given: QueryDict, parameter: Parameter) -> bool:
    """Return whether the parameter is true. Raises Problem for anything but true and false."""
    value = given.get(parameter.name, "false")
    if value not in {"true", "false"}:
        raise bad_parameter(parameter.name, f"“{parameter.name}” must be true or false.")
    return value == "true"


PUBLISHED = Parameter(PUBLISHED_SINCE, "Only what was published here since: a day, or a moment (2026-03-05T18:30:00Z).")
CHANGED = Parameter(CHANGED_SINCE, "Only what was published or changed here since: a day, or a moment.")
BETWEEN = (
    Parameter("from", "The first day, month or year: 2024-03-05, 2024-03 or 2024."),
    Parameter("to", "The last day, month or year."),
)
FIELDS = Parameter("fields", "Names of the only fields to send, separated by commas.")
OMIT = Parameter("omit", "Names of fields to leave out, separated by commas.")


@dataclass(frozen=True)
class FieldChoice:
    """Which fields of an object to return."""

    names: Sequence[str]

    @classmethod
    def read(cls, given: QueryDict, names: Collection[str]) -> "FieldChoice":
        """Read ``fields`` and ``omit``. Raises Problem for a field that the object does not have."""
        chosen = _field_names(given, FIELDS, names)
        left_out = _field_names(given, OMIT, names)
        return cls([name for name in names if (name in chosen if chosen else True) and name not in left_out])

    def of(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return the object with only the chosen fields."""
        return {name: record[name] for name in self.names}


def _field_names(given: QueryDict, parameter: Parameter, names: Collection[str]) -> frozenset[str]:
    wanted = {name.strip() for name in given.get(parameter.name, "").split(",")} - {""}
    if unknown := sorted(wanted - set(names)):
        sentence = f"There is no field “{unknown[0]}”. The fields are: {', '.join(names)}."
        raise bad_parameter(parameter.name, sentence)
    return frozenset(wanted)
