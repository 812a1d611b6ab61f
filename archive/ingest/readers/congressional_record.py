"""The Congressional Record as GovInfo publishes it: what is speech, and what the reporter wrote."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Turn
from archive.ingest.refusals import NotATranscript
from archive.ingest.text.joining import Unwrapper
from archive.ingest.text.line import Line
from archive.ingest.text.nature import NO_SPEECH
from archive.ingest.text.written import read_record
from archive.language.dates import first_date

# A paragraph by the reporter, not the speaker. The text after it, up to the next label, is also the reporter's.
RECORDER = re.compile(
    r"There (?:was|being) no objection\b|"
    r"The (?:(?:assistant|senior|legislative|bill|journal|reading) )+clerk (?:read|proceeded|called|reported|will)\b|"
    r"The clerk (?:read|proceeded|called)\b|"
    r"The (?:above )?"
    r"(?:motion|amendment|resolution|bill|conference report|concurrent resolution|question|nomination|yeas)s?"
    r"(?: \([^()]*\)| to [^.]{1,80}?)?,?(?: (?:as (?:amended|modified),?))? (?:was|were|is|are) "
    r"(?:agreed|ordered|rejected|laid|read|passed|taken|as follows|considered|not agreed|withdrawn|confirmed)\b|"
    r"The result was announced\b|The vote was taken\b|The PRESIDING OFFICER put the question\b|"
    r"The material (?:referred|follows)\b|The text of\b.{0,80}\bas follows"
)
RULE = re.compile(r"\s*[_-]{4,}\s*")
PAGE = re.compile(r"\s*\[\[Page [A-Z]?\d+\]\]\s*")
SOURCE = re.compile(
    r"\[(?:Congressional Record Volume|Pages? |House|Senate|Extensions of Remarks|Daily Digest).*\]|"
    r"From the Congressional Record Online.*"
)
TIME_MARK = re.compile(r"\s*\{time\}\s*(\d{4})\s*")
CHAMBER = re.compile(r"^\[(House|Senate|Extensions of Remarks)\]", re.MULTILINE)
HEADING_INDENT = 12
QUOTE_INDENT = 5


def is_of_the_record(text: str) -> bool:
    """Return whether a preformatted text is one of the Congressional Record."""
    return "Congressional Record" in text.lstrip("\n")[:400]


def from_page(text: str, title: str) -> ParsedMeeting:
    """Return the entries of a preformatted text, and the title and date that it has or else its page.

    Raises NotATranscript if nobody speaks in it.
    """
    entries = read_record(lines(text), RECORDER)
    chamber = CHAMBER.search(text)
    first = next((entry.text for entry in entries if isinstance(entry, Heading)), "")
    meeting = ParsedMeeting(
        format="crec_html",
        entries=entries,
        title=first or title,
        board=chamber[1] if chamber else "",
        date=first_date(title or text[:500]),
        notes=tuple(f"Time of day in the record: {mark}" for mark in TIME_MARK.findall(text)),
    )
    if not meeting.turns:
        raise NotATranscript(NO_SPEECH)
    return meeting


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a page of the Congressional Record, without source, rules, page numbers and marks of time."""
    blank, before, heading = True, 0, False
    for number, line in enumerate(text.split("\n"), start=1):
        if RULE.fullmatch(line) or SOURCE.fullmatch(line.strip()):
            blank = True
            continue
        if PAGE.fullmatch(line) or TIME_MARK.fullmatch(line):
            continue
        if not line.strip():
            blank = True
            continue
        indent = len(line) - len(line.lstrip())
        heading = indent >= HEADING_INDENT or (heading and not blank and indent > QUOTE_INDENT)
        begins = heading and not blank
        yield Line(line.rstrip(), number, breaks=(blank or indent > before) and not begins, heading=1 if heading else 0)
        blank, before = False, indent


def from_items(value: Mapping[str, Any]) -> ParsedMeeting:
    """Return a page of the Congressional Record from speech, recorder, title and linebreak items."""
    given = value.get("header")
    header = given if isinstance(given, dict) else {}
    title = str(value.get("title") or value.get("doc_title") or "")
    entries: list[Entry] = [Heading(title)] if title else []
    for number, item in enumerate(value["content"], start=1):
        if isinstance(item, dict):
            entries.extend(_from_item(item, number))
    return ParsedMeeting(
        format="json_transcript",
        entries=tuple(entries),
        title=title,
        board=str(header.get("chamber") or ""),
        date=first_date(f"{header.get('month')} {header.get('day')}, {header.get('year')}"),
        line_unit="item",
    )


def _from_item(item: Mapping[str, Any], number: int) -> Iterator[Entry]:
    kind, speaker = item.get("kind"), str(item.get("speaker") or "")
    text = "\n\n".join(_paragraphs(str(item.get("text") or "")))
    if not text:
        return
    if kind == "speech":
        spoken = text.removeprefix(speaker).lstrip(". ") if text.startswith(speaker) else text
        yield Turn(spoken, speaker, line=number)
    elif kind == "title":
        yield Heading(" ".join(text.split()), level=2, line=number)
    else:
        yield Narrative(text, line=number)


def _paragraphs(text: str) -> list[str]:
    wrapped = list(lines(text))
    unwrapper = Unwrapper(line.text for line in wrapped)
    paragraphs: list[list[str]] = []
    for line in wrapped:
        if line.breaks or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return [unwrapper.text(paragraph) for paragraph in paragraphs]
