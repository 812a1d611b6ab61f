"""Limits of a file. They are checked before parsing, so that no file can cost too much."""

from collections.abc import Sequence

from archive.ingest.refusals import TooLarge

MEGABYTE = 1024 * 1024

FILE_BYTES = 32 * MEGABYTE
SEARCHED_CHARACTERS = (
    1_500_000  # of a document, for redacted words while somebody waits: some 400 pages in two readings
)
TEXT_BYTES = 8 * MEGABYTE  # a meeting of ten hours has 600,000 characters, with times and markup 4 MB
LINES = 300_000  # a meeting of ten hours has 40,000
LINE_CHARACTERS = 2_000_000  # a meeting of ten hours has 600,000
TURNS = 100_000  # and captions; a meeting of ten hours has 10,000
XML_DEPTH = 200
XML_ELEMENTS = 300_000
XML_NAMESPACES = 5_000  # the parser is slow with very many of them
JSON_VALUES = 1_200_000  # commas and brackets: the number of values decides the memory, not the bytes
ARCHIVE_ENTRIES = 2_000
ARCHIVE_PART_BYTES = 32 * MEGABYTE  # read as a stream, never as a complete tree
ARCHIVE_PART_ELEMENTS = 500_000  # a meeting of five hours has 180,000
ARCHIVE_RATIO = 200  # unpacked to packed, for parts over a megabyte
READ_SECONDS = 20  # of the processor, for one file
WAIT_SECONDS = 50  # elapsed time, because a person waits for the answer, and proxies usually give up after 60
READ_MEMORY_BYTES = 768 * MEGABYTE  # of addresses, which are more than what is used
PDF_PAGES = 2_000
PDF_TEXT_CHARACTERS = 12_000_000
PDF_SECONDS = 8  # of the processor
PDF_WAIT_SECONDS = 40  # by the clock
PDF_LINES = LINES
PDF_MEMORY_BYTES = 200 * MEGABYTE  # address space of the worker; a transcript of 269 pages takes 38 MB

MANY_LINES = "The text has more lines than any meeting. Upload the transcript of one meeting only."


def check_lines(lines: Sequence[str]) -> None:
    """Raise TooLarge if a text has too many lines for a meeting; raise NotATranscript if one line is too long."""
    if len(lines) > LINES:
        raise TooLarge(MANY_LINES)
    if max(map(len, lines), default=0) > LINE_CHARACTERS:
        raise TooLarge("This is not a transcript: one of its lines is longer than a whole meeting.")


def json_values(text: str) -> int:
    """Return an upper limit for the number of values in a JSON text."""
    return text.count(",") + text.count("[") + text.count("{")


def check_size(size: int) -> None:
    """Raise TooLarge if a file has more bytes than any that can be read."""
    if size > FILE_BYTES:
        message = (
            f"The file has {size // MEGABYTE} MB and at most {FILE_BYTES // MEGABYTE} MB can be "
            "read. Split it, or upload the transcript without images and attachments."
        )
        raise TooLarge(message)


def check_text_size(data: bytes) -> None:
    """Raise TooLarge if a text has too many bytes or lines for a meeting, before decoding it."""
    if len(data) > TEXT_BYTES:
        raise TooLarge(
            f"The text has {len(data) // MEGABYTE} MB and at most {TEXT_BYTES // MEGABYTE} MB of text can be "
            "read. Upload the transcript of one meeting only."
        )
    if data.count(b"\n") > LINES:
        raise TooLarge(MANY_LINES)
