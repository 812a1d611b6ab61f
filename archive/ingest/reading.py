"""The one entry point: from a file's bytes and name to a parsed meeting."""

import re
from collections.abc import Iterator
from itertools import chain

from archive.ingest.detect import detect, misnamed
from archive.ingest.limits import check_size
from archive.ingest.parsed import Entry, FileReading, Heading, Narrative, ParsedMeeting, Problem, Turn, Vote, first_of
from archive.ingest.refusals import Damaged
from archive.ingest.text.dates import with_date
from archive.ingest.text.decisions import with_decisions
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.language import language_of

MOST_PROBLEMS = 200
SAMPLES, SAMPLE_WORDS = 3, 14
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # not every database can store these as text


def read(data: bytes, name: str = "", encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return the contents of a file: its turns, headings, narrative and votes in order, and what to check.

    ``name`` is the file's name and only matters if the content does not decide. ``encoding`` is what a person chose
    after EncodingUnclear. ``guide`` says what the board knows, and which of the meeting's ``readings`` a person chose.
    The function writes nothing and stores nothing.

    Raises Refused: NotATranscript, Damaged, TooLarge or EncodingUnclear, each with one sentence that says what to do.
    """
    meetings = read_meetings(data, name, encoding, guide)
    if len(meetings) == 1:
        return meetings[0]
    ways = tuple(way for meeting in meetings for way in meeting.readings)
    chosen = dict(zip((way.key for way in ways), meetings, strict=True)).get(guide.reading, meetings[0])
    others = Problem(f"The file has {len(meetings)} meetings, and this is one of them. Import a folder to get all.")
    return chosen.replace(readings=ways, problems=(others, *chosen.problems))


def read_meetings(
    data: bytes, name: str = "", encoding: str | None = None, guide: Guide = NO_GUIDE
) -> tuple[ParsedMeeting, ...]:
    """Return every meeting of a file, as ``read`` returns one: several if it is a table of several.

    Each of several has its own reading as the only one of its ``readings``. Raises Refused.
    """
    check_size(len(data))
    file_format = detect(data, name, encoding)
    file = file_format.written(data, encoding, guide) if file_format.written else file_format.read(data, encoding)
    mismatch = misnamed(file_format, name)
    file = file.replace(problems=(*((Problem(mismatch),) if mismatch else ()), *file.problems))
    if not file.meetings:
        return (_finished(file, name, guide),)
    return tuple(
        _finished(
            meeting.replace(readings=(_reading_of(meeting, number),), problems=(*problems, *meeting.problems)),
            "",
            guide,
        )
        for number, (meeting, problems) in enumerate(zip(file.meetings, _shared_out(file), strict=True), start=1)
    )


def _finished(meeting: ParsedMeeting, name: str, guide: Guide) -> ParsedMeeting:
    _refuse_unstorable(meeting)
    said = (entry.text for entry in meeting.entries if isinstance(entry, Turn | Narrative | Vote))
    language = meeting.language or language_of(said)
    meeting = with_decisions(with_date(meeting.replace(language=language), name), guide)
    return meeting.replace(problems=tuple(first_of(meeting.problems, MOST_PROBLEMS)))


def _reading_of(meeting: ParsedMeeting, number: int) -> FileReading:
    title = " · ".join(filter(None, (meeting.board, meeting.title, meeting.date))) or f"Meeting {number}"
    labels = meeting.labels
    samples = tuple((turn.label, " ".join(turn.text.split()[:SAMPLE_WORDS])) for turn in meeting.turns[:SAMPLES])
    unnamed = labels.pop("", 0)
    return FileReading(f"meeting {number}", title, len(meeting.turns), len(labels), unnamed, samples)


def _shared_out(file: ParsedMeeting) -> list[tuple[Problem, ...]]:
    """Return the problems of each meeting of a file: those of its lines and, of each, those of the file as a whole."""
    first_lines = [next((entry.line or 0 for entry in meeting.entries), 0) for meeting in file.meetings]
    problems: list[list[Problem]] = [[] for _ in file.meetings]
    for problem in file.problems:
        if problem.line is None:
            for of_meeting in problems:
                of_meeting.append(problem)
        else:
            before = (index for index, line in enumerate(first_lines) if line <= (problem.line or 0))
            problems[max(before, key=first_lines.__getitem__, default=0)].append(problem)
    return [tuple(some) for some in problems]


def _refuse_unstorable(meeting: ParsedMeeting) -> None:
    """Raise Damaged for half a character (a lone surrogate) or a NUL, which JSON can write but nobody can store."""
    if any(map(UNSTORABLE.search, (meeting.title, meeting.board, *meeting.notes))):
        raise Damaged("The title of this file contains half a character or a NUL. Export it again as UTF-8.")
    for entry in meeting.entries:
        if any(map(UNSTORABLE.search, _texts(entry))):
            place = f" at {meeting.line_unit} {entry.line}" if entry.line else ""
            raise Damaged(f"The words{place} contain half a character or a NUL. Export the file again as UTF-8.")


def _texts(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Vote):
        yield from (entry.title, entry.text, entry.outcome, entry.mover, entry.seconder, *chain(*entry.roll))
    elif isinstance(entry, Turn | Heading | Narrative):
        yield entry.text
    if isinstance(entry, Turn):
        yield from (entry.label, entry.role, entry.identifier)
