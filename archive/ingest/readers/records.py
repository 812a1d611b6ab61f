"""Objects with named fields (rows of a table, lines of JSON) to a meeting."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.ingest.parsed import Entry, Heading, ParsedMeeting, Problem, Seconds, Turn, first_of
from archive.ingest.readers.columns import CAMEL, column, find_columns
from archive.ingest.text import captions, clock, label_words
from archive.ingest.text.joining import joined
from archive.language.dates import first_date

PUBLIC_COMMENT = re.compile(r"\bpublic (?:comment|forum|input)|^commenter$", re.IGNORECASE)
KINDS = frozenset({"question", "answer", "motion", "public_comment"})
MILLISECONDS = 1000
SLOWEST_SPEECH = 0.05  # people speak two to three words a second; below this rate, times can only be milliseconds
FEW_WORDS = 20
WHOLE_NUMBER = re.compile(r"-?\d{1,15}")  # Python refuses thousands of digits
VOICE = re.compile(r"\d{1,3}|[A-Z]")
NAMING = ("name", "full_name", "real_name", "display_name", "speaker_name", "label", "title", "text", "value", "id")
REPORTED = 20
NO_WORDS_HERE = "There are no words here, so it was left out."
LONGEST_RECORDING = 10**8  # seconds


@dataclass(frozen=True)
class Record:
    """An object of the file: its fields by meaning ("text", "speaker" ...), and its position in the file, from 1.

    ``of_a_name`` says that the speaker comes from a field called "name", which may be the name of the meeting instead.
    """

    fields: Mapping[str, Any]
    number: int
    of_a_name: bool = False

    def text(self, meaning: str) -> str:
        """Return a field as text without spaces around it, empty if it is missing."""
        return as_text(self.fields.get(meaning))

    @property
    def speaker(self) -> str:
        """The speaker as named. A number or letter that software gives to a voice becomes "Speaker 0"."""
        name = self.text("speaker")
        return f"Speaker {name}" if VOICE.fullmatch(name) else name

    def time(self, meaning: str) -> Seconds | None:
        """Return a field as seconds, or None if it is not a time of a recording, but of a clock that counts years."""
        value = self.fields.get(meaning)
        if isinstance(value, Mapping):
            value = value.get("seconds")
        if isinstance(value, int | float):
            seconds = round(float(value), 3) if clock.is_time(value) else None
        else:
            seconds = clock.seconds(str(value)) if value else None
        return seconds if seconds is not None and seconds < LONGEST_RECORDING else None


def by_meaning(record: Mapping[str, Any], number: int) -> Record:
    """Return a record by meaning, from fields with the names in the file, without empty ones and lists of words."""
    names = [name for name, value in record.items() if _has_value(name, value)]
    columns = find_columns(names)
    fields = {meaning: _value(names[index], record[names[index]]) for meaning, index in columns.items()}
    start, length = fields.get("start"), fields.get("length")
    if "end" not in fields and clock.is_time(start) and clock.is_time(length):
        fields["end"] = start + length
    return Record(fields, number, is_of_a_name(names, columns))


def _has_value(name: str, value: Any) -> bool:
    if value is None or value == "":
        return False
    known = column(name)
    is_of_parts = isinstance(value, Mapping) or (isinstance(value, list) and not _are_paragraphs(value))
    return not (known and known.meaning == "text" and is_of_parts)


def _are_paragraphs(value: Sequence[Any]) -> bool:
    return bool(value) and all(isinstance(part, str) for part in value)


def _value(name: str, value: Any) -> Any:
    """Return a value: in seconds if its name says that it is in another unit, and the paragraphs of a text as one."""
    known = column(name)
    if known and known.meaning == "text" and isinstance(value, list):
        return "\n\n".join(filter(None, map(str.strip, value)))
    return value / known.per_second if known and known.per_second > 1 and clock.is_time(value) else value


def is_of_a_name(names: Sequence[str], columns: Mapping[str, int]) -> bool:
    """Return whether the column of speakers is called only "name"."""
    return "speaker" in columns and names[columns["speaker"]].strip().lower() == "name"


def as_text(value: Any) -> str:
    """Return a value as words: an object's name or text, all items of a list, an empty text for None."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        named = {CAMEL.sub("_", str(key)).lower(): part for key, part in value.items()}
        return next((as_text(named[key]) for key in NAMING if named.get(key) not in (None, "")), "")
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(as_text, value)))
    return str(value).strip()


