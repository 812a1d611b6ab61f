"""The one way in: a file's bytes and its name to a parsed meeting."""

from archive.ingest.detect import detect, misnamed
from archive.ingest.limits import check_size
from archive.ingest.parsed import ParsedMeeting, Problem
from archive.ingest.text.guide import NO_GUIDE, Guide

MOST_PROBLEMS = 200


def read(data: bytes, name: str = "", encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return what a file holds: its turns, headings, narrative and votes in order, and what is worth a look.

    ``name`` is the file's name and decides only where the content does not. ``encoding`` is what a person chose after
    EncodingUnclear. ``guide`` says what the board knows, and which of the meeting's ``readings`` a person chose. The
    function writes nothing and keeps nothing.

    Raises Refused: NotATranscript, Damaged, TooLarge or EncodingUnclear, each with one sentence that says what to do.
    """
    check_size(len(data))
    found = detect(data, name, encoding)
    meeting = found.written(data, encoding, guide) if found.written else found.read(data, encoding)
    problems = meeting.problems
    if len(problems) > MOST_PROBLEMS:
        more = Problem(f"{len(problems) - MOST_PROBLEMS} more places have problems of these kinds.")
        problems = (*problems[:MOST_PROBLEMS], more)
    mismatch = misnamed(found, name)
    return meeting.replace(problems=(*((Problem(mismatch),) if mismatch else ()), *problems))
