"""Word documents (.docx) as lines: their paragraphs, with styles, headings and links, and the rows of their tables."""

import re
from collections.abc import Iterator

from archive.ingest.parsed import Entry, ParsedMeeting
from archive.ingest.readers.tables import as_lines
from archive.ingest.readers.word_document import DocxBlock, DocxParagraph, DocxTable, blocks
from archive.ingest.text.dates import opening_date
from archive.ingest.text.furniture import without_furniture
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.line import Line
from archive.ingest.text.written import read_written

BOLD = ", bold"
HEADING_STYLE = re.compile(r"(?:heading|title|berschrift|titre)[^\d]*(\d?)", re.IGNORECASE)
MOST_HEADING_WORDS = 25


def read(data: bytes, encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:  # noqa: ARG001 - XML carries its own encoding
    """Return the entries of a Word document.

    Raises NotATranscript when it is none or nobody speaks in it, Damaged and TooLarge as the archive shows itself.
    """
    every = list(blocks(data))
    lines = [line for before, block in zip([None, *every], every, strict=False) for line in _lines(block, before)]
    lines, of_page = without_furniture(lines, "paragraph")
    written = read_written(lines, guide, _meeting)
    return written.replace(notes=(*of_page, *written.notes))


def _meeting(entries: tuple[Entry, ...]) -> ParsedMeeting:
    return ParsedMeeting(format="docx", entries=entries, date=opening_date(entries), line_unit="paragraph")


def _lines(block: DocxBlock, before: DocxBlock | None) -> Iterator[Line]:
    if isinstance(block, DocxTable):
        yield from as_lines(block.rows, block.number, block.links)
        return
    heading = _heading_level(block)
    goes_on = isinstance(before, DocxParagraph) and before.text.isupper() and block.text.isupper()
    lead = " ".join(block.lead.split())
    for place, text in enumerate(block.text.split("\n")):
        if text.strip():
            style = f"{block.style or 'Normal'}{BOLD if block.bold else ''}"
            whole = " ".join(text.split())
            begins = lead if whole.startswith(lead) else ""
            yield Line(
                whole,
                block.number,
                not goes_on,
                heading,
                style=style,
                lead=begins,
                links=tuple(block.links.get(place, ())),
            )


def _heading_level(paragraph: DocxParagraph) -> int:
    match = HEADING_STYLE.match(paragraph.style)
    text = paragraph.text
    if match is None or len(text.split()) > MOST_HEADING_WORDS or text.rstrip().endswith((".", ",")):
        return 0
    return int(match[1] or 1)
