"""The text of a statement as numbered paragraphs, with the words of a search marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.search.marking import Segment, Span, segments

# A blank line ends a paragraph; a single line feed stays a line break within it.
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, its number from 1, and where it stands in the text in Unicode code points.

    ``segments`` are its text, marked or not; ``begins_marks`` where the first marked one of the whole text is in it.
    """

    number: int
    start: int
    end: int
    segments: list[Segment]
    begins_marks: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(segment.text for segment in self.segments)


def paragraphs(text: str, marks: Sequence[Span] = (), gaps: Sequence[Span] = ()) -> list[Paragraph]:
    """Return the paragraphs of the text in order; nothing but blank lines lies between them.

    ``gaps`` are passages that were redacted, each with what the page says of it as its answer.
    """
    first = marks[0].start if marks else -1
    return [
        Paragraph(number, start, end, _noted(segments(text, marks, start, end), start, gaps), start <= first < end)
        for number, (start, end) in enumerate(_spans(text), 1)
    ]


def _noted(found: list[Segment], start: int, gaps: Sequence[Span]) -> list[Segment]:
    """Return the segments with the notes of their gaps; the pieces of one gap, which a mark may part, are one."""
    noted: list[Segment] = []
    for segment in found:
        if segment.is_gap:
            note = next((gap.answer for gap in gaps if gap.start <= start < gap.end), "")
            if noted and noted[-1].is_gap:
                noted[-1] = noted[-1]._replace(text=noted[-1].text + segment.text)
            else:
                noted.append(Segment(segment.text, marked=False, note=note))
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
