"""An article from a file: .txt, .html or .docx, as plain paragraphs; those of a block quotation begin with "> "."""

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext

LARGEST_FILE = 5_000_000
# What a packed document may unpack to; an article of 100,000 characters is far below it.
LARGEST_UNPACKED = 20_000_000
BLOCK_QUOTE = "> "
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
QUOTE_STYLE = re.compile(r"quote|zitat|cita|blocktext", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html|<(?:article|body|div|p|h1)\b)", re.IGNORECASE
)
BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "section",
            "article",
            "blockquote",
            "li",
            "ul",
            "ol",
            "td",
            "tr",
            "table",
            "figcaption",
            "figure",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "header", "main", "pre", "dd", "dt", "dl", "aside"),
    }
)
NOT_READ = frozenset({"script", "style", "nav", "footer", "template", "noscript", "form", "head", "svg"})


class Unreadable(Exception):
    """A file that is no article, with a sentence for the reader."""


def read_article(content: bytes) -> str:
    """Return the text of a file, told by what is in it; raise Unreadable for one that is too large or broken."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(gettext("The file must be smaller than %(size)s MB.") % {"size": LARGEST_FILE // 1_000_000})
    if content.startswith(b"PK\x03\x04"):
        return _from_docx(content)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Unreadable(gettext("We cannot read this type of file. Save it as .docx, .html or .txt."))
    text = _decoded(content)
    return _from_html(text) if LOOKS_LIKE_HTML.match(content.removeprefix(b"\xef\xbb\xbf")) else text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _from_docx(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(DOCUMENT) as file:
            document = file.read(LARGEST_UNPACKED + 1)
        if len(document) > LARGEST_UNPACKED:
            raise Unreadable(gettext("The document is too large when unpacked."))
        return "\n".join(_paragraphs(fromstring(document)))
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, OSError, RuntimeError) as error:
        raise Unreadable(gettext("We cannot read this .docx file.")) from error


def _paragraphs(document: Element) -> Iterator[str]:
    for paragraph in document.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        is_quote = style is not None and QUOTE_STYLE.search(style.get(f"{WORD}val", ""))
        text = "".join(
            (part.text or "") if part.tag == f"{WORD}t" else " "
            for part in paragraph.iter()
            if part.tag in {f"{WORD}t", f"{WORD}tab", f"{WORD}br"}
        )
        yield f"{BLOCK_QUOTE}{text}" if is_quote else text


class _Reader(HTMLParser):
    """Gathers the text of a page in paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = [""]
        self.quoted = self.skipped = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in NOT_READ
        self.quoted += tag == "blockquote"
        self._mark(tag, "“")
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.skipped = max(0, self.skipped - (tag in NOT_READ))
        self._mark(tag, "”")
        self._break(tag)
        self.quoted = max(0, self.quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if self.skipped:
            return
        text = " ".join(data.split())
        before = " " if data[:1].isspace() and self.paragraphs[-1] else ""
        after = " " if data[-1:].isspace() and text else ""
        if text and self.quoted and not self.paragraphs[-1]:
            self.paragraphs[-1] = BLOCK_QUOTE
        self.paragraphs[-1] += f"{before}{text}{after}"

    def _mark(self, tag: str, mark: str) -> None:
        if tag == "q" and not self.skipped:
            self.paragraphs[-1] += mark

    def _break(self, tag: str) -> None:
        if tag in BLOCKS and self.paragraphs[-1]:
            self.paragraphs.append("")


def _from_html(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "\n".join(" ".join(paragraph.split()) for paragraph in reader.paragraphs if paragraph.strip())
