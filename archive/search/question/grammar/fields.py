"""Values of the fields that take one of a few values, or a date."""

from django.utils.translation import gettext

from archive.models import PartialDate
from archive.search.question.analysis import words
from archive.search.question.grammar.nodes import Choice, Dated
from archive.search.question.values import CHOICES, VALUES, Facet

LONGEST_SHOWN = 40


class NotAValue(ValueError):
    """A field has no value like the one that was typed. The message lists the possible values."""


def choice(name: str, facet: Facet, typed: str) -> Choice:
    """Return the values with the typed name or, if none, those with all its words in their names.

    "comment" is public comment, and "nay" is a vote of no. The names in every language of the site count, so a search
    means the same in each.
    """
    wanted = [word.removesuffix("s") for word in words(typed.replace("_", " "))]
    given = [member.value for member in CHOICES[facet] if member.value]
    names = [(value, words(label)) for value in given for label in VALUES[facet].labels_of(value)]
    others = [(value, [word]) for value, some in VALUES[facet].also_called.items() for word in words(some)]
    values = [value for value, label in names + others if [word.removesuffix("s") for word in label] == wanted]
    values = values or [
        value
        for value, label in names
        if wanted and all(any(part.startswith(word) for part in label) for word in wanted)
    ]
    if not values:
        known = ", ".join(str(member.label).lower() for member in CHOICES[facet] if member.value)
        raise NotAValue(
            gettext("There is no %(name)s “%(typed)s”, so we ignored it. You can use: %(known)s.")
            % {"name": VALUES[facet].called, "typed": typed[:LONGEST_SHOWN], "known": known}
        )
    return Choice(facet, tuple(dict.fromkeys(values)), name, typed)


def dated(name: str, typed: str) -> Dated:
    """Return the dates of date:, from: or to:. A range has two dots, and either end may be missing."""
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
        raise NotAValue(gettext("date:.. contains no date, so we ignored it."))
    return Dated(first, last)


def _date(name: str, typed: str) -> PartialDate:
    try:
        return PartialDate.parse(typed)
    except ValueError as error:
        left_out = gettext("We ignored %(typed)s.") % {"typed": f"{name}:{typed[:LONGEST_SHOWN]}"}
        raise NotAValue(f"{left_out} {error}") from error
