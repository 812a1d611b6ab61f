"""A meeting as a strip: its time from left to right, its agenda items as parts, and rows that show who spoke when.

All lengths are drawn on a scale of ``SCALE``, however long the meeting is. So the drawing of a meeting of 2,000 turns
is no larger than that of one of 1,000.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from archive.exports.phrases import UNIDENTIFIED
from archive.models import AgendaItem
from archive.pages.meetings.lengths import Lengths
from archive.pages.meetings.transcript import Transcript, TurnOverview

SCALE = 1000
ROWS_SHOWN = 7
# One person's bar says nothing.
FEWEST_ROWS = 2
# In seconds or words: what is shorter has no length.
SHORTEST = 1e-6
# The height of a line of small text, in rem, because the names are next to the rows.
ROW = 1.5
FOOT = 1.5
# The middle of a row and the thickness of its bars, for rows of this height.
ROW_UNITS, MIDDLE = 20, 11
# The part of the scale that a label needs, so that it does not overlap the next one.
ROOM_OF_A_LABEL = 45
LEAST_LABELLED = 15
NUMBER = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\w{1,3})*\.?(?=\s)")


@dataclass(frozen=True)
class StripPart:
    """Consecutive turns under one agenda item: their place in the drawing, and the URL where they are read.

    ``left`` and ``width`` are percentages. ``label`` is shown below it if there is room.
    """

    item: AgendaItem | None
    left: float
    width: float
    address: str
    starts: float | None
    length: str
    label: str


@dataclass(frozen=True)
class Row:
    """The turns of one speaker, or of all others together: the path of the bars."""

    name: str
    path: str
    is_others: bool = False


@dataclass(frozen=True)
class Strip:
    """The drawing; ``marks`` is the path of the turns that a search found, ``found`` their number."""

    by_time: bool
    parts: Sequence[StripPart]
    rows: Sequence[Row]
    marks: str
    found: int

    scale = SCALE

    @property
    def rows_height(self) -> float:
        """The height of the rows, in rem."""
        return len(self.rows) * ROW

    @property
    def height(self) -> float:
        """The height of all, in rem."""
        return self.rows_height + FOOT

    @property
    def units(self) -> int:
        """The height of the rows in the units of their paths."""
        return len(self.rows) * ROW_UNITS


def strip(transcript: Transcript, lengths: Lengths, hits: Collection[int] = (), query: str = "") -> Strip | None:
    """Return the strip of a meeting, with a mark at each of the turns ``found``; None if fewer than two people spoke.

    Links keep the ``query`` of the search, given as the beginning of a query string: "?q=lease&amp;" or "?".
    """
    spans = _spans(transcript.turns, lengths)
    rows = _rows(transcript.turns, lengths, spans)
    if len(rows) < FEWEST_ROWS:
        return None
    marked = [spans[number][0] for number in hits if number in spans]
    marks = "".join(f"M{start} 0v{len(rows) * ROW_UNITS}" for start in sorted(set(marked)))
    return Strip(lengths.by_time, list(_parts_of_strip(transcript, lengths, spans, query)), rows, marks, len(marked))


def _spans(turns: Sequence[TurnOverview], lengths: Lengths) -> dict[int, tuple[int, int]]:
    """Return start and end of each turn on the scale. A turn without a time starts where the previous one ends."""
    begins: list[tuple[int, float, float]] = []
    now = 0.0
    for turn in turns:
        length = lengths.of.get(turn.number, 0.0)
        start = turn.start if lengths.by_time and turn.start is not None else now
        begins.append((turn.number, start, start + length))
        now = start + length
    first = min((start for _, start, _ in begins), default=0.0) if lengths.by_time else 0.0
    unit = SCALE / max(max((end for _, _, end in begins), default=0.0) - first, SHORTEST)
    return {number: (int((start - first) * unit), int((end - first) * unit)) for number, start, end in begins}


def _rows(turns: Sequence[TurnOverview], lengths: Lengths, spans: Mapping[int, tuple[int, int]]) -> list[Row]:
    """Return the rows of those who spoke most, in the order in which they first spoke, and one row of the others."""
    said: dict[tuple[str, str], list[tuple[int, int]]] = {}
    amounts: Any = Counter()
    unidentified, length_of_turn = (str(UNIDENTIFIED), ""), lengths.of.get
    for turn in turns:
        if turn.is_speech:
            speaker = turn.named or unidentified
            if speaker not in said:
                said[speaker] = []
                amounts[speaker] = 0
            said[speaker].append(spans[turn.number])
            amounts[speaker] += length_of_turn(turn.number, 0)
    shown = {speaker for speaker, _ in amounts.most_common(ROWS_SHOWN if len(said) == ROWS_SHOWN else ROWS_SHOWN - 1)}
    rows = [(speaker[0], spans) for speaker, spans in said.items() if speaker in shown]
    others = [speaker for speaker in said if speaker not in shown]
    drawn = [Row(name, _path(spans, index)) for index, (name, spans) in enumerate(rows)]
    if others:
        name = ngettext("%(number)s other", "%(number)s others", len(others)) % {"number": f"{len(others):,}"}
        together = sorted(span for speaker in others for span in said[speaker])
        drawn.append(Row(name, _path(together, len(rows)), is_others=True))
    return drawn


def _path(spans: Iterable[tuple[int, int]], row: int) -> str:
    """Return the bars of a row as the path of a line.

    Bars that touch are joined, and each is wide enough to be seen.
    """
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and joined[-1][0] <= start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, max(end, start + 1)])
    height = row * ROW_UNITS + MIDDLE
    return "".join(f"M{start} {height}h{end - start}" for start, end in joined)


def _parts_of_strip(
    transcript: Transcript, lengths: Lengths, spans: Mapping[int, tuple[int, int]], query: str
) -> Iterator[StripPart]:
    """Yield the parts: each reaches to where the next begins."""
    begins = [spans[run.turns[0].number][0] for run in transcript.runs]
    room = 0
    for run, start, end in zip(transcript.runs, begins, [*begins[1:], SCALE], strict=True):
        label = short_label(run.item) if run.item and start >= room and end - start >= LEAST_LABELLED else ""
        if label:
            room = start + ROOM_OF_A_LABEL
        first = run.turns[0]
        yield StripPart(
            item=run.item,
            left=start * 100 / SCALE,
            width=max(end - start, 1) * 100 / SCALE,
            address=f"{query}at={first.number}#statement-{first.number}",
            starts=first.start,
            length=lengths.said(length_of(run.turns, lengths)),
            label=label,
        )


def short_label(item: AgendaItem) -> str:
    """Return the printed number of an item, even if it only begins its title; empty if there is none."""
    printed = NUMBER.match(item.title)
    return item.label or (printed.group() if printed else "")


def length_of(turns: Iterable[TurnOverview], lengths: Lengths) -> float:
    """Return the total length of the turns."""
    return sum(lengths.of.get(turn.number, 0) for turn in turns)
