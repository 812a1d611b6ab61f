"""Values of the fields that hold one of a few values, or a date."""

from django.db import models

from archive.models import PartialDate, Statement
from archive.search.analysis import words
from archive.search.grammar.nodes import Choice, Dated

LONGEST_SHOWN = 40
CHOICES: dict[str, type[models.TextChoices]] = {"kind": Statement.Kind, "text_status": Statement.TextStatus}


class NotAValue(ValueError):
    """What was typed after the name of a field is none of its values; the message says which there are."""


def choice(name: str, field: str, typed: str) -> Choice:
    """Return the values whose name is what was typed, or else has all of its words: "comment" is a public comment."""
    wanted = [word.removesuffix("s") for word in words(typed.replace("_", " "))]
    names = {member.value: words(member.label) for member in CHOICES[field]}
    found = [value for value, label in names.items() if [word.removesuffix("s") for word in label] == wanted]
    found = found or [
        value
        for value, label in names.items()
        if wanted and all(any(part.startswith(word) for part in label) for word in wanted)
    ]
    if not found:
        known = ", ".join(str(member.label).lower() for member in CHOICES[field])
        raise NotAValue(f"There is no {name} “{typed[:LONGEST_SHOWN]}”, so it was left out; there are: {known}.")
    return Choice(field, tuple(found), name, typed)


def dated(name: str, typed: str) -> Dated:
    """Return the dates of date:, from: or to:; a range is written with two dots between, and may be open."""
    if name == "from":
        return Dated(_date(name, typed), None)
    if name == "to":
        return Dated(None, _date(name, typed))
    start, dots, end = typed.partition("..")
    first = _date(name, start) if start or not dots else None
    last = (_date(name, end) if end else None) if dots else first
    if first and last and first.first > last.last:
        first, last = last, first
    if first is None and last is None:
        raise NotAValue("date:.. names no date, so it was left out.")
    return Dated(first, last)


def _date(name: str, typed: str) -> PartialDate:
    try:
        return PartialDate.parse(typed)
    except ValueError as error:
        raise NotAValue(f"{name}:{typed[:LONGEST_SHOWN]} was left out. {error}") from error
