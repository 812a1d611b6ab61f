"""All text in a document, with what readers of transcripts leave out: headers, comments, what is struck, agendas."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from archive.ingest import limits
from archive.ingest.detect import detect
from archive.ingest.readers.pdf import extract
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge
from archive.ingest.text.decoding import decode

PDF, PACKED = b"%PDF-", b"PK\x03\x04"
BEGINNING = 1024  # bytes, within which a PDF says that it is one
TEXT_PART = re.compile(r"\.(?:xml|rels|vml|svg|x?html?|opf|ncx|css)$", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:png|jpe?g|jfif|gif|bmp|tiff?|webp|heic|emf|wmf|wdp)$", re.IGNORECASE)
# Parts without words of a person.
NO_WORDS = re.compile(
    r"/$|\.(?:odttf|ttf|otf|fntdata)$|printerSettings\d*\.bin$|(?:^|/)(?:mimetype|layout-cache|thumbnail\.\w+)$",
    re.IGNORECASE,
)
# Parts that say how a document looks and what made it: no document is without them.
ABOUT = re.compile(
    r"(?:^|/)(?:docProps|META-INF|_rels|theme)/|(?:^|/)(?:meta|settings|styles|fontTable|webSettings|manifest|"
    r"presProps|viewProps|tableStyles|\[Content_Types\])\.xml$",
    re.IGNORECASE,
)
# With fewer words in its text, a document with pictures may be pictures of pages.
WORDS_BESIDE_PICTURES = 50
MOST_PAGES = 20  # that a sentence names
# What separates words in the formats of office programs. Other elements may stand inside a word.
BETWEEN_WORDS = re.compile(r"</(?:\w+:)?(?:p|h|si|tc|c)>|<(?:\w+:)?(?:tab|br|cr|line-break|s)\b[^<>]*>")
ELEMENT = re.compile(r"<[^<>]*>")
# Attributes that a person writes: the text instead of a picture, the address of a link, who commented.
WRITTEN = re.compile(
    r"""\b(?:descr|title|alt|tooltip|target|href|author|creator|summary|subject)=(?:"([^"<>]*)"|'([^'<>]*)')""",
    re.IGNORECASE,
)


class WholeText(NamedTuple):
    """All text that a file may have, also twice, and in a sentence what of it cannot be read."""

    text: str
    unread: str = ""


def whole_text(data: bytes, _name: str) -> WholeText:
    """Return all text of a PDF, a document of an office program or plain text; raise Refused if none can be read.

    Words may be in it twice. A document that may have words where they cannot be read is refused, except pages of a
    PDF.
    """
    pictures: list[int] = []
    if PDF in data[:BEGINNING]:
        pages, pictures = extract(data)
        text = "\n".join(piece[0] for page in pages for piece in page)
    elif data.startswith(PACKED):
        text = _packed_text(data)
    else:
        detect(data)  # raises Refused for what is no text
        plain = decode(data).text
        text = f"{plain}\n{_without_elements(plain)}" if plain.strip() else ""
    if not text.strip():
        raise NotATranscript("This file has no text that the archive can read.")
    return WholeText(text, _to_look_at(pictures))


def _to_look_at(pages: Sequence[int]) -> str:
    """Return which pages a person must look at: "Pages 3, 4 and 7 have no text, or little: look at them."."""
    if not pages:
        return ""
    if len(pages) == 1:
        return f"Page {pages[0]} has no text, or little beside a picture: look at it."
    *first, last = map(str, pages[:MOST_PAGES])
    listed = f"{', '.join(first)} and {last}" if len(pages) <= MOST_PAGES else f"{', '.join([*first, last])} and others"
    return f"Pages {listed} have no text, or little beside a picture: look at them."


def _packed_text(data: bytes) -> str:
    parts = _package_parts(data)
    texts = [(name, _without_elements(part)) for name, part in parts if part is not None]
    words = sum(len(ELEMENT.sub(" ", part).split()) for name, part in parts if part and not ABOUT.search(name))
    least = WORDS_BESIDE_PICTURES if any(PICTURE.search(name) for name, _ in parts) else 1
    if words < least or any(part is None and not PICTURE.search(name) for name, part in parts):
        raise NotATranscript("This document may have words that the archive cannot read.")
    written = "\n".join("".join(value) for _, part in parts if part for value in WRITTEN.findall(part))
    return "\n".join([*(text for _, text in texts), unquote(html.unescape(written))])


def _package_parts(data: bytes) -> list[tuple[str, str | None]]:
    """Return the parts of a package that may have words, by their names: as text, or None for what is no text."""
    parts: list[tuple[str, str | None]] = []
    left = limits.ARCHIVE_PART_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > limits.ARCHIVE_ENTRIES:
                raise TooLarge("The document has more parts than the archive reads.")
            for part in archive.infolist():
                if TEXT_PART.search(part.filename):
                    with archive.open(part) as stream:
                        content = stream.read(left + 1)
                    left -= len(content)
                    parts.append((part.filename, _decoded(content)))
                elif not NO_WORDS.search(part.filename):
                    parts.append((part.filename, None))
                if left < 0:
                    raise TooLarge("The document unpacks to more than the archive reads.")
        return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, UnicodeDecodeError) as error:
        raise Damaged("The document is damaged, or locked with a password.") from error


def _decoded(content: bytes) -> str:
    return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


def _without_elements(part: str) -> str:
    """Return what a part says, in both readings if elements inside a word and between words cannot be told apart."""
    inside, between = ELEMENT.sub("", BETWEEN_WORDS.sub("\n", part)), ELEMENT.sub(" ", part)
    return html.unescape(inside if inside.split() == between.split() else f"{inside}\n{between}")
