"""Many things, a few at a time: rows that are written together, and values that one query takes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in order, in lists of at most that many."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
