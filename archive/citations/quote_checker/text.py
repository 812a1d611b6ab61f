"""A text prepared for finding words in a row."""

from functools import cached_property

from archive.citations.passages.words import Word
from archive.citations.quote_checker.spoken import spoken_keys, spoken_words
from archive.models import GAP, GAPS


class SplitText:
    """A text with its words, and a string of all of them for a fast first check."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys = spoken_keys(text)
        self.line = f" {' '.join(self.keys)} "

    @cached_property
    def words(self) -> list[Word]:
        """The words with their places. They are only needed for a text that has some of the quotation."""
        return spoken_words(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words it has."""
        return frozenset(self.keys)

    @cached_property
    def stretches(self) -> list["SplitText"]:
        """The text between its gaps. Each stretch keeps its place in a text that is otherwise empty."""
        if GAP not in self.text:
            return [self]
        parts, start = [], 0
        for gap in [*GAPS.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            parts.append(SplitText(" " * start + self.text[start:end]))
            start = gap.end() if gap else end
        return [stretch for stretch in parts if stretch.keys]

    def places(self, sought: list[str]) -> list[int]:
        """Return the numbers of the words where the given words are in a row."""
        if not sought:
            return []
        needle = f" {' '.join(sought)} "
        starts, at = [], self.line.find(needle)
        while at >= 0:
            starts.append(self.line.count(" ", 0, at))
            at = self.line.find(needle, at + 1)
        return starts

    def has_a_run_of(self, sought: list[str], size: int) -> bool:
        """Return whether that many of the given words are in a row in the text."""
        return any(
            f" {' '.join(sought[start : start + size])} " in self.line for start in range(len(sought) - size + 1)
        )
