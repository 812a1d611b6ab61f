"""Who spoke how much at a meeting: by the time of the recording, or by words where the times are not known."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import F, Value
from django.db.models.functions import Length, Replace
from django.utils.translation import gettext, ngettext

from archive.models import Meeting, Statement
from archive.pages.meetings.transcript import Turn

SPEAKERS_SHOWN = 10
# A row of the drawing, which is stretched over the names; a bar lies low in it, below its name.
ROW, LOW = 20, 18.5
WIDTH = 100
MINUTE = 60
# Where only the start of the next turn says when one ended, silence and votes lie between: no more is counted.
LONGEST_GUESS = 180
# With fewer times than this (of a hundred turns) the times would say little of who spoke.
ENOUGH_TIMES = 80
# Written without spaces between words.
NO_SPACES = ("ja", "km", "lo", "my", "th", "zh")


@dataclass(frozen=True)
class Share:
    """What one speaker, or several together, had of the meeting; ``width`` is the bar's, of a hundred."""

    name: str
    slug: str
    turns: int
    amount: str
    percent: int
    width: float


@dataclass(frozen=True)
class SpeakingChart:
    """Speakers by what they spoke, the most first, and in sentences how that was counted."""

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
        """How far down the drawing each share's bar lies, and how wide it is."""
        return [(row * ROW + LOW, share.width) for row, share in enumerate(self.shares)]

    @property
    def most(self) -> Share:
        """The share of whoever spoke most."""
        return self.shares[0]


def speaking_chart(meeting: Meeting, turns: Sequence[Turn]) -> SpeakingChart | None:
    """Return the chart of the meeting's public turns; nothing where fewer than two are named or nothing can be counted.

    Where most turns have a time it asks the database nothing, else once for the lengths of the texts.
    """
    spoken = [turn for turn in turns if turn.is_speech and _speaker(turn)]
    if len({_speaker(turn) for turn in spoken}) <= 1:
        return None
    timed = {turn.number: seconds for turn, seconds in _lengths(turns)}
    known = sum(turn.number in timed for turn in spoken)
    if known * 100 >= len(spoken) * ENOUGH_TIMES and any(timed.values()):
        return SpeakingChart(True, _shares(spoken, timed, spoken_time), _notes_on_times(spoken, timed))
    if meeting.board.language.split("-")[0].lower() in NO_SPACES:
        return None
    words = _words(meeting)
    sentence = gettext("Counted by words, because most statements have no recording times.")
    return SpeakingChart(False, _shares(spoken, words, spoken_words), [sentence])


def spoken_time(seconds: float) -> str:
    """Return a length of time, to the minute where it is a minute or more: "1 h 4 min", "12 min", "20 s"."""
    if round(seconds) < MINUTE:
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)


def spoken_words(words: float) -> str:
    """Return a number of words in words."""
    return ngettext("%(words)s word", "%(words)s words", int(words)) % {"words": f"{int(words):,}"}


def _speaker(turn: Turn) -> tuple[str, str]:
    """Return the name and slug of who said it: the speaker, else the name that the source prints; or nothing."""
    if turn.speaker_name:
        return turn.speaker_name, turn.speaker_slug or ""
    return (turn.attribution, "") if turn.attribution else ()


def _lengths(turns: Iterable[Turn]) -> Iterator[tuple[Turn, float]]:
    """Yield the turns whose length is known or can be guessed, with it in seconds."""
    timed = [turn for turn in turns if turn.start is not None]
    for turn, following in pairwise([*timed, None]):
        if turn.end is not None:
            yield turn, turn.end - turn.start
        elif following and following.start >= turn.start:
            yield turn, min(following.start - turn.start, LONGEST_GUESS)


def _words(meeting: Meeting) -> dict[int, int]:
    """Return about how many words each public statement has: one more than it has spaces."""
    text = F("current_revision__text")
    bare = Replace(Replace(text, Value(" ")), Value("\n"))
    counted = Statement.objects.public().filter(meeting=meeting).order_by()
    return dict(counted.values_list("number", Length(text) - Length(bare) + 1))


def _shares(spoken: Sequence[Turn], amounts: Mapping[int, float], say: Callable[[float], str]) -> list[Share]:
    spoke: dict[tuple[str, str], float] = defaultdict(float)
    for turn in spoken:
        spoke[_speaker(turn)] += amounts.get(turn.number, 0)
    turns = Counter(map(_speaker, spoken))
    order = sorted(spoke, key=lambda speaker: (-spoke[speaker], -turns[speaker], speaker))
    total, most = sum(spoke.values()) or 1, spoke[order[0]] or 1

    def share(name: str, slug: str, speakers: Sequence[tuple[str, str]]) -> Share:
        amount = sum(spoke[speaker] for speaker in speakers)
        width = min(100.0, round(100 * amount / most, 1))
        return Share(name, slug, sum(turns[one] for one in speakers), say(amount), round(100 * amount / total), width)

    shown, rest = order[:SPEAKERS_SHOWN], order[SPEAKERS_SHOWN:]
    if len(rest) == 1:
        shown, rest = order, []
    shares = [share(*speaker, [speaker]) for speaker in shown]
    if rest:
        name = ngettext("%(number)s other", "%(number)s others together", len(rest)) % {"number": f"{len(rest):,}"}
        shares.append(share(name, "", rest))
    return shares


def _notes_on_times(spoken: Sequence[Turn], timed: Mapping[int, float]) -> list[str]:
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
