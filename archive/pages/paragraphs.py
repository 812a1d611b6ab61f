"""The text of a statement as numbered paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A blank line ends a paragraph; a single line feed stays a line break within it.
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, its number from 1, and where it stands in the text in Unicode code points."""

    number: int
    start: int
    end: int
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of the text in order; nothing but blank lines lies between them."""
    spans = ((start, end) for start, end in _spans(text) if not text[start:end].isspace())
    return [Paragraph(number, start, end, text[start:end]) for number, (start, end) in enumerate(spans, 1)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in BLANK_LINES.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)
