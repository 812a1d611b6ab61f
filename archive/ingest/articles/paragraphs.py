"""The paragraphs of an article, as the file readers return them. Those of a block quotation begin with "> "."""

import re
from itertools import pairwise

BLOCK_QUOTE = "> "
# The readers put this before a name below a quotation, and between the cells of a row.
DASH = "— "
# A cell with a name is short. A long row is not a quotation with its speaker.
LONGEST_NAME = 60
LONGEST_ROW = 2000
SENTENCE = re.compile(r"[.!?](?:\s|$)")


class Unreadable(Exception):
    """A file that is not an article, with a sentence for the reader."""


class Paragraphs:
    """Collects paragraphs.

    A table row becomes one paragraph if one of its cells may be the name of the person quoted.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._rows: list[list[int]] = []

    @property
    def ends_in_a_block_quotation(self) -> bool:
        """Whether the last paragraph belongs to a block quotation."""
        return bool(self.lines) and self.lines[-1].startswith(BLOCK_QUOTE)

    def add(self, text: str, *, is_quoted: bool = False) -> None:
        """Add a paragraph, unless it is empty."""
        if text := " ".join(text.split()):
            self.lines.append(f"{BLOCK_QUOTE}{text}" if is_quoted else text)

    def sign(self, name: str) -> None:
        """Add the name below a block quotation."""
        self.add(f"{DASH}{name.strip().lstrip('—–-―')}")

    def begin_row(self) -> None:
        """Begin a row, possibly inside the cell of another row."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        if self._rows:
            self._rows[-1].append(len(self.lines))

    def end_row(self) -> None:
        """End the row. If every cell has one paragraph and one may be a name, join the cells into one paragraph."""
        starts = self._rows.pop() if self._rows else []
        if not starts:
            return
        is_plain = all(end - start <= 1 for start, end in pairwise([*starts, len(self.lines)]))
        cells = self.lines[starts[0] : starts[0] + len(starts)] if is_plain else []
        if len(cells) > 1 and sum(map(len, cells)) <= LONGEST_ROW and any(map(_may_be_a_name, cells)):
            self.lines[starts[0] :] = [f" {DASH}".join(cells)]


def _may_be_a_name(cell: str) -> bool:
    return len(cell) <= LONGEST_NAME and not SENTENCE.search(cell) and not cell.startswith(BLOCK_QUOTE)
