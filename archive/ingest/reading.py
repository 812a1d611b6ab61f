"""The one entry point: from a file's bytes and name to a parsed meeting."""

import re
from collections.abc import Iterator
from itertools import chain

from archive.ingest.detect import detect, misnamed
from archive.ingest.limits import check_size
from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Problem, Turn, Vote, first_of
from archive.ingest.refusals import Damaged
from archive.ingest.text.dates import with_date
from archive.ingest.text.decisions import with_decisions
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.language import language_of

MOST_PROBLEMS = 200
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # not every database can store these as text


def read(data: bytes, name: str = "", encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return the contents of a file: its turns, headings, narrative and votes in order, and what to check.

    ``name`` is the file's name and only matters if the content does not decide. ``encoding`` is what a person chose
    after EncodingUnclear. ``guide`` says what the board knows, and which of the meeting's ``readings`` a person chose.
    The function writes nothing and stores nothing.

    Raises Refused: NotATranscript, Damaged, TooLarge or EncodingUnclear, each with one sentence that says what to do.
    """
    check_size(len(data))
    file_format = detect(data, name, encoding)
    meeting = file_format.written(data, encoding, guide) if file_format.written else file_format.read(data, encoding)
    _refuse_unstorable(meeting)
    said = (entry.text for entry in meeting.entries if isinstance(entry, Turn | Narrative | Vote))
    language = meeting.language or language_of(said)
    mismatch = misnamed(file_format, name)
    meeting = with_decisions(with_date(meeting, name))
    problems = first_of(meeting.problems, MOST_PROBLEMS)
    return meeting.replace(language=language, problems=(*((Problem(mismatch),) if mismatch else ()), *problems))


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
