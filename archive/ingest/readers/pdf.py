"""PDF with text. A separate process reads the lines; their layout shows paragraphs and footnotes."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.ingest import limits
from archive.ingest.parsed import Entry, ParsedMeeting, Problem
from archive.ingest.readers.pdf_columns import in_columns
from archive.ingest.refusals import BUSY, Busy, Damaged, NotATranscript, Refused, TooLarge
from archive.ingest.text.attendance import down_the_columns
from archive.ingest.text.dates import opening_date
from archive.ingest.text.furniture import notes, of_pages
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.ingest.text.line import WEB_ADDRESS, Line
from archive.ingest.text.line_numbers import without_line_numbers
from archive.ingest.text.written import read_written
from archive.language.dates import date_of_meeting

WORKER = Path(__file__).with_name("pdf_worker.py")
REASONS: dict[str, Refused] = {
    "password": NotATranscript("The PDF is locked with a password. Save a copy without it, and upload that."),
    "damaged": Damaged("The PDF is damaged or incomplete. Download or export it again."),
    "pages": TooLarge(f"The PDF has more than {limits.PDF_PAGES} pages. Upload only the transcript."),
    "characters": TooLarge("The PDF has more text than any meeting. Upload the transcript of one meeting only."),
}
SCANNED = (
    "The PDF contains pictures of pages but no text. Run text recognition (OCR) on it, or upload a version with text."
)
GAP = 1.4  # of the usual distance of two lines, at which a paragraph ends
INDENT = 0.8  # of the height of a line, at which a paragraph begins
SAME_LINE = 0.6  # of the height of a line, within which pieces belong to one line
SMALL = 0.9  # of the usual height: a footnote
FOOT = 0.4  # of the page, from its foot: where footnotes are
MIN_PAGE_CHARACTERS = 15
PROSE = 10  # words of a line


def read(data: bytes, encoding: str | None = None, guide: Guide = NO_GUIDE) -> ParsedMeeting:  # noqa: ARG001 - a PDF carries its own encoding
    """Return the entries of a PDF.

    Raises NotATranscript for a PDF that is locked, has only pictures or in which nobody speaks, Damaged if it cannot be
    read within the limits on time and memory, TooLarge if it has too much in it.
    """
    pages = [_pieced(in_columns(page)) for page in extract(data)[0]]
    empty = sum(sum(len(line.text) for line in page) < MIN_PAGE_CHARACTERS for page in pages)
    if empty == len(pages):
        raise NotATranscript(SCANNED)
    bodies, of_page = _bodies(pages)
    lines = _without_numbers(list(_laid_out(bodies)))
    problems = []
    if empty:
        problems.append(Problem(f"{empty} of {len(pages)} pages have no text. They are blank or pictures.", None))
    first_page = "\n".join(line.text for line in pages[0] if len(line.text.split()) < PROSE)

    def meeting(entries: tuple[Entry, ...]) -> ParsedMeeting:
        date = opening_date(entries) or date_of_meeting(first_page)
        return ParsedMeeting("pdf", entries, date=date, line_unit="page", notes=of_page, problems=tuple(problems))

    return read_written(lines, guide, meeting)


def _without_numbers(lines: list[Line]) -> list[Line]:
    texts = without_line_numbers([line.text for line in lines])
    return [replace(line, text=text) for line, text in zip(lines, texts, strict=True) if text.strip()]


def extract(data: bytes) -> tuple[list[list[list[Any]]], list[int]]:
    """Return the lines of each page, and the numbers of those that may be pictures, or raise why there are none."""
    numbers = (
        limits.PDF_SECONDS,
        limits.PDF_MEMORY_BYTES,
        limits.PDF_PAGES,
        limits.PDF_TEXT_CHARACTERS,
        limits.PDF_LINES,
    )
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, the data goes in by standard input
            [sys.executable, "-I", str(WORKER), *map(str, numbers)],
            input=data,
            capture_output=True,
            timeout=limits.PDF_WAIT_SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired as expired:
        raise Busy(BUSY) from expired
    if "pages" in answer:
        return answer["pages"], answer["pictures"]
    if answer.get("refused") in REASONS:
        raise REASONS[answer["refused"]]
    raise Damaged(
        "The PDF takes too much time or memory to read. Export it again, or upload the transcript as text or DOCX."
    )


@dataclass
class _PageLine:
    """A line of a page: words, left and right edge, baseline and height in points from the lower left corner.

    ``links`` are the addresses that its words link to.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    links: tuple[str, ...] = ()


