"""All text in a document, with what readers of transcripts leave out: headers, comments, what is struck, agendas."""

import html
import io
import re
import zipfile
import zlib

from archive.ingest import limits
from archive.ingest.detect import detect
from archive.ingest.readers.pdf import extract
from archive.ingest.refusals import Damaged, NotATranscript, TooLarge
from archive.ingest.text.decoding import decode

PDF, PACKED = b"%PDF-", b"PK\x03\x04"
BEGINNING = 1024  # bytes, within which a PDF says that it is one
TEXT_PART = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
# What separates words in the formats of office programs. Other elements may stand inside a word.
BETWEEN_WORDS = re.compile(r"</(?:\w+:)?(?:p|h|si|tc|c)>|<(?:\w+:)?(?:tab|br|cr|line-break|s)\b[^<>]*>")
ELEMENT = re.compile(r"<[^<>]*>")


def whole_text(data: bytes, _name: str) -> str:
    """Return all text of a PDF, a document of an office program or plain text; raise Refused if none can be read.

    Words may be in it twice.
    """
    if PDF in data[:BEGINNING]:
        text = "\n".join(piece[0] for page in extract(data) for piece in page)
    elif data.startswith(PACKED):
        text = "\n".join(map(_without_elements, _parts(data)))
    else:
        detect(data)  # raises Refused for what is no text
        text = decode(data).text
    if not text.strip():
        raise NotATranscript("This file has no text that the archive can read.")
    return text


def _parts(data: bytes) -> list[str]:
    parts, left = [], limits.ARCHIVE_PART_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in filter(TEXT_PART.search, archive.namelist()[: limits.ARCHIVE_ENTRIES + 1]):
                with archive.open(name) as part:
                    parts.append(part.read(left + 1))
                left -= len(parts[-1])
                if left < 0:
                    raise TooLarge("The document unpacks to more than the archive reads.")
        return [part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8") for part in parts]
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, UnicodeDecodeError) as error:
        raise Damaged("The document is damaged, or locked with a password.") from error


def _without_elements(part: str) -> str:
    return html.unescape("\n".join((ELEMENT.sub("", BETWEEN_WORDS.sub("\n", part)), ELEMENT.sub(" ", part))))
