"""Word documents (.docx): paragraphs, tables and tracked insertions, as the document reads with all changes accepted.

The parts of Office Open XML used here are in ECMA-376, Part 1: ``w:p``, ``w:tbl``, ``w:ins``, ``w:del``,
``w:moveFrom``, ``w:pStyle``. Nothing is unpacked to disk, so paths inside the archive have no effect.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from archive.ingest import limits
from archive.ingest.parsed import Entry, ParsedMeeting
from archive.ingest.readers.tables import as_lines
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge
from archive.ingest.text.dates import opening_date
from archive.ingest.text.furniture import without_furniture
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.line import WEB_ADDRESS, Line
from archive.ingest.text.written import read_written

MAIN = "word/document.xml"
LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "Fallback", "footnoteReference", "endnoteReference", "pPrChange", "rPrChange"}
)
RUN_SWITCHES, HIDDEN = frozenset({"b", "vanish", "webHidden"}), frozenset({"vanish", "webHidden"})
BOLD = ", bold"
STYLES, LINKS = "word/styles.xml", "word/_rels/document.xml.rels"
WORDS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXT = frozenset({"t", *WORDS})
HEADING_STYLE = re.compile(r"(?:heading|title|berschrift|titre)[^\d]*(\d?)", re.IGNORECASE)
MOST_HEADING_WORDS = 25
DAMAGED = "The Word document is damaged or incomplete. Open it in Word or LibreOffice and save it again."
LOCKED = "The Word document is locked with a password. Save a copy without it, and upload that."


@dataclass
class DocxParagraph:
    """A paragraph: its text, its style, its position in the document from 1, and what is bold.

    ``lead`` is bold text before text that is not bold; ``bold`` says that all of it is bold. ``links`` are the
    addresses that its lines link to, by the place of the line.
    """

    text: str
    style: str
    number: int
    bold: bool = False
    lead: str = ""
    links: Mapping[int, list[str]] = field(default_factory=dict)


@dataclass
class DocxTable:
    """A table: rows of cells, each with the text of its paragraphs, and the position of its first paragraph.

    ``links`` are the addresses that its rows link to, by the place of the row.
    """

    rows: list[list[str]]
    number: int
    links: dict[int, list[str]] = field(default_factory=dict)


def read(data: bytes, encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:  # noqa: ARG001 - XML carries its own encoding
    """Return the entries of a Word document.

    Raises NotATranscript when it is none or nobody speaks in it, Damaged and TooLarge as the archive shows itself.
    """
    with _opened(data) as archive, _main_part(archive) as part:
        blocks = list(_blocks(part, _Walker(_hidden_styles(archive), _addresses(archive))))
    lines = [line for before, block in zip([None, *blocks], blocks, strict=False) for line in _lines(block, before)]
    lines, of_page = without_furniture(lines, "paragraph")
    written = read_written(lines, guide, _meeting)
    return written.replace(notes=(*of_page, *written.notes))


def _meeting(entries: tuple[Entry, ...]) -> ParsedMeeting:
    return ParsedMeeting(format="docx", entries=entries, date=opening_date(entries), line_unit="paragraph")


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.count(b"PK\x01\x02") > limits.ARCHIVE_ENTRIES:
        raise TooLarge(f"The archive holds more than {limits.ARCHIVE_ENTRIES} files, so it is not a Word document.")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Damaged(DAMAGED) from None


def _main_part(archive: zipfile.ZipFile) -> "_Bounded":
    """Open the document's main part: the usual one, or the one that a differently named document has."""
    names = {info.filename: info for info in archive.infolist()}
    info = names.get(MAIN) or next(
        (
            info
            for name, info in names.items()
            if posixpath.basename(name).startswith("document") and name.startswith("word/")
        ),
        None,
    )
    if info is None:
        raise NotATranscript(
            "This compressed file is not a Word document. Unpack it, and upload the transcript itself as DOCX, PDF or "
            "text."
        )
    if info.flag_bits & 1:
        raise NotATranscript(LOCKED)
    large = info.file_size > limits.MEGABYTE
    if info.file_size > limits.ARCHIVE_PART_BYTES or (
        large and info.file_size > limits.ARCHIVE_RATIO * info.compress_size
    ):
        raise TooLarge("The Word document was not read, because it unpacks to far more than any transcript.")
    try:
        return _Bounded(archive.open(info))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise Damaged(DAMAGED) from None


class _Bounded(io.RawIOBase):
    """A part of an archive that raises TooLarge if it unpacks to more than its limit, whatever its header says."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._left = limits.ARCHIVE_PART_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._part.read(min(size, limits.MEGABYTE) if size > 0 else limits.MEGABYTE)
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge("The Word document was not read, because it unpacks to far more than any transcript.")
        return data


def _is_on(element: Any) -> bool:
    """Return whether a switch of ECMA-376, Part 1, 17.17.4 is on. A switch without a value is on."""
    value = next((value for key, value in element.items() if key.endswith("val")), "true")
    return value not in {"0", "false", "off"}


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Any]:
    """Yield the elements of a small part as they begin; none after something that cannot be read."""
    info = next((info for info in archive.infolist() if info.filename == part), None)
    if info is None or info.file_size > limits.MEGABYTE * 4 or info.flag_bits & 1:
        return
    try:
        yield from (element for _, element in iterparse(archive.open(info), events=("start",)))
    except (DefusedXmlException, ParseError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        return


def _hidden_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the styles whose text is hidden, of those that can be read."""
    hidden, style = set(), ""
    for element in _elements(archive, STYLES):
        name = element.tag.rpartition("}")[2]
        if name == "style":
            style = next((value for key, value in element.items() if key.endswith("styleId")), "")
        elif name in HIDDEN and _is_on(element):
            hidden.add(style)
    return frozenset(hidden - {""})