def _pieced(page: list[list[Any]]) -> list[_PageLine]:
    """Return the lines of a page, with adjacent pieces of a line joined."""
    rows: list[list[_PageLine]] = []
    for text, left, right, baseline, size, linked in page:
        links = tuple(filter(WEB_ADDRESS.fullmatch, linked))
        last = rows[-1][-1] if rows else None
        if last and abs(last.baseline - baseline) < SAME_LINE * max(last.size, size) / 2 and left >= last.right - 1:
            rows[-1].append(_PageLine(text, left, right, last.baseline, last.size, links))
        elif text.strip():
            rows.append([_PageLine(text, left, right, baseline, size, links)])
    lines = []
    for cells in down_the_columns([[(piece.left, piece.text) for piece in row] for row in rows]):
        first, *others = (rows[row][place] for row, place in cells)
        for piece in others:
            first.text, first.right = f"{first.text.rstrip()} {piece.text.lstrip()}", piece.right
            first.links += piece.links
        lines.append(first)
    return lines


def _bodies(pages: Sequence[list[_PageLine]]) -> tuple[list[list[_PageLine]], tuple[str, ...]]:
    """Return the lines of each page without its furniture, and what was taken out."""
    downwards = [sorted(page, key=lambda line: (-line.baseline, line.left)) for page in pages]
    furniture = of_pages([[line.text for line in page] for page in downwards])
    gone = {id(page[n]): number for number, page in enumerate(downwards, 1) for n in furniture[number - 1]}
    taken = [(gone[id(line)], line.text) for page in downwards for line in page if id(line) in gone]
    return [[line for line in page if id(line) not in gone] for page in pages], tuple(notes(taken, "page"))


def _laid_out(bodies: Sequence[list[_PageLine]]) -> Iterator[Line]:
    height = _usual(line.size for page in bodies for line in page)
    pitch = _usual(
        round(one.baseline - other.baseline) for page in bodies for one, other in pairwise(page)
        if one.baseline > other.baseline
    )  # fmt: skip
    for number, body in enumerate(bodies, start=1):
        margin = _usual(round(line.left) for line in body)
        before: _PageLine | None = None
        footnotes = _footnotes(body, height)
        for n, line in enumerate(body):
            aside = n >= footnotes
            breaks = _breaks(before, line, margin, pitch) if not aside else line.text.lstrip()[:1].isdigit()
            yield Line(line.text.replace("\u00ad", "-"), number, breaks, aside=aside, links=line.links)
            before = line


def _usual(numbers: Any) -> float:
    counts = Counter(numbers)
    return counts.most_common(1)[0][0] if counts else 0


def _breaks(before: _PageLine | None, line: _PageLine, margin: float, pitch: float) -> bool:
    """Return whether a line begins a paragraph: it is indented, or further from the previous line than usual."""
    if before is None:
        return line.left - margin > INDENT * line.size
    if before.baseline - line.baseline > GAP * pitch:
        return True
    centred = abs(before.left + before.right - line.left - line.right) < line.size
    return line.left - before.left > INDENT * line.size and not centred


def _footnotes(body: list[_PageLine], height: float) -> int:
    """Return the index of the first line of the footnotes: from there on everything is small and numbered."""
    first = len(body)
    while first and body[first - 1].size < SMALL * height:
        first -= 1
    if first == len(body) or not body[first].text.lstrip()[:1].isdigit() or first == 0:
        return len(body)
    top, bottom = body[0].baseline, body[-1].baseline
    return first if body[first].baseline - bottom < FOOT * max(top - bottom, 1) else len(body)
