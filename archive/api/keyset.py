"""Pages of a list by the key of the last row, so that a client that reads all pages gets each row exactly once.

A page number counts rows, which shifts when rows are added or deleted in between. A key does not: the next page starts
after the last row of this one, wherever that row now is. The ordering must therefore end with a unique field.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from archive.models import PartialDate

LONGEST_CURSOR = 500
LARGEST = 2**63


class UnreadableCursor(Exception):
    """A cursor that did not come from this list."""


@dataclass(frozen=True)
class Ordering:
    """Fields to sort by, all in one direction. Together, their values are unique."""

    fields: tuple[str, ...]
    descending: bool = False

    def apply(self, rows: QuerySet, *, backwards: bool = False) -> QuerySet:
        """Return the rows in this order, or in the reverse of it."""
        sign = "-" if self.descending != backwards else ""
        return rows.order_by(*(f"{sign}{field}" for field in self.fields))

    def beyond(self, key: Sequence[Any], *, backwards: bool = False) -> Q:
        """Return the condition for rows after the key, or before it."""
        operator = "lt" if self.descending != backwards else "gt"
        condition = Q()
        for field, value in reversed(list(zip(self.fields, key, strict=True))):
            strictly = Q((f"{field}__{operator}", value))
            # The first part is a range of the index. The second leaves out ties that were already returned.
            condition = Q((f"{field}__{operator}e", value)) & (strictly | condition) if condition else strictly
        return condition

    def key(self, row: Model) -> list[Any]:
        """Return the key of a row, as a cursor holds it: numbers, dates and moments (ISO 8601)."""
        values = (getattr(row, field) for field in self.fields)
        return [value.isoformat() if isinstance(value, PartialDate | datetime) else value for value in values]


@dataclass(frozen=True)
class Slice:
    """One page of a list, with the cursors of the next and the previous page; empty if there is none."""

    rows: list[Any]
    next: str
    previous: str


def cut(rows: QuerySet, ordering: Ordering, *, limit: int, cursor: str = "") -> Slice:
    """Return the page of at most ``limit`` rows at the cursor. Raises UnreadableCursor."""
    backwards, key = _read_cursor(cursor, ordering) if cursor else (False, None)
    try:
        wanted = rows.filter(ordering.beyond(key, backwards=backwards)) if key is not None else rows
    except (ValidationError, ValueError, TypeError) as error:
        raise UnreadableCursor from error
    taken = list(ordering.apply(wanted, backwards=backwards)[: limit + 1])
    has_more, taken = len(taken) > limit, taken[:limit]
    if backwards:
        taken.reverse()
    if not taken:
        return Slice([], "", "")
    has_next, has_previous = (True, has_more) if backwards else (has_more, key is not None)
    return Slice(
        taken,
        after(ordering, taken[-1]) if has_next else "",
        _written("before", ordering.key(taken[0])) if has_previous else "",
    )


def after(ordering: Ordering, row: Model) -> str:
    """Return the cursor for what follows the row, now or later."""
    return _written("after", ordering.key(row))


def _written(direction: str, key: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([direction, *key]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, ordering: Ordering) -> tuple[bool, list[Any]]:
    try:
        if len(cursor) > LONGEST_CURSOR:
            raise UnreadableCursor
        direction, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise UnreadableCursor from error
    is_key = len(key) == len(ordering.fields) and isinstance(key[-1], int) and all(map(_is_value, key))
    if direction not in ("after", "before") or not is_key:
        raise UnreadableCursor
    return direction == "before", key


def _is_value(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and abs(value) < LARGEST)
