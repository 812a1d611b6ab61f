"""How much each person spoke at a meeting: by the time of the recording, or by words if times are not known."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from archive.models import Meeting
from archive.pages.meetings.lengths import Lengths
from archive.pages.meetings.transcript import TurnOverview

SPEAKERS_SHOWN = 10
# A row of the drawing, which is stretched over the names. The bar is at the bottom of the row, below the name.
ROW, LOW = 20, 18.5
WIDTH = 100
# Scripts without spaces between words.
NO_SPACES = ("ja", "km", "lo", "my", "th", "zh")


@dataclass(frozen=True)
class Share:
    """The share of one speaker, or of several together; ``width`` is that of the bar, in per cent."""

    name: str
    slug: str
    turns: int
    amount: str
    percent: int
    width: float


@dataclass(frozen=True)
class SpeakingChart:
    """Speakers by how much they spoke, the most first, and sentences that say how this was counted."""

    by_time: bool
    shares: Sequence[Share]
    notes: Sequence[str]

    @property
    def width(self) -> int:
        """The width of the drawing."""
        return WIDTH

    @property
    def height(self) -> int:
        """The height of the drawing: a row for each share."""
        return ROW * len(self.shares)

    @property
    def bars(self) -> list[tuple[float, float]]:
        """The distance of each bar from the top of the drawing, and its width."""
        return [(row * ROW + LOW, share.width) for row, share in enumerate(self.shares)]

    @property
    def most(self) -> Share:
        """The share of the person who spoke most."""
        return self.shares[0]


def writes_no_spaces(language: str) -> bool:
    """Return whether a language is written without spaces, so that its words cannot be counted."""
    return language.split("-", maxsplit=1)[0].lower() in NO_SPACES


def speaking_chart(meeting: Meeting, turns: Sequence[TurnOverview], lengths: Lengths) -> SpeakingChart | None:
    """Return the chart of the turns, or None if fewer than two speakers are named or nothing can be counted."""
    spoken = [turn for turn in turns if turn.is_speech and turn.named]
    if len({turn.named for turn in spoken}) <= 1:
        return None
    if lengths.by_time:
        return SpeakingChart(True, _shares(spoken, lengths), _notes_on_times(spoken, lengths.of))
    if writes_no_spaces(meeting.board.language):
        return None
    sentence = gettext("Counted by words, because most statements have no recording times.")
    return SpeakingChart(False, _shares(spoken, lengths), [sentence])


def _shares(spoken: Sequence[TurnOverview], lengths: Lengths) -> list[Share]:
    spoke: dict[Any, float] = defaultdict(float)
    for turn in spoken:
        spoke[turn.named] += lengths.of.get(turn.number, 0)
    turns = Counter(turn.named for turn in spoken)
    order = sorted(spoke, key=lambda speaker: (-spoke[speaker], -turns[speaker], speaker))
    total, most = sum(spoke.values()) or 1, spoke[order[0]] or 1

    def share(name: str, slug: str, speakers: Sequence[tuple[str, str]]) -> Share:
        amount = sum(spoke[speaker] for speaker in speakers)
        width = min(100.0, round(100 * amount / most, 1))
        percent = round(100 * amount / total)
        return Share(name, slug, sum(turns[one] for one in speakers), lengths.said(amount), percent, width)

    shown, rest = order[:SPEAKERS_SHOWN], order[SPEAKERS_SHOWN:]
    if len(rest) == 1:
        shown, rest = order, []
    shares = [share(speaker[0], speaker[1], [speaker]) for speaker in shown]
    if rest:
        name = ngettext("%(number)s other", "%(number)s others together", len(rest)) % {"number": f"{len(rest):,}"}
        shares.append(share(name, "", rest))
    return shares


def _notes_on_times(spoken: Sequence[TurnOverview], timed: Mapping[int, float]) -> list[str]:
    guessed = sum(turn.end is None and turn.number in timed for turn in spoken)
    untimed = sum(turn.number not in timed for turn in spoken)
    notes = []
    if guessed:
        sentence = ngettext(
            "%(number)s statement has only a start time. We count it until the next one, up to three minutes.",
            "%(number)s statements have only a start time. We count each until the next one, up to three minutes.",
            guessed,
        )
        notes.append(sentence % {"number": f"{guessed:,}"})
    if untimed:
        sentence = ngettext(
            "%(number)s statement has no known length and is not counted.",
            "%(number)s statements have no known length and are not counted.",
            untimed,
        )
        notes.append(sentence % {"number": f"{untimed:,}"})
    return notes
