"""What every reader returns: a meeting as its file gives it, before anyone has matched or checked it.

This is the interface between the readers and staging. Nothing here uses the database. Labels are as the file prints
them; matching them to speakers is a later step.
"""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.language.timed_words import TimedWord

Seconds = float

# Sounds and gaps that a transcriber notes in brackets. Other brackets are words that an editor added, and stay speech.
NOTED = (
    r"laugh\w*|applause|cheer\w*|clap\w*|inaudible|unintelligible|indiscernible|indistinct|cross-?talk|music|pause|"
    r"silence|gavel\w*|cough\w*|sigh\w*|interject\w*|interrupt\w*|no (?:audible )?response|off mic\w*|"
    r"background (?:noise|conversation)\w*|overlapping (?:speech|voices)|\w+ spoken here|recess|moment of silence|"
    r"(?:loud )?consultations|aplau\w+|applaudiss\w+|pausa|rialles|risas|rires|remor|rumores|protest\w*|silenci\w*|veus"
)
SOUND = re.compile(rf"\b(?:{NOTED})\b", re.IGNORECASE)
BRACKETS = re.compile(r"[\[(][^\[\]()\n]{1,120}[\])]")
CAPITALS_SHARE = 0.9
CAPITALS_LETTERS = 12


@dataclass(frozen=True)
class Mark:
    """A note such as [Laughter] inside a turn: its words, and its offset in the text in code points."""

    text: str
    offset: int


def marks_in(text: str) -> tuple[Mark, ...]:
    """Return the notes such as [Laughter] or (Applause) in a text, in order."""
    return tuple(Mark(match[0], match.start()) for match in BRACKETS.finditer(text) if SOUND.search(match[0]))


def is_mark(text: str) -> bool:
    """Return whether a text is only a note such as [Laughter]."""
    return BRACKETS.fullmatch(text.strip()) is not None and SOUND.search(text) is not None


def in_capitals(text: str) -> bool:
    """Return whether a text is written in capitals, so that they tell nothing."""
    capitals = sum(map(str.isupper, text))
    letters = capitals + sum(map(str.islower, text))
    others = sum(map(str.isalpha, text)) - letters  # Chinese has neither
    return letters >= CAPITALS_LETTERS and capitals >= CAPITALS_SHARE * letters and capitals > others