def _addresses(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the addresses on the web that the document links to, by the names of the links."""
    links = {one.get("Id", ""): one.get("Target", "").strip() for one in _elements(archive, LINKS)}
    return {name: target for name, target in links.items() if WEB_ADDRESS.fullmatch(target)}


def _blocks(part: _Bounded, walker: "_Walker") -> Iterator[DocxParagraph | DocxTable]:
    try:
        for event, element in iterparse(part, events=("start", "end")):
            yield from walker.take(event, element)
    except DefusedXmlException:
        raise NotATranscript(
            "The Word document declares XML entities, which the archive never reads. Save it again in Word."
        ) from None
    except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        raise Damaged(DAMAGED) from None


@dataclass
class _Walker:
    """Walks through the main part and returns paragraphs and tables as they end, without keeping all of it."""

    hidden_styles: frozenset[str] = frozenset()
    addresses: Mapping[str, str] = field(default_factory=dict)
    link: str = ""  # the address of the open link
    links: list[dict[int, str]] = field(default_factory=list)  # of the open paragraphs, by the piece that links
    elements: list[Any] = field(default_factory=list)
    seen: int = 0
    number: int = 0
    skipping: int = 0
    texts: list[list[str]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    leads: list[int | None] = field(default_factory=list)  # the pieces of a paragraph before the first not in bold
    run: set[str] = field(default_factory=set)  # what the properties of the open run switch on: bold, hidden
    tables: list[DocxTable] = field(default_factory=list)

    def take(self, event: str, element: Any) -> Iterator[DocxParagraph | DocxTable]:
        name = element.tag.rpartition("}")[2]
        if event == "start":
            self._count(element)
            self._start(name, element)
            return
        if name in LEFT_OUT:
            self.skipping -= 1
        elif not self.skipping:
            yield from self._end(name, element)
        self.elements.pop()
        if self.elements:
            self.elements[-1].remove(element)

    def _count(self, element: Any) -> None:
        self.elements.append(element)
        self.seen += 1
        if len(self.elements) > limits.XML_DEPTH or self.seen > limits.ARCHIVE_PART_ELEMENTS:
            raise TooLarge(
                "The Word document was not read, because it has far more parts, or deeper ones, than any transcript."
            )

    def _start(self, name: str, element: Any) -> None:
        if name in LEFT_OUT:
            self.skipping += 1
        elif self.skipping:
            return
        elif name == "p":
            self.number += 1
            self.texts.append([])
            self.styles.append("")
            self.leads.append(None)
            self.links.append({})
        elif name == "r":
            self.run = set()
        elif name in RUN_SWITCHES and _is_on(element):
            self.run.add(name)
        elif name == "rStyle" and self.hidden_styles.intersection(element.attrib.values()):
            self.run.add("vanish")
        elif name == "pStyle" and self.styles:
            self.styles[-1] = next((value for key, value in element.items() if key.endswith("val")), "")
        elif name == "hyperlink":
            self.link = next(
                (self.addresses.get(value, "") for key, value in element.items() if key.endswith("}id")), ""
            )
        else:
            self._start_in_table(name)

    def _start_in_table(self, name: str) -> None:
        if name == "tbl":
            self.tables.append(DocxTable([], self.number + 1))
        elif name == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif name == "tc" and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].append("")

    def _end(self, name: str, element: Any) -> Iterator[DocxParagraph | DocxTable]:
        if self.texts and name in TEXT and (self.run & HIDDEN or self.styles[-1] in self.hidden_styles):
            return
        if name == "t" and self.texts:
            if self.leads[-1] is None and "b" not in self.run and (element.text or "").strip():
                self.leads[-1] = len(self.texts[-1])
            if self.link:
                self.links[-1][len(self.texts[-1])] = self.link
            self.texts[-1].append(element.text or "")
        elif name in WORDS and self.texts:
            self.texts[-1].append(WORDS[name])
        elif name == "p" and self.texts:
            yield from self._end_paragraph()
        elif name == "hyperlink":
            self.link = ""
        elif name == "tbl" and self.tables:
            yield from self._end_table()

    def _end_paragraph(self) -> Iterator[DocxParagraph]:
        pieces, style, lead = self.texts.pop(), self.styles.pop(), self.leads.pop()
        text = "".join(pieces)
        linked, links, line = self.links.pop(), defaultdict[int, list[str]](list), 0
        for place, piece in enumerate(pieces):
            if place in linked:
                links[line].append(linked[place])
            line += piece.count("\n")
        if self.tables and self.tables[-1].rows and self.tables[-1].rows[-1]:
            table, row = self.tables[-1], self.tables[-1].rows[-1]
            row[-1] = f"{row[-1]}\n{text}" if row[-1] else text
            table.links.setdefault(len(table.rows) - 1, []).extend(linked.values())
        else:
            bold = lead is None and bool(text.strip())
            yield DocxParagraph(text, style, self.number, bold, "".join(pieces[:lead]) if lead else "", links)

    def _end_table(self) -> Iterator[DocxTable]:
        table = self.tables.pop()
        if not self.tables:
            yield table
            return
        outer = self.tables[-1].rows
        if outer and outer[-1]:  # a table in a cell: its words belong to the cell
            outer[-1][-1] = "\n".join([outer[-1][-1], *(" ".join(row) for row in table.rows)])
            self.tables[-1].links.setdefault(len(outer) - 1, []).extend(
                link for row in table.links.values() for link in row
            )


def _lines(block: DocxParagraph | DocxTable, before: DocxParagraph | DocxTable | None) -> Iterator[Line]:
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
