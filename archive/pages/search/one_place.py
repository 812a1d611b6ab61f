"""Groups hits: those with the same words become one, and many of one meeting stand together, the later ones folded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import Statement
from archive.search import FoundStatement, words

Twins = dict[int, tuple[Statement, ...]]
MANY = 3
"""From how many hits of one meeting on they are grouped; and how many of them are shown."""


@dataclass(frozen=True)
class PlacedHit:
    """A hit. ``opens`` is how many folded hits begin with it, ``closes`` says that it is the last of them.

    ``also`` are the hits with the same words, which it stands for.
    """

    found: FoundStatement
    also: tuple[Statement, ...] = ()
    opens: int = 0
    closes: bool = False


def in_one_place(hits: Sequence[FoundStatement]) -> list[PlacedHit]:
    """Return the hits, best first, with those of a meeting that has many after its best one.

    Of hits with the same words, only the best one is listed, and it names the others.
    """
    hits, twins = _without_twins(hits)
    by_meeting: dict[object, list[FoundStatement]] = defaultdict(list)
    for hit in hits:
        # A statement outside a meeting is not grouped.
        by_meeting[hit.statement.meeting_id or -hit.statement.number].append(hit)
    placed: list[PlacedHit] = []
    done: set[int] = set()
    for hit in hits:
        of_meeting = by_meeting[hit.statement.meeting_id or -hit.statement.number]
        if len(of_meeting) < MANY:
            placed.append(PlacedHit(hit, twins[hit.statement.number]))
        elif hit.statement.number not in done:
            done.update(one.statement.number for one in of_meeting)
            placed += _folded(of_meeting, twins)
    return placed


def as_they_are(hits: Sequence[FoundStatement]) -> list[PlacedHit]:
    """Return the hits in their order, for a list sorted by date."""
    return [PlacedHit(hit) for hit in hits]


def _without_twins(hits: Sequence[FoundStatement]) -> tuple[list[FoundStatement], Twins]:
    """Return the best of the hits that have the same title and the same words, and the others by its number."""
    titles = [tuple(words(hit.statement.title)) for hit in hits]
    by_words: dict[object, list[FoundStatement]] = defaultdict(list)
    for hit, title in zip(hits, titles, strict=True):
        # The words of a whole text take long to find, and most titles are their own.
        same_title = titles.count(title) > 1
        by_words[title, tuple(words(hit.statement.text)) if same_title else ()].append(hit)
    same = list(by_words.values())
    twins = {first.statement.number: tuple(hit.statement for hit in others) for first, *others in same}
    return [first for first, *_ in same], twins


def _folded(hits: Sequence[FoundStatement], twins: Twins) -> list[PlacedHit]:
    """Return the hits of one meeting: the first unchanged, the others folded if there is more than one."""
    rest = len(hits) - MANY
    if rest < MANY - 1:
        return [PlacedHit(hit, twins[hit.statement.number]) for hit in hits]
    shown, folded = hits[:MANY], hits[MANY:]
    return [
        *(PlacedHit(hit, twins[hit.statement.number]) for hit in shown),
        *(
            PlacedHit(hit, twins[hit.statement.number], rest if index == 0 else 0, index == rest - 1)
            for index, hit in enumerate(folded)
        ),
    ]
