"""Groups the hits of one meeting. If a page has many of them, they are shown together, with the later ones folded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.search import FoundStatement

MANY = 3
"""From how many hits of one meeting on they are grouped; and how many of them are shown."""


@dataclass(frozen=True)
class PlacedHit:
    """A hit. ``opens`` is how many folded hits begin with it, ``closes`` says that it is the last of them."""

    found: FoundStatement
    opens: int = 0
    closes: bool = False


def in_one_place(hits: Sequence[FoundStatement]) -> list[PlacedHit]:
    """Return the hits, best first, with those of a meeting that has many after its best one."""
    by_meeting: dict[object, list[FoundStatement]] = defaultdict(list)
    for hit in hits:
        # A statement outside a meeting is not grouped.
        by_meeting[hit.statement.meeting_id or -hit.statement.number].append(hit)
    placed: list[PlacedHit] = []
    done: set[int] = set()
    for hit in hits:
        of_meeting = by_meeting[hit.statement.meeting_id or -hit.statement.number]
        if len(of_meeting) < MANY:
            placed.append(PlacedHit(hit))
        elif hit.statement.number not in done:
            done.update(one.statement.number for one in of_meeting)
            placed += _folded(of_meeting)
    return placed


def as_they_are(hits: Sequence[FoundStatement]) -> list[PlacedHit]:
    """Return the hits in their order, for a list sorted by date."""
    return [PlacedHit(hit) for hit in hits]


def _folded(hits: Sequence[FoundStatement]) -> list[PlacedHit]:
    """Return the hits of one meeting: the first unchanged, the others folded if there is more than one."""
    rest = len(hits) - MANY
    if rest < MANY - 1:
        return [PlacedHit(hit) for hit in hits]
    shown, folded = hits[:MANY], hits[MANY:]
    return [
        *(PlacedHit(hit) for hit in shown),
        *(PlacedHit(hit, rest if place == 0 else 0, place == rest - 1) for place, hit in enumerate(folded)),
    ]
