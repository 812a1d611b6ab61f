"""The length of each turn of a meeting: in seconds of the recording, or in words if times are not known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Length, Replace

from archive.exports.phrases import as_words
from archive.pages.meetings.transcript import TurnOverview

MINUTE = 60
# If only the start of the next turn says when a turn ended, silence and votes may be in between. Count at most this.
LONGEST_GUESS = 180
# If fewer turns than this (of a hundred) have times, the times say little about who spoke.
ENOUGH_TIMES = 80


@dataclass(frozen=True)
class Lengths:
    """The length of turns by their number: in words for all, or in seconds for those with known times."""

    by_time: bool
    of: Mapping[int, float]

    def said(self, length: float) -> str:
        """Return a length in words: "12 min", "1,204 words"."""
        return spoken_time(length) if self.by_time else as_words(int(length))


def timed(turns: Sequence[TurnOverview]) -> Lengths | None:
    """Return the lengths in seconds, or None if too few turns have a time."""
    lengths = dict(_seconds(turns))
    spoken = [turn for turn in turns if turn.is_speech]
    known = sum(turn.number in lengths for turn in spoken)
    if not any(lengths.values()) or known * 100 < len(spoken) * ENOUGH_TIMES:
        return None
    return Lengths(True, lengths)


def word_count() -> Combinable:
    """Return, for a query of statements, the approximate number of words of a text: its spaces plus one."""
    text = F("current_revision__text")
    return Length(text) - Length(Replace(Replace(text, Value(" ")), Value("\n"))) + 1


def spoken_time(seconds: float) -> str:
    """Return a length of time, rounded to minutes if it is a minute or more: "1 h 4 min", "12 min", "20 s"."""
    if round(seconds) < MINUTE:
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def _seconds(turns: Iterable[TurnOverview]) -> Iterator[tuple[int, float]]:
    """Yield the numbers of turns whose length is known or can be estimated, with the length in seconds."""
    timed = [(turn, turn.start) for turn in turns if turn.start is not None]
    following = [start for _, start in timed[1:]]
    for (turn, start), next_start in zip_longest(timed, following):
        if turn.end is not None:
            yield turn.number, turn.end - start
        elif next_start is not None and next_start >= start:
            yield turn.number, min(next_start - start, LONGEST_GUESS)
