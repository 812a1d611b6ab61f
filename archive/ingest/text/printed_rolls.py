"""The names that minutes print under "AYES:", "Noes -" and their like, and the counts beside those words.

A list that something else breaks off is no roll: half of one would be a wrong tally.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.ingest.text.motion_words import (
    BEFORE_PAIRS,
    BETWEEN_PAIRS,
    CHOICE_OF,
    ITEM_FOLLOWS,
    LIST_GOES_ON,
    LISTED,
    NOBODY,
    OF_ANOTHER,
    OPENS_ROLL,
    PAIRED,
    ROLL_WORD,
)

Roll = tuple[tuple[str, tuple[str, ...]], ...]
NO_ROLL: tuple[Roll, int, dict[str, int]] = ((), 0, {})
COUNT_OF = {"yes": "aye_count", "no": "no_count", "abstain": "abstention_count", "absent": "absent_count"}
PLURAL_OFFICE = re.compile(
    r"^(?:(?:Board |Council ?)?Members|Councill?ors|Commissioners|Trustees|Directors|Supervisors|Selectmen|"
    r"Alder(?:men|persons)|Messrs\.?)\s+",
    re.I,
)
# "His Worship, Mayor Sample" is one person.
HONORIFIC = re.compile(r"\b((?:His|Her|Their) (?:Worship|Honou?r)),\s*(?=[A-Z])")
BETWEEN_NAMES = re.compile(r",(?!\s*(?:Jr|Sr)\b)\s*(?:and\s+)?|\s*\band\b\s*|\s*[&;\n]\s*|\s{2,}")
NO_NAMES = frozenset({"none", "nil", "0", "n/a", "-", ""})


def choice_of(word: str) -> str:
    """Return the choice that a printed word such as "NAYS" means; ``other`` if it is none of the known ones."""
    words = re.sub(r"^(?:vot(?:ed|ing)|those|members)\s+(?:in\s+)?", "", " ".join(word.split()), flags=re.IGNORECASE)
    return next((choice for choice, pattern in CHOICE_OF.items() if pattern.fullmatch(words)), "other")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a list such as "Councillors Sample, Jo Example and Third", without the shared office."""
    parts = (part.strip(" \t-") for part in BETWEEN_NAMES.split(HONORIFIC.sub(r"\1 ", text)))
    return tuple(PLURAL_OFFICE.sub("", name) for name in map(name_of, parts) if name.casefold() not in NO_NAMES)


def name_of(text: str) -> str:
    """Return a printed name without the signs around it. The dot of an initial belongs to it."""
    name = " ".join(text.split()).strip(" ,;:")
    return name if re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", name) else name.rstrip(".")


def roll_in(text: str, start: int, end: int) -> tuple[Roll, int, dict[str, int]]:
    """Return the names under printed words such as "AYES:" in a text, where they end, and the counts beside the words.

    It begins with ayes or noes; attendance alone is none.
    """
    pairs = list(PAIRED.finditer(text, start, end))
    if _is_whole(text, start, pairs):
        return tuple((match["word"], (name_of(match["name"]),)) for match in pairs), pairs[-1].end(), {}
    marks = _words_of_roll(text, start, end)
    roll: list[tuple[str, tuple[str, ...]]] = []
    counts: dict[str, int] = {}
    reached = 0
    told: set[str] = set()
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        choice = choice_of(mark["word"])
        if choice in told - {"other"}:
            break  # of another vote
        if reached and text[reached : mark.start()].strip(" .,;|()\n\t"):
            # Something else stands between. If another side of the same vote follows, the list before it was cut.
            return NO_ROLL if choice in COUNT_OF else (tuple(roll), reached, counts)
        told.add(choice)
        names, number, ends = _listed(text, mark, after.start() if after else end)
        if names is None:
            break
        if after is None and names and LIST_GOES_ON.match(text, ends, end):
            return NO_ROLL
        if names:
            roll.append((mark["word"], names))
        if number is not None and (side := COUNT_OF.get(choice)):
            counts[side] = number
        reached = ends
    return tuple(roll), reached, counts


def _words_of_roll(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of a roll from the first of a side on; none if that may be said of the name before it."""
    marks = list(ROLL_WORD.finditer(text, start, end))
    while marks and choice_of(marks[0]["word"]) not in OPENS_ROLL:
        marks.pop(0)
    is_listed = bool(marks) and ":" in marks[0][0]
    if marks and not is_listed and OF_ANOTHER.search(text, max(start, marks[0].start() - 80), marks[0].start()):
        return []
    return marks


def _listed(text: str, mark: re.Match[str], end: int) -> tuple[tuple[str, ...] | None, int | None, int]:
    """Return the names after a word of a roll, the count beside it, and where they end.

    Names are None if there is neither a list nor a count.
    """
    stretch = text[mark.end() : end]
    printed = mark["count"] or mark["bare"]
    number = int(printed) if printed else None
    nobody, listed = NOBODY.match(stretch), LISTED.match(stretch)
    if listed and (cut := ITEM_FOLLOWS.search(listed[0] + stretch[listed.end() : listed.end() + 12])):
        listed = LISTED.match(stretch[: cut.start()])
    if number is None and (match := re.match(r"\s*(\d{1,3})\b(?!\s*[-–/]\s*\d)", stretch)):
        return (), int(match[1]), mark.end() + match.end()
    if nobody and not (listed and listed.end() > nobody.end()):
        is_side = choice_of(mark["word"]) in OPENS_ROLL
        return (), 0 if number is None and is_side else number, mark.end() + nobody.end()
    if listed:
        ends = mark.end() + listed.end()
        beside = re.compile(r"\s*\((\d{1,3})\)").match(text, ends)
        return names_in(listed[0]), int(beside[1]) if beside else number, beside.end() if beside else ends
    return (None, None, 0) if number is None else ((), number, mark.end())


def _is_whole(text: str, start: int, pairs: Sequence[re.Match[str]]) -> bool:
    """Return whether names with a word after each are a roll: nothing else stands before the first or between two."""
    return (
        len(pairs) > 1
        and BEFORE_PAIRS.search(text, max(start, pairs[0].start() - 9), pairs[0].start()) is not None
        and all(BETWEEN_PAIRS.fullmatch(text, one.end(), two.start()) for one, two in pairwise(pairs))
    )
