"""Word documents (.docx): paragraphs, tables and tracked insertions, as the document reads with all changes accepted.

The parts of Office Open XML used here are in ECMA-376, Part 1: ``w:p``, ``w:tbl``, ``w:ins``, ``w:del``,
``w:moveFrom``, ``w:pStyle``, and Part 3: ``mc:AlternateContent``. Nothing is unpacked to disk, so paths inside the
archive have no effect.
"""

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from archive.ingest import limits
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge
from archive.ingest.text.line import WEB_ADDRESS

MAIN, NOTES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml")
# Word's own elements, and those of pictures and formulas in it.
OFFICE = ("{http://schemas.openxmlformats.org/", "{http://purl.oclc.org/ooxml/")
LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "footnoteReference", "endnoteReference", "pPrChange", "rPrChange"}
)
FORMS = frozenset({"Choice", "Fallback"})
RUN_SWITCHES, HIDDEN = frozenset({"b", "vanish", "webHidden"}), frozenset({"vanish", "webHidden"})
STYLES, LINKS = "word/styles.xml", "word/_rels/document.xml.rels"
TEXT_OF_ELEMENTS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXT = frozenset({"t", *TEXT_OF_ELEMENTS})
DAMAGED = "The Word document is damaged or incomplete. Open it in Word or LibreOffice and save it again."
LOCKED = "The Word document is locked with a password. Save a copy without it, and upload that."
NAMESPACES = (b"xmlns", "xmlns".encode("utf-16-le"))
OTHER_MAIN = re.compile(r"word/(?:.*/)?document[^/]*\Z")
UNPACKS = "The Word document was not read, because it unpacks to far more than any transcript."
MANY_PARTS = "The Word document was not read, because it has far more parts, or deeper ones, than any transcript."


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
    """A table: rows of cells with what stands in each, and the position of its first paragraph.

    ``links`` are the addresses that its rows link to, by the place of the row.
    """

    cells: list[list[list["DocxBlock"]]]
    number: int
    links: dict[int, list[str]] = field(default_factory=dict)

    @property
    def rows(self) -> list[list[str]]:
        """The text of each cell. The words of a table in a cell belong to the cell."""
        return [[_text(cell) for cell in row] for row in self.cells]


DocxBlock = DocxParagraph | DocxTable


def _text(cell: list[DocxBlock]) -> str:
    text = ""
    for block in cell:
        if isinstance(block, DocxTable):
            text = "\n".join([text, *(" ".join(row) for row in block.rows)])
        else:
            text = f"{text}\n{block.text}" if text else block.text
    return text


