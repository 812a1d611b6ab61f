"""The paragraphs of an article, as the readers of files hand them on: those of a block quotation begin with "> "."""

import re
from itertools import pairwise

BLOCK_QUOTE = "> "
# What the readers set before a name that a page shows below a quotation, and between the cells of a row.
DASH = "— "
# A cell with a name is short; a long row is no quotation with its speaker.
LONGEST_NAME = 60
LONGEST_ROW = 2000
SENTENCE = re.compile(r"[.!?](?:\s|$)")


class Unreadable(Exception):
    """A file that is no article, with a sentence for the reader."""


class Paragraphs:
    """Gathers paragraphs. A row of a table becomes one where a cell of it may be the name of who is quoted."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._rows: list[list[int]] = []

    @property
    def ends_in_a_block_quotation(self) -> bool:
        """Whether the last paragraph is one of a block quotation."""
        return bool(self.lines) and self.lines[-1].startswith(BLOCK_QUOTE)

    def add(self, text: str, *, is_quoted: bool = False) -> None:
        """Add a paragraph, unless it is empty."""
        if text := " ".join(text.split()):
            self.lines.append(f"{BLOCK_QUOTE}{text}" if is_quoted else text)

    def sign(self, name: str) -> None:
        """Add the name below a block quotation."""
        self.add(f"{DASH}{name.strip().lstrip('—–-―')}")

    def begin_row(self) -> None:
        """Begin a row, which may stand in the cell of another."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        if self._rows:
            self._rows[-1].append(len(self.lines))

    def end_row(self) -> None:
        """End the row: cells of one paragraph each are set beside each other, if one of them may be a name."""
        starts = self._rows.pop() if self._rows else []
        if not starts:
            return
        is_plain = all(end - start <= 1 for start, end in pairwise([*starts, len(self.lines)]))
        cells = self.lines[starts[0] : starts[0] + len(starts)] if is_plain else []
        if len(cells) > 1 and sum(map(len, cells)) <= LONGEST_ROW and any(map(_may_be_a_name, cells)):
            self.lines[starts[0] :] = [f" {DASH}".join(cells)]


def paragraphs_of(article: str) -> list[str]:
    """Return the paragraphs; lines without an empty one between them are taken for paragraphs too."""
    return [line.strip() for line in article.splitlines() if line.strip()]


def _may_be_a_name(cell: str) -> bool:
    return len(cell) <= LONGEST_NAME and not SENTENCE.search(cell) and not cell.startswith(BLOCK_QUOTE)