@dataclass(frozen=True)
class Turn:
    """One speaker's words without a break; paragraphs are separated by an empty line.

    ``label`` is the speaker as printed ("MR. PARTEE", "Speaker Sample (Chair)"), empty if the file names nobody.
    ``role`` is only set if the file has a separate field for the office. ``start`` and ``end`` are seconds into the
    recording. ``kind`` is ``question``, ``answer``, ``motion``, ``public_comment`` or empty, and only set if the file
    gives it. ``identifier`` is the file's own name for the turn. ``words`` are the times of its words, if the file has
    them.
    """

    text: str
    label: str = ""
    role: str = ""
    start: Seconds | None = None
    end: Seconds | None = None
    line: int | None = None
    kind: str = ""
    identifier: str = ""
    words: tuple[TimedWord, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The notes such as [Laughter] in the text."""
        return marks_in(self.text)

    @property
    def in_capitals(self) -> bool:
        """Whether the words are all in capitals, as in many captions. They are never rewritten."""
        return in_capitals(self.text)


@dataclass(frozen=True)
class Heading:
    """An agenda heading; level 1 is the highest."""

    text: str
    level: int = 1
    start: Seconds | None = None
    line: int | None = None


@dataclass(frozen=True)
class Narrative:
    """Words of the record that nobody spoke: a stage direction, a footnote, a paragraph of minutes.

    ``is_cut`` says that a list at its end may go on in the next paragraph.
    """

    text: str
    start: Seconds | None = None
    line: int | None = None
    is_cut: bool = False


@dataclass(frozen=True)
class Vote:
    """A motion or a recorded vote as printed. Unknown is empty; a count is None if the file does not give it.

    ``text`` are the printed words, with the motion; ``title`` is a heading of the vote alone. ``outcome`` is printed
    ("Motion carried 5-0"), ``result`` is what it means: ``carried``, ``failed``, ``tied``, ``tabled``, ``withdrawn``,
    ``referred``, ``no_quorum``. ``kind`` is ``amendment``, ``election``, ``roll_call`` (attendance) or empty,
    ``method`` ``voice``, ``hands``, ``roll_call``, ``ballot``, ``unanimous_consent`` or empty. ``others`` are names
    under other printed words: absent, excused. ``said`` says that it is only proposed, from the turn or the paragraph
    before it, which stays: a person must check it. ``times`` are names of the roll with when they came and left (ISO
    8601, empty if not printed).
    """

    title: str = ""
    ayes: tuple[str, ...] = ()
    noes: tuple[str, ...] = ()
    abstentions: tuple[str, ...] = ()
    aye_count: int | None = None
    no_count: int | None = None
    abstention_count: int | None = None
    outcome: str = ""
    line: int | None = None
    text: str = ""
    mover: str = ""
    seconder: str = ""
    kind: str = ""
    method: str = ""
    result: str = ""
    absent_count: int | None = None
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    start: Seconds | None = None
    said: bool = False
    times: tuple[tuple[str, str, str], ...] = ()

    @property
    def roll(self) -> Iterator[tuple[str, str]]:
        """The printed word and the name of each who is listed, in order."""
        for word, names in (("Ayes", self.ayes), ("Noes", self.noes), ("Abstentions", self.abstentions), *self.others):
            yield from ((word, name) for name in names)


Entry = Turn | Heading | Narrative | Vote


@dataclass(frozen=True)
class AskedLabel:
    """Words that may name a speaker, for a person to say: how often they do, the words after them, and our proposal."""

    label: str
    times: int
    speaks: bool
    sample: str
    line: int | None = None


@dataclass(frozen=True)
class Run:
    """Many words that no speaker has, or one whose ``label`` comes once. ``before`` is who spoke before, if anybody.

    ``key`` is what an answer calls it, ``answer`` the one that it has.
    """

    key: str
    words: int
    sample: str
    before: str = ""
    label: str = ""
    line: int | None = None
    answer: str = ""


@dataclass(frozen=True)
class FileReading:
    """One way to read a file about which a person is asked: the result, for a person to choose by.

    ``read`` takes ``key`` as the choice. ``title`` says in words how labels are found. ``samples`` are the beginnings
    of three turns (label, words) that show it best. ``asked`` are the labels of which a person says whether they speak,
    ``runs`` the words of which a person says whose they are.
    """

    key: str
    title: str
    turns: int
    labels: int
    unnamed: int
    samples: tuple[tuple[str, str], ...] = ()
    asked: tuple[AskedLabel, ...] = ()
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something for a person to check: one sentence, and where it is in the file (in the meeting's ``line_unit``).

    ``second`` is where it is in the recording.
    """

    message: str
    line: int | None = None
    second: float | None = None


def first_of(problems: Sequence[Problem], most: int) -> list[Problem]:
    """Return at most so many problems of a kind, and one more that counts the others."""
    others = len(problems) - most
    return [*problems[:most], *([Problem(f"And {others} more like these.")] if others > 0 else [])]


@dataclass(frozen=True)
class ParsedMeeting:
    """A file that was read: its entries in order, and what to check.

    ``format`` names the reader. ``nature`` is ``transcript``, ``captions``, ``minutes`` or ``agenda`` (the last two
    have headings, narrative and votes, but no turns). ``date`` is ISO text, empty if the file gives none, and
    ``other_date`` another day in its name or its head that may be the meeting's. ``encoding`` is the one with which the
    text was read, empty for formats that name their own. ``line_unit`` says what ``line`` counts, always from 1:
    ``line``, ``paragraph``, ``page``, ``row`` or ``item``. ``notes`` are what the file says about itself, such as a
    comment on how it was made.

    ``readings`` are the ways in which the file may be read, the best first; empty if nothing is asked.
    ``meetings`` are those of a table that has several, the first of which this is; empty if it has one.
    """

    format: str
    entries: tuple[Entry, ...]
    nature: str = "transcript"
    title: str = ""
    board: str = ""
    date: str = ""
    other_date: str = ""
    language: str = ""
    encoding: str = ""
    line_unit: str = "line"
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    readings: tuple[FileReading, ...] = ()
    meetings: tuple["ParsedMeeting", ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Only the turns, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Turn))

    @property
    def labels(self) -> dict[str, int]:
        """Each label and its number of turns, in the order of first speaking."""
        counts: dict[str, int] = {}
        for turn in self.turns:
            counts[turn.label] = counts.get(turn.label, 0) + 1
        return counts

    def replace(self, **changes: Any) -> "ParsedMeeting":
        """Return a copy with the given fields changed."""
        return dataclasses.replace(self, **changes)

    def as_json(self) -> dict[str, Any]:
        """Return the meeting as plain data for ``json.dumps``, without empty fields."""
        return {
            **_filled(self, skip=("entries", "problems", "readings", "meetings")),
            "entries": [_entry_as_json(entry) for entry in self.entries],
            "problems": [_filled(problem) for problem in self.problems],
            **({"readings": [_reading_as_json(reading) for reading in self.readings]} if self.readings else {}),
        }


def _filled(record: Any, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    return dict(_filled_fields(record, skip))


def _filled_fields(record: Any, skip: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name not in skip and value not in (None, "", ()) and value is not False:
            yield field.name, list(value) if isinstance(value, tuple) else value


def _reading_as_json(reading: FileReading) -> dict[str, Any]:
    data = {**dataclasses.asdict(reading), "samples": [list(sample) for sample in reading.samples]}
    return {name: value for name, value in data.items() if value or name not in ("asked", "runs")}


def _entry_as_json(entry: Entry) -> dict[str, Any]:
    data = {"type": type(entry).__name__.lower(), **_filled(entry)}
    if isinstance(entry, Turn):
        marks = entry.marks
        if marks:
            data["marks"] = [_filled(mark) for mark in marks]
        if entry.in_capitals:
            data["in_capitals"] = True
    return data