def blocks(data: bytes, *, notes: bool = False) -> Iterator[DocxBlock]:
    """Yield the paragraphs and tables of a document, and then those of its notes, if they are wanted.

    Raises NotATranscript when it is none, Damaged and TooLarge as the archive shows itself.
    """
    if data.count(b"PK\x01\x02") > limits.ARCHIVE_ENTRIES:
        raise TooLarge(f"The archive holds more than {limits.ARCHIVE_ENTRIES} files, so it is not a Word document.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            walker = _Walker(_hidden_styles(archive), _addresses(archive))
            for part in _document_parts(archive, NOTES if notes else ()):
                with archive.open(part) as packed:
                    for event, element in iterparse(_Bounded(packed), events=("start", "end")):
                        yield from walker.take(event, element)
    except DefusedXmlException:
        raise NotATranscript(
            "The Word document declares XML entities, which the archive never reads. Save it again in Word."
        ) from None
    except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise Damaged(DAMAGED) from None


def _document_parts(archive: zipfile.ZipFile, notes: Sequence[str]) -> Iterator[zipfile.ZipInfo]:
    """Yield the document's main part, the usual one or one with another name, and the notes that it has."""
    names = {info.filename: info for info in archive.infolist()}
    main = names.get(MAIN) or next((info for name, info in names.items() if OTHER_MAIN.match(name)), None)
    if main is None:
        raise NotATranscript(
            "This compressed file is not a Word document. Unpack it, and upload the transcript itself as DOCX, PDF or "
            "text."
        )
    for info in (main, *(names[note] for note in notes if note in names)):
        if info.flag_bits & 1:
            raise NotATranscript(LOCKED)
        large = info.file_size > limits.MEGABYTE
        if info.file_size > limits.ARCHIVE_PART_BYTES or (
            large and info.file_size > limits.ARCHIVE_RATIO * info.compress_size
        ):
            raise TooLarge(UNPACKS)
        yield info


class _Bounded(io.RawIOBase):
    """A part of an archive that raises TooLarge beyond its limits, whatever its header says."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._left, self._namespaces_left = limits.ARCHIVE_PART_BYTES, limits.XML_NAMESPACES

    def read(self, size: int = -1) -> bytes:
        data = self._part.read(min(size, limits.MEGABYTE) if size > 0 else limits.MEGABYTE)
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(UNPACKS)
        self._namespaces_left -= max(map(data.count, NAMESPACES))
        if self._namespaces_left < 0:
            raise TooLarge(MANY_PARTS)
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
    forms: list[bool] = field(default_factory=list)  # of the open alternatives, whether one was read
    switches: list[set[str]] = field(default_factory=list)  # of the open paragraphs and runs: bold, hidden
    tables: list[DocxTable] = field(default_factory=list)

    def take(self, event: str, element: Any) -> Iterator[DocxBlock]:
        name = element.tag.rpartition("}")[2] if element.tag.startswith(OFFICE) else ""
        if event == "start":
            self._count(element)
            self._skip(name)
            if not self.skipping:
                self._start(name, element)
            return
        if not self.skipping:
            yield from self._end(name, element)
        self._skip_no_more(name)
        self.elements.pop()
        if self.elements:
            self.elements[-1].remove(element)

    def _count(self, element: Any) -> None:
        self.elements.append(element)
        self.seen += 1
        if len(self.elements) > limits.XML_DEPTH or self.seen > limits.ARCHIVE_PART_ELEMENTS:
            raise TooLarge(MANY_PARTS)

    def _skip(self, name: str) -> None:
        """Begin what is not read: what was deleted, and all but the first form of the same content."""
        self.skipping += name in LEFT_OUT
        if name == "AlternateContent":
            self.forms.append(False)
        elif self._is_form(name):
            self.skipping += self.forms[-1]

    def _is_form(self, name: str) -> bool:
        """Return whether the open element is one form of the same content; one inside another form is none."""
        return name in FORMS and len(self.elements) > 1 and self.elements[-2].tag.endswith("}AlternateContent")

    def _skip_no_more(self, name: str) -> None:
        self.skipping -= name in LEFT_OUT
        if name == "AlternateContent":
            self.forms.pop()
        elif self._is_form(name):
            self.skipping -= self.forms[-1]
            self.forms[-1] = True

    def _start(self, name: str, element: Any) -> None:
        if name == "p":
            self._start_paragraph()
        elif name == "r":
            self.switches.append(set())
        elif name in RUN_SWITCHES and self.switches and _is_on(element):
            self.switches[-1].add(name)
        elif name == "rStyle" and self.switches and self.hidden_styles.intersection(element.attrib.values()):
            self.switches[-1].add("vanish")
        elif name == "pStyle" and self.styles:
            self.styles[-1] = next((value for key, value in element.items() if key.endswith("val")), "")
        elif name == "hyperlink":
            self.link = next(
                (self.addresses.get(value, "") for key, value in element.items() if key.endswith("}id")), ""
            )
        else:
            self._start_of_table(name)

    def _start_paragraph(self) -> None:
        self.number += 1
        self.texts.append([])
        self.styles.append("")
        self.leads.append(None)
        self.links.append({})
        self.switches.append(set())

    def _start_of_table(self, name: str) -> None:
        if name == "tbl":
            self.tables.append(DocxTable([], self.number + 1))
        elif name == "tr" and self.tables:
            self.tables[-1].cells.append([])
        elif name == "tc" and self.tables and self.tables[-1].cells:
            self.tables[-1].cells[-1].append([])

    def _end(self, name: str, element: Any) -> Iterator[DocxBlock]:
        if name in TEXT and self.texts:
            self._say(name, element)
        elif name == "r":
            self.switches.pop()
        elif name == "p":
            self.switches.pop()
            yield from self._end_paragraph()
        elif name == "hyperlink":
            self.link = ""
        elif name == "tbl":
            table = self.tables.pop()
            yield from self._placed(table, [link for row in table.links.values() for link in row])

    def _say(self, name: str, element: Any) -> None:
        if self.switches[-1] & HIDDEN or self.styles[-1] in self.hidden_styles:
            return
        pieces = self.texts[-1]
        if name == "t":
            if self.leads[-1] is None and "b" not in self.switches[-1] and (element.text or "").strip():
                self.leads[-1] = len(pieces)
            if self.link:
                self.links[-1][len(pieces)] = self.link
        pieces.append(TEXT_OF_ELEMENTS.get(name) or element.text or "")

    def _end_paragraph(self) -> Iterator[DocxBlock]:
        pieces, style, lead = self.texts.pop(), self.styles.pop(), self.leads.pop()
        text = "".join(pieces)
        linked, links, line = self.links.pop(), defaultdict[int, list[str]](list), 0
        for place, piece in enumerate(pieces):
            if place in linked:
                links[line].append(linked[place])
            line += piece.count("\n")
        bold = lead is None and bool(text.strip())
        paragraph = DocxParagraph(text, style, self.number, bold, "".join(pieces[:lead]) if lead else "", links)
        yield from self._placed(paragraph, list(linked.values()))

    def _placed(self, block: DocxBlock, links: list[str]) -> Iterator[DocxBlock]:
        """Put a block into the open cell; yield it if there is none."""
        if not (self.tables and self.tables[-1].cells and self.tables[-1].cells[-1]):
            yield block
            return
        table = self.tables[-1]
        table.cells[-1][-1].append(block)
        table.links.setdefault(len(table.cells) - 1, []).extend(links)
