"""Checks rows in batches, so that a row that cannot be read is named and does not hide the others."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DatabaseError, models
from django.urls import NoReverseMatch

AT_ONCE = 500
# The errors that a row with changed bytes may cause on its way from the database to Python.
UNREADABLE = (
    DatabaseError,
    NoReverseMatch,
    ValidationError,
    SuspiciousOperation,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
)

Check = Callable[[Sequence[int]], Iterable[str]]


def checked(name: str, model: type[models.Model], check: Check) -> Iterator[str]:
    """Yield what the check says about a table, by batches of its keys; name the rows that cannot be read.

    ``name`` is the word for a row in a sentence, before its key.
    """
    last = 0
    while True:
        try:
            following = model._base_manager.filter(pk__gt=last).order_by("pk")
            keys = list(following.values_list("pk", flat=True)[:AT_ONCE])
        except UNREADABLE as error:
            yield f"The database cannot list all rows after {name} {last}: {error}."
            keys = _keys_one_by_one(model, last)
        if not keys:
            return
        yield from _checked_by_halves(name, keys, check)
        last = keys[-1]


def _keys_one_by_one(model: type[models.Model], last: int) -> list[int]:
    """Return a batch of keys that may exist, if the database cannot list them; none past the highest."""
    try:
        highest = model._base_manager.order_by().aggregate(highest=models.Max("pk"))["highest"] or 0
    except UNREADABLE:
        return []
    return list(range(last + 1, min(last + AT_ONCE, highest) + 1))


def _checked_by_halves(name: str, keys: Sequence[int], check: Check) -> Iterator[str]:
    try:
        found = list(check(keys))
    except UNREADABLE as error:
        if len(keys) == 1:
            yield f"{name} {keys[0]} cannot be read: {error}."
            return
        yield from _checked_by_halves(name, keys[: len(keys) // 2], check)
        yield from _checked_by_halves(name, keys[len(keys) // 2 :], check)
    else:
        yield from found
