"""Reads untrusted files of meetings in a separate process."""

import logging
from collections.abc import Callable
from typing import IO, TypeVar

from archive.actions.removed_words.files import BROKEN_WORD, HIDING, LONGEST_LOOKED_THROUGH, readings
from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting
from archive.ingest.reading import read, read_meetings
from archive.ingest.refusals import BUSY, Busy, Damaged, Refused, TooLarge
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.whole_text import WholeText, whole_text
from archive.machine.confinement import NotInTime, OverTheLimits, ProgramError, run_confined
from archive.models import Source

UNREAD = WholeText("", "The archive cannot read the file: open it and look.")
logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

OVER_THE_LIMITS = (
    "The file takes too much time or memory to read. Split it, or upload the transcript of one meeting as plain text."
)
NOT_READ = (
    "The archive could not read this file because of an error in the program, which is logged. Upload plain text "
    "instead."
)


def read_confined(data: bytes, name: str = "", encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:
    """Return what ``archive.ingest.read`` returns, or raise what it raises; raise TooLarge beyond the limits, too.

    Raise Busy if the machine has other work and the file was not read while a person waits.
    """
    return _confined(read, data, name, encoding, guide)


def read_meetings_confined(data: bytes, name: str, guide: Guide = NO_GUIDE) -> tuple[ParsedMeeting, ...]:
    """Return what ``read_meetings`` returns, within the same limits, or raise what ``read_confined`` raises."""
    return _confined(read_meetings, data, name, None, guide)


def _confined(function: Callable[..., Answer], data: bytes, name: str, *how: object) -> Answer:
    try:
        return run_confined(
            function,
            *(data, name, *how),
            refusals=Refused,
            seconds=limits.READ_SECONDS,
            wait_seconds=limits.WAIT_SECONDS,
            memory=limits.READ_MEMORY_BYTES,
        )
    except NotInTime as late:
        raise Busy(BUSY) from late
    except OverTheLimits as over:
        raise TooLarge(OVER_THE_LIMITS) from over
    except ProgramError as error:
        logger.error("The file %r was not read: %s", name, error)
        raise Damaged(NOT_READ) from error


def text_of_document(document: Source) -> WholeText:
    """Return all text that the file of the document may have, and what of it the archive cannot read."""
    with document.file.storage.open(document.file.name, "rb") as file:
        return text_of_file(file)


def text_of_file(file: IO[bytes]) -> WholeText:
    """Return all text that a file may have, also twice, and what of it the archive cannot read."""
    data = file.read(LONGEST_LOOKED_THROUGH + 1)
    if (texts := readings(data)) is not None:
        return WholeText("\n".join(texts))
    try:
        text, unread = _confined(whole_text, data, "")
    except Refused:
        return UNREAD
    joined = BROKEN_WORD.sub("", text)
    text = text if joined == text else f"{text}\n{joined}"
    return UNREAD if len(text) > limits.SEARCHED_CHARACTERS or HIDING.search(text) else WholeText(text, unread)
