"""Pages of the Congressional Record as GovInfo publishes them: HTML with the printed text in one ``<pre>``."""

import html
import re

from archive.ingest.parsed import Heading, ParsedMeeting
from archive.ingest.readers import congressional_record
from archive.ingest.refusals import NotATranscript
from archive.ingest.text.decoding import decode
from archive.ingest.text.nature import NO_SPEECH
from archive.ingest.text.written import read_record
from archive.language.dates import first_date

TITLE = re.compile(r"<title>([^<]*)</title>", re.IGNORECASE)
PRE = re.compile(r"<pre[^<>]*>", re.IGNORECASE)
END = re.compile(r"</pre>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
CHAMBER = re.compile(r"^\[(House|Senate|Extensions of Remarks)\]", re.MULTILINE)


def is_of_the_record(text: str) -> bool:
    """Return whether a web page is one of the Congressional Record."""
    begin = PRE.search(text)
    return begin is not None and "Congressional Record" in text[: begin.end() + 400]


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the entries of a page of the Congressional Record.

    Raises NotATranscript for a page in which nobody speaks. ``is_of_the_record`` must hold.
    """
    decoded = decode(data, encoding)
    begin = next(match.end() for match in PRE.finditer(decoded.text))
    end = END.search(decoded.text, begin)
    skipped = decoded.text.count("\n", 0, begin)
    text = html.unescape(TAG.sub("", decoded.text[begin : end.start() if end else None]))
    entries = read_record(congressional_record.lines("\n" * skipped + text), congressional_record.RECORDER)
    title = TITLE.search(decoded.text)
    chamber = CHAMBER.search(text)
    first = next((entry.text for entry in entries if isinstance(entry, Heading)), "")
    meeting = ParsedMeeting(
        format="crec_html",
        entries=entries,
        title=first or (html.unescape(title[1]).strip() if title else ""),
        board=chamber[1] if chamber else "",
        date=first_date(html.unescape(title[1]) if title else text[:500]),
        encoding=decoded.encoding,
        notes=tuple(f"Time of day in the record: {mark}" for mark in congressional_record.TIME_MARK.findall(text)),
        problems=decoded.problems,
    )
    if not meeting.turns:
        raise NotATranscript(NO_SPEECH)
    return meeting
