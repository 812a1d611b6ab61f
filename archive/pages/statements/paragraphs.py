"""The text of a statement as numbered paragraphs, with the words of a search marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.models import Statement
from archive.search import MarkedSegment, Span, segments

# A blank line ends a paragraph. A single line feed is a line break inside it.
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
PARAGRAPH_WORD = re.compile(r"\S+")
ENDS_A_SENTENCE = re.compile(r"[.?!…。？！][\"”’')\]»]*\Z")
# In words: how long a run without a break must be to be split; the least length before a split at the end of a
# sentence; and the length at which it is split if no sentence ends.
LONG, ENOUGH, MOST = 120, 60, 150
LEAST_LEFT = 20
# In characters: some 60 words, which fit on a screen in large letters.
SHORT = 360


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, its number from 1, and its place in the text in Unicode code points.

    ``segments`` are its text, marked or not; ``target`` is the number, from 1, of the mark that a link leads to, or 0.
    ``goes_on`` says that only the archive separates it from the previous one; both have the same number.
    """

    number: int
    start: int
    end: int
    segments: list[MarkedSegment]
    target: int = 0
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(segment.text for segment in self.segments)


def paragraphs(
    text: str,
    marks: Sequence[Span] = (),
    gaps: Sequence[Span] = (),
    *,
    broken: bool = False,
    target: int | None = None,
) -> list[Paragraph]:
    """Return the paragraphs of the text in order, with only white space between them.

    ``gaps`` are redacted passages, with what the page says about each. ``broken`` shows long paragraphs, as captions
    have them, in several pieces. The stored text does not change, and neither do positions in it. A link leads to the
    first mark that begins at ``target`` or later; without one, to the first of all.
    """
    first = next((mark.start for mark in marks if mark.start >= (target or 0)), -1)
    return [
        Paragraph(
            number,
            start,
            end,
            shown := _noted(segments(text, marks, start, end), start, gaps),
            _mark_at(first - start, shown) if start <= first < end else 0,
            start != whole_start,
        )
        for number, (whole_start, whole_end) in enumerate(_spans(text), 1)
        for start, end in (_broken(text, whole_start, whole_end) if broken else [(whole_start, whole_end)])
    ]


def _mark_at(place: int, shown: list[MarkedSegment]) -> int:
    """Return the number, from 1, of the mark at a place of a paragraph, or after it if a gap is there."""
    number = end = 0
    for segment in shown:
        end += len(segment.text)
        if place < end:
            break
        number += segment.marked
    return number + 1


def is_short(text: str) -> bool:
    """Return whether the text is short enough to be shown in large letters."""
    return len(text) <= SHORT


def is_broken(statement: Statement) -> bool:
    """Return whether the long paragraphs of a statement come from captions, not from an author."""
    return statement.text_status == Statement.TextStatus.MACHINE_TRANSCRIPT


def _broken(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pieces of a long paragraph, split at the ends of sentences."""
    words = [(word.start(), word.end()) for word in PARAGRAPH_WORD.finditer(text, start, end)]
    if len(words) <= LONG or "\n" in text[start:end]:
        return [(start, end)]
    pieces, begins = [], 0
    for at, (_, word_end) in enumerate(words[:-LEAST_LEFT], 1):
        so_far = at - begins
        is_end = so_far >= ENOUGH and ENDS_A_SENTENCE.search(text, max(start, word_end - 4), word_end)
        if is_end or so_far >= MOST:
            pieces.append((words[begins][0], word_end))
            begins = at
    return [*pieces, (words[begins][0], end)]


def _noted(segments: list[MarkedSegment], start: int, gaps: Sequence[Span]) -> list[MarkedSegment]:
    """Return the segments with the notes of their gaps. A mark may split a gap; its pieces count as one."""
    noted: list[MarkedSegment] = []
    for segment in segments:
        if segment.is_gap:
            note = next((gap.answer for gap in gaps if gap.start <= start < gap.end), "")
            if noted and noted[-1].is_gap:
                noted[-1] = noted[-1]._replace(text=noted[-1].text + segment.text)
            else:
                noted.append(MarkedSegment(segment.text, marked=False, note=note))
        else:
            noted.append(segment)
        start += len(segment.text)
    return noted


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, end
        start = gap.end() if gap else end