def as_meeting(records: Iterable[Record], format_name: str, line_unit: str, **about: Any) -> ParsedMeeting:
    """Return the meeting that the records describe, in order. Every record with words is a turn.

    If there are records of several meetings, this is the first, and it has them all in its ``meetings``.
    """
    spoken = list(records)
    problems = [Problem(NO_WORDS_HERE, record.number) for record in spoken if not record.text("text")]
    problems = first_of(problems, REPORTED)
    spoken = _speakers_in_place([record for record in spoken if record.text("text")])
    spoken, units = in_seconds(spoken)

    def one(some: Sequence[Record]) -> ParsedMeeting:
        return ParsedMeeting(format_name, tuple(joined(_entries(some), _goes_on)), line_unit=line_unit)

    meeting = of_several(spoken, one, **about)
    return meeting.replace(problems=(*problems, *units))


def of_several(
    records: Iterable[Record], one: Callable[[Sequence[Record]], ParsedMeeting], **about: Any
) -> ParsedMeeting:
    """Return the meeting that ``one`` makes of the records, with its title, board, date and language.

    If there are records of several meetings, this is the first, and it has them all in its ``meetings``.
    """
    of_meetings: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        of_meetings.setdefault(meeting_of(record), []).append(record)
    meetings = [one(some).replace(**{**about_first(some[:1]), **about}) for some in of_meetings.values() or [[]]]
    return meetings[0].replace(meetings=tuple(meetings) if len(meetings) > 1 else ())


def about_first(first: Sequence[Record]) -> dict[str, str]:
    """Return the title, board, date and language that the first record gives to its meeting."""
    record = first[0] if first else Record({}, 0)
    title, board, language = map(record.text, ("meeting", "board", "language"))
    return {"title": title, "board": board, "date": first_date(record.text("date")), "language": language}


def meeting_of(record: Record) -> tuple[str, ...]:
    """Return what tells the meeting of a record from others: its board, its name and its day."""
    date = record.text("date")
    return record.text("board"), record.text("meeting"), first_date(date) or date  # each row of a chat has its time


def _speakers_in_place(records: Sequence[Record]) -> list[Record]:
    """If a column called "name" does not name people ("SEA_01_04_21"), use it as the meeting instead."""
    named = [record.text("speaker") for record in records if record.text("speaker")]
    people = sum(label_words.plausible(name) and "_" not in name for name in named)
    if not named or people * 2 > len(named) or any("meeting" in record.fields for record in records[:1]):
        return list(records)
    if not any(record.of_a_name for record in records[:1]):
        return list(records)
    return [
        Record({**record.fields, "meeting": record.text("speaker"), "speaker": ""}, record.number) for record in records
    ]


def _entries(records: Iterable[Record]) -> Iterator[Entry]:
    heading = ""
    for record in records:
        if record.text("heading") and record.text("heading") != heading:
            heading = record.text("heading")
            yield Heading(heading, start=record.time("start"), line=record.number)
        yield _turn(record)


def _goes_on(last: Turn, turn: Turn) -> bool:
    """Return whether two sentences are of one voice, without a long silence. Those with identifiers stay apart."""
    ended = last.end or last.start
    silence = 0 if turn.start is None or ended is None else turn.start - ended
    same = (last.label, last.role, last.kind) == (turn.label, turn.role, turn.kind)
    return bool(turn.label) and same and not turn.identifier and not last.identifier and silence < captions.RECESS


def _turn(record: Record) -> Turn:
    start, end = record.time("start"), record.time("end")
    kind = record.text("kind").lower()
    public = PUBLIC_COMMENT.search(record.text("heading")) and PUBLIC_COMMENT.search(record.text("role"))
    return Turn(
        record.text("text"),
        record.speaker,
        role=record.text("role"),
        start=start,
        end=end if end is not None and start is not None and end >= start else None,
        line=record.number,
        kind="public_comment" if public else kind if kind in KINDS else "",
        identifier=record.text("identifier"),
    )


def in_seconds(records: Sequence[Record]) -> tuple[list[Record], list[Problem]]:
    """Return the records with their times in seconds, and a problem if the file has them in milliseconds."""
    if not _in_milliseconds(records):
        return list(records), []
    problem = Problem("The times are in milliseconds; they were read as such.")
    return [_from_milliseconds(record) for record in records], [problem]


def _in_milliseconds(records: Sequence[Record]) -> bool:
    """Return whether times are milliseconds: whole numbers, and so far apart that nobody could speak so slowly."""
    times = [value for record in records for name in ("start", "end") if (value := record.fields.get(name)) is not None]
    if not times or not all(WHOLE_NUMBER.fullmatch(str(time)) for time in times):
        return False
    words = sum(len(record.text("text").split()) for record in records)
    span = max(map(int, times)) - min(map(int, times))
    return words >= FEW_WORDS and words < SLOWEST_SPEECH * span


def _from_milliseconds(record: Record) -> Record:
    times = {
        name: int(record.fields[name]) / MILLISECONDS
        for name in ("start", "end")
        if record.fields.get(name) is not None
    }
    return Record({**record.fields, **times}, record.number)
