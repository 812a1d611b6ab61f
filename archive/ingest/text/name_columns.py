"""Rolls whose names stand each in a paragraph of its own, below "AYES:" and "NAYS:".

Where such a list ends cannot be told by its form: a heading looks like a name. It is read if the printed counts agree,
or if every name is of somebody who was there, and nothing that may be one more name follows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.ingest.parsed import Entry, Heading, Narrative, Vote
from archive.ingest.text.attendance import with_attendance
from archive.ingest.text.motion_words import CHOICES, LISTED, OPENS_ROLL
from archive.ingest.text.printed_rolls import (
    COUNT_OF,
    choice_of,
    has_one_on_two_sides,
    is_list,
    is_nobody,
    names_in,
)
from archive.ingest.text.speaker_labels import read_label

LABEL = re.compile(
    rf"\s*(?P<word>{'|'.join(CHOICES.values())})\s*:?\s*(?:\(?(?P<count>\d{{1,3}})\)?)?\s*:?\s*", re.IGNORECASE
)
SIDES = {"yes": "ayes", "no": "noes", "abstain": "abstentions"}
MOST_LINES = 300


def with_name_columns(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, with each such roll as a vote in place of its paragraphs."""
    if not any(_opens(entry) for entry in entries):
        yield from entries
        return
    attendance = (entry for entry in with_attendance(entries) if isinstance(entry, Vote) and entry.kind == "roll_call")
    members = {read_label(name).name for vote in attendance for _, name in vote.roll}
    at = 0
    while at < len(entries):
        column = _Column(members)
        after = column.read(entries, at) if _opens(entries[at]) else at
        if vote := column.vote() if after > at else None:
            yield vote
            yield from (Narrative(text, line=entries[after - 1].line) for text in filter(None, [column.rest]))
            at = after
        else:
            yield entries[at]
            at += 1


def _opens(entry: Entry) -> bool:
    label = LABEL.fullmatch(entry.text.split("\n")[0]) if isinstance(entry, Narrative) else None
    return label is not None and choice_of(label["word"]) in OPENS_ROLL


@dataclass
class _Column:
    """The lines of one roll: its words with their counts, and the names below each. ``rest`` follows the last name."""

    members: set[tuple[str, ...]]
    lines: list[str] = field(default_factory=list)
    sides: list[tuple[str, int | None, list[str]]] = field(default_factory=list)
    rest: str = ""
    line: int | None = None

    def read(self, entries: Sequence[Entry], at: int) -> int:
        """Read the roll that begins at an entry, and return the place after its last one."""
        self.line = entries[at].line
        for place, entry in enumerate(entries[at:], at):
            if isinstance(entry, Heading) and LABEL.fullmatch(entry.text):
                self._takes(entry.text)
                continue
            if not isinstance(entry, Narrative) or len(self.lines) > MOST_LINES:
                is_name = isinstance(entry, Heading) and self._may_be_name(entry.text)
                return at if is_name else place
            lines = entry.text.split("\n")
            taken = next((number for number, line in enumerate(lines) if not self._takes(line)), len(lines))
            if taken < len(lines):
                self.rest = "\n".join(lines[taken:]) if taken else ""
                return at if self._may_be_name(lines[taken]) else place + bool(taken)
        return len(entries)

    def _takes(self, line: str) -> bool:
        label = LABEL.fullmatch(line)
        if label:
            self.sides.append((label["word"], int(label["count"]) if label["count"] else None, []))
        elif self.sides and is_nobody(line):
            self.sides[-1] = (self.sides[-1][0], 0, [])
        elif self.sides and self._may_be_name(line) and self._is_named(line):
            self.sides[-1][2].append(names_in(line)[0])
        else:
            return False
        self.lines.append(line.strip())
        return True

    def _is_named(self, line: str) -> bool:
        """Return whether the name is one more that is counted, or of somebody who was there."""
        _, count, names = self.sides[-1]
        return len(names) < count if count is not None else read_label(line).name in self.members

    def _may_be_name(self, line: str) -> bool:
        return bool(LISTED.fullmatch(line.strip())) and is_list(line) and len(names_in(line)) == 1

    def vote(self) -> Vote | None:
        """Return the roll, or None if it is not certain."""
        roll = [(word, names) for word, _, names in self.sides]
        choices = [choice_of(word) for word, _ in roll]
        if (
            not any(names for _, names in roll)
            or len(choices) > len(set(choices))
            or any(count is not None and count != len(names) for _, count, names in self.sides)
            or any(count is None and not names for _, count, names in self.sides)
            or has_one_on_two_sides(roll)
        ):
            return None
        facts: dict[str, Any] = {"others": ()}
        for word, count, names in self.sides:
            choice = choice_of(word)
            if choice in SIDES:
                facts[SIDES[choice]] = tuple(names)
            elif names:
                facts["others"] += ((word, tuple(names)),)
            if count is not None and choice in COUNT_OF:
                facts[COUNT_OF[choice]] = count
        return Vote(text="\n".join(self.lines), line=self.line, **facts)
