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


def paragraphs(text: str, marks: Sequence[Span] = ()) -> list[Paragraph]:
    """Return the paragraphs of the text in order; nothing but blank lines lies between them."""
    first = marks[0].start if marks else -1
    return [
        Paragraph(number, start, end, segments(text, marks, start, end), start <= first < end)
        for number, (start, end) in enumerate(_spans(text), 1)
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, end
        start = gap.end() if gap else end
