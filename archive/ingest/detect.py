"""Recognises the format of a file: first by its content, by its name only if the content does not decide."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from archive.ingest import limits
from archive.ingest.parsed import ParsedMeeting
from archive.ingest.readers import (
    csv_table,
    docx,
    html_page,
    icalendar_file,
    json_transcript,
    pdf,
    plain_text,
    sbv,
    srt,
    webvtt,
    xml_debate,
)
from archive.ingest.refusals import NotATranscript
from archive.ingest.text.decoding import Decoded, decode
from archive.ingest.text.guide import Guide
from archive.ingest.text.markup import marks_words, text_within

Reader = Callable[[bytes, str | None], ParsedMeeting]
WrittenReader = Callable[[bytes, str | None, Guide], ParsedMeeting]


@dataclass(frozen=True)
class FileFormat:
    """A format that can be read: its name for people, its file extensions, and its reader.

    ``written`` reads written documents, which may have several readings.
    """

    title: str
    endings: tuple[str, ...]
    read: Reader
    written: WrittenReader | None = None


WEBVTT = FileFormat("WebVTT captions", (".vtt", ".webvtt"), webvtt.read)
SRT = FileFormat("SubRip captions", (".srt",), srt.read)
SBV = FileFormat("SBV captions", (".sbv",), sbv.read)
PDF = FileFormat("PDF", (".pdf",), pdf.read, pdf.read)
DOCX = FileFormat("Word document", (".docx",), docx.read, docx.read)
XML = FileFormat("XML debate", (".xml", ".akn"), xml_debate.read)
HTML = FileFormat("web page", (".htm", ".html", ".xhtml"), html_page.read, html_page.read)
JSON = FileFormat("JSON transcript", (".json",), json_transcript.read)
JSON_LINES = FileFormat("JSON Lines", (".jsonl", ".ndjson", ".json"), json_transcript.read_lines)
TABLE = FileFormat("table", (".csv", ".tsv"), csv_table.read)
CALENDAR = FileFormat("calendar", (".ics",), icalendar_file.read)
TEXT = FileFormat("text", (".txt", ".md", ".text", ".markdown"), plain_text.read, plain_text.read)
FORMATS = (WEBVTT, SRT, SBV, PDF, DOCX, XML, HTML, JSON, JSON_LINES, TABLE, CALENDAR, TEXT)

SIGNATURES: tuple[tuple[bytes, FileFormat], ...] = ((b"%PDF-", PDF), (b"PK\x03\x04", DOCX), (b"PK\x05\x06", DOCX))
PDF_WITHIN = 1024  # how many bytes of other data PDF readers allow before the signature
REFUSED_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(signature, re.DOTALL), sentence)
    for signature, sentence in (
        (
            rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\xdb\xa5-\x00",
            "This is an old Word document (.doc). Open it in Word or LibreOffice, save it as .docx, and upload that.",
        ),
        (
            rb"\{\\rtf",
            "This is a rich text file (.rtf). Open it in a word processor, save it as .docx, and upload that.",
        ),
        (
            rb"(?:\xef\xbb\xbf)?\s*\[Script Info\]",
            "These are captions with a layout (.ass). Save them as .srt in a program for subtitles, and upload that.",
        ),
        (
            rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF....WEBP",
            "This is a picture. Run text recognition (OCR) on it, and upload the text or a PDF with text.",
        ),
        (
            rb"ID3|RIFF....(?:WAVE|AVI )|OggS|fLaC|\x1aE\xdf\xa3|....ftyp|\xff[\xf2\xf3\xfb]|\x00\x00\x01[\xb3\xba]",
            "This is a recording. Link it to the meeting, and upload its captions or transcript.",
        ),
        (
            rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd",
            "This is a compressed file. Unpack it, and upload the transcript itself.",
        ),
    )
)
LOCK_FILE = (
    "This is the lock file that Word keeps beside an open document: close the document, "
    'and choose the file of the same name without "~$".'
)
EMPTY = "The file is empty. Choose the file with the transcript."
LOCK_FILE_BYTES = 256
CUE_TIME = re.compile(r"^\s*-?[\d:]+:\d+[.,]?\d*\s*-{1,2}>\s*-?[\d:]+", re.MULTILINE)
CAPTION_BEGINNING = 4000
MARKUP = re.compile(r"\s*<(?:\?xml|!--|!doctype|[a-zA-Z])", re.IGNORECASE)
# What a chat has before the words of a line, and any tag.
SAID, TAG = re.compile(r"\s*<(?P<name>[^<>=/?!\n]{1,90})>(?::|[ \t])"), re.compile(r"<[/?!]?[^\W\d_]")
COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*-->)*\s*", re.DOTALL)
TAGGED = 0.1
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body|pre|div|p|h[1-6]|hr|center|"
    r"table|ul|ol|dl|title|meta|style|link|blockquote|main|article|section)\b",
    re.IGNORECASE | re.DOTALL,
)


def detect(data: bytes, name: str = "", encoding: str | None = None) -> FileFormat:
    """Return the format of a file.

    Raises NotATranscript for formats that cannot be read, and what ``decode`` raises for unclear text.
    """
    _refuse_known(data, PurePath(name).name)
    for signature, file_format in SIGNATURES:
        if data.startswith(signature):
            return file_format
    if b"%PDF-" in data[:PDF_WITHIN]:
        return PDF
    limits.check_text_size(data)
    ending = PurePath(name).suffix.lower()
    if _looks_like_xml(data):
        return XML
    return _of_text(decode(data, encoding), ending)


def _refuse_known(data: bytes, name: str) -> None:
    if not data.strip(b"\x00\t\n\r\f\v "):
        raise NotATranscript(EMPTY)
    if len(data) <= LOCK_FILE_BYTES and (name.startswith("~$") or _is_lock_file(data)):
        raise NotATranscript(LOCK_FILE)
    for signature, sentence in REFUSED_SIGNATURES:
        if signature.match(data):
            raise NotATranscript(sentence)


def _is_lock_file(data: bytes) -> bool:
    """Recognise a lock file by its content: the length of a user name, the name, zeros, and the name in UTF-16."""
    length = data[0]
    user = data[1 : length + 1]
    return (
        bool(user)
        and user.isascii()
        and user.replace(b" ", b"a").isalnum()
        and user.decode().encode("utf-16-le") in data
    )


def _looks_like_xml(data: bytes) -> bool:
    """Return whether the bytes are XML, in any encoding."""
    beginning = _without_marks(data[:PDF_WITHIN])
    if beginning.startswith(b"<?xml"):
        return b"<html" not in beginning.lower()
    if not beginning.startswith(b"<"):
        return False
    text = COMMENTS.sub("", _without_marks(data).decode("latin-1"), count=1)
    is_chat = SAID.match(text) and _is_chat(_without_marks(data).decode("latin-1"))
    is_markup = MARKUP.match(text) and not HTML_START.match(text)
    return bool(is_markup and not is_chat and not _is_text_with_tags(text))


def _without_marks(data: bytes) -> bytes:
    return data.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")


def _is_text_with_tags(text: str) -> bool:
    """Return whether tags only mark words, or few lines have one, such as <crosstalk>: markup has many, to its end.

    One pair may be around it all, unless it is of a format that the archive reads.
    """
    if (around := text_within(text)) and around["name"] not in xml_debate.MODELS:
        return True
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    few = len(TAG.findall(text)) <= TAGGED * lines and not text.rstrip().endswith(">")
    return few or marks_words(text)


def _is_chat(text: str) -> bool:
    """Return whether most lines begin with a name as <Robin Sample>, and there is no other tag, so it is no markup."""
    lines = [line for line in text.split("\n") if line.strip()]
    said = [match["name"] for line in lines if (match := SAID.match(line))]
    return len(said) * 2 > len(lines) and len(said) == len(TAG.findall(text)) and all(map(_is_full_name, said))


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper() and not name.isupper()


def _of_text(decoded: Decoded, ending: str) -> FileFormat:
    text = decoded.text
    if icalendar_file.START.match(text):
        return CALENDAR
    captions = _captions(text, ending)
    if captions:
        return captions
    if HTML_START.match(text):
        return HTML
    if text.lstrip()[:1] in {"{", "["}:
        json_format = _json(text)
        if json_format:
            return json_format
    header = text.lstrip("\n").partition("\n")[0]
    if csv_table.separator_of(header):
        return TABLE
    return next((known for known in (TABLE, JSON) if ending in known.endings), TEXT)


def _captions(text: str, ending: str) -> FileFormat | None:
    """Recognise captions, even without a signature: SubRip writes fractions with a comma, WebVTT with a dot."""
    if text.startswith("WEBVTT"):
        return WEBVTT
    if sbv.TIMES.fullmatch(text.lstrip("\n").partition("\n")[0]):
        return SBV
    first = CUE_TIME.search(text[:CAPTION_BEGINNING])
    if first is None or HTML_START.match(text):
        return None
    comma = "," in first[0]
    return WEBVTT if ending in WEBVTT.endings and not comma else SRT


def _json(text: str) -> FileFormat | None:
    """Distinguish JSON and JSON Lines from text that only begins with a bracket, such as "[0:00:46] Name: ..."."""
    if limits.json_values(text) > limits.JSON_VALUES:
        return JSON  # this decides without building the values
    if "\n" in text.strip() and json_transcript.object_on(text.strip().partition("\n")[0]) is not None:
        return JSON_LINES
    if re.match(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\[|\"|\]))", text) and not re.search(r"^---$", text, re.MULTILINE):
        return JSON
    return None


def misnamed(file_format: FileFormat, name: str) -> str:
    """Return a sentence if a file's extension is that of another format, else an empty string."""
    ending = PurePath(name).suffix.lower()
    promised = next((known for known in FORMATS if ending in known.endings), None)
    if promised is None or ending in file_format.endings:
        return ""
    return f'The file is named "{ending}", but it contains {file_format.title}; it was read as that.'
