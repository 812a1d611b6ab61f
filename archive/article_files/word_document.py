"""The text of a Word document (.docx): its paragraphs, text boxes and tables, then its footnotes and endnotes.

Tracked changes count as accepted, and hidden text is left out. The parts of Office Open XML used here are in ECMA-376,
Part 1 (``w:p``, ``w:t``, ``w:tbl``, ``w:moveFrom``, ``w:vanish``) and Part 3 (``mc:AlternateContent``).
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext

from archive.article_files.paragraphs import Paragraphs, Unreadable

# The most that a packed document may contain. An article of 100,000 characters is far smaller.
LARGEST_UNPACKED = 8_000_000
MOST_ELEMENTS = 250_000
DEEPEST = 200
MOST_PARTS = 2000
# The parser is slow with very many of them.
NAMESPACES = (b"xmlns", "xmlns".encode("utf-16-le"))
MOST_NAMESPACES = 5000
WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DOCUMENT = re.compile(r"word/document\d*\.xml")
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
QUOTE_STYLE = re.compile(r"quote|zitat|cita|blocktext", re.IGNORECASE)
LEFT_OUT = frozenset({"moveFrom", "del", "rPrChange", "pPrChange"})
MARKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
OFF = frozenset({"0", "false", "off"})


def text_of_document(content: bytes) -> str:
    """Return the paragraphs of a document, one per line; raise Unreadable if it is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            walker = _Walker()
            for part in _parts(packed):
                walker.walk(part)
    except (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, OSError, EOFError) as error:
        raise Unreadable(gettext("We cannot read this .docx file.")) from error
    except (RuntimeError, ValueError, NotImplementedError) as error:
        # Locked with a password, or packed in a way that Word does not use.
        raise Unreadable(gettext("We cannot read this .docx file.")) from error
    return "\n".join(walker.paragraphs.lines)


def _parts(packed: zipfile.ZipFile) -> list[bytes]:
    """Return the document and its notes, unpacked."""
    if len(packed.infolist()) > MOST_PARTS:
        raise Unreadable(gettext("The document is too large when unpacked."))
    names = packed.namelist()
    main = [name for name in names if DOCUMENT.fullmatch(name)][:1]
    if not main:
        raise Unreadable(gettext("We cannot read this type of file. Save it as .docx, .html or .txt."))
    parts, left = [], LARGEST_UNPACKED
    for name in [*main, *(note for note in NOTES if note in names)]:
        if packed.getinfo(name).compress_type not in PACKED:
            raise Unreadable(gettext("We cannot read this .docx file."))
        with packed.open(name) as file:
            part = file.read(left + 1)
        left -= len(part)
        if left < 0:
            raise Unreadable(gettext("The document is too large when unpacked."))
        if max(map(part.count, NAMESPACES)) > MOST_NAMESPACES:
            raise Unreadable(gettext("The document has too many parts to read. Copy its text and paste it."))
        parts.append(part)
    return parts


@dataclass
class _Paragraph:
    """An open paragraph, with its text so far."""

    pieces: list[str] = field(default_factory=list)
    is_quoted: bool = False


class _Walker:
    """Walks through parts once, adds each text to the innermost open paragraph, and keeps only what is open."""

    def __init__(self) -> None:
        self.paragraphs = Paragraphs()
        self.seen = 0
        self._elements: list[Element] = []
        self._open: list[_Paragraph] = []
        self._left_out = 0
        self._choices: list[bool] = []
        self._hidden_runs: list[bool] = []

    def walk(self, part: bytes) -> None:
        """Collect the paragraphs of a part; raise Unreadable if it has more or deeper elements than an article."""
        for event, element in iterparse(io.BytesIO(part), events=("start", "end")):
            name = _name(element)
            if event == "start":
                self._elements.append(element)
                self.seen += 1
                if self.seen > MOST_ELEMENTS or len(self._elements) > DEEPEST:
                    raise Unreadable(gettext("The document has too many parts to read. Copy its text and paste it."))
                self._start(name)
            else:
                self._end(name, element)
                self._elements.pop()
                if self._elements:
                    self._elements[-1].remove(element)

    def _start(self, name: str) -> None:
        match name:
            case "AlternateContent":
                self._choices.append(False)
            case "Choice" if self._choices:
                self._left_out += self._choices[-1]
            case "Fallback" if self._choices:
                self._left_out += self._choices[-1]
            case _ if name in LEFT_OUT:
                self._left_out += 1
            case "p":
                self._open.append(_Paragraph())
            case "r":
                self._hidden_runs.append(False)
            case "tr":
                self.paragraphs.begin_row()
            case "tc":
                self.paragraphs.begin_cell()

    def _end(self, name: str, element: Element) -> None:
        match name:
            case "AlternateContent":
                self._choices.pop()
            case "Choice" | "Fallback" if self._choices:
                # If the same content is there in two forms, read the first.
                self._left_out -= self._choices[-1]
                self._choices[-1] = True
            case _ if name in LEFT_OUT:
                self._left_out -= 1
            case "p":
                done = self._open.pop()
                self.paragraphs.add("".join(done.pieces), is_quoted=done.is_quoted)
            case "r":
                self._hidden_runs.pop()
            case "tr":
                self.paragraphs.end_row()
            case _ if self._open and not self._left_out:
                self._read(name, element)

    def _read(self, name: str, element: Element) -> None:
        if name == "pStyle":
            self._open[-1].is_quoted = bool(QUOTE_STYLE.search(_value(element)))
        elif name == "vanish" and self._hidden_runs and _name(self._elements[-3]) == "r":
            self._hidden_runs[-1] = _value(element) not in OFF
        elif (name == "t" or name in MARKS) and not any(self._hidden_runs[-1:]):
            self._open[-1].pieces.append(MARKS.get(name) or element.text or "")


def _name(element: Element) -> str:
    """Return the name of an element of a document; empty for any other element."""
    tag = element.tag
    if tag.startswith(CHOICES):
        return tag.removeprefix(CHOICES)
    return next((tag.removeprefix(space) for space in WORD if tag.startswith(space)), "")


def _value(element: Element) -> str:
    return next((value for key, value in element.items() if key.endswith("}val")), "")
