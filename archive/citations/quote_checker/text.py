"""A text made ready to be searched for words in a row."""

from functools import cached_property

from archive.citations.words import Word, keys, words
from archive.models import GAP, GAPS


class Text:
    """A text with its words, and those in one string for a fast first look."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys = keys(text)
        self.line = f" {' '.join(self.keys)} "

    @cached_property
    def words(self) -> list[Word]:
        """The words with their places, which only a text that has something of the quotation is asked for."""
        return words(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words it has."""
        return frozenset(self.keys)

    @cached_property
    def stretches(self) -> list["Text"]:
        """The text between its gaps, each stretch at its own place in a text that is else empty."""
        if GAP not in self.text:
            return [self]
        found, start = [], 0
        for gap in [*GAPS.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            found.append(Text(" " * start + self.text[start:end]))
            start = gap.end() if gap else end
        return [stretch for stretch in found if stretch.keys]

    def places(self, sought: list[str]) -> list[int]:
        """Return the numbers of the words where the sought ones stand in a row."""
        if not sought:
            return []
        needle = f" {' '.join(sought)} "
        found, at = [], self.line.find(needle)
        while at >= 0:
            found.append(self.line.count(" ", 0, at))
            at = self.line.find(needle, at + 1)
        return found

    def has_a_run_of(self, sought: list[str], size: int) -> bool:
        """Return whether as many of the sought words in a row stand in the text."""
        return any(
            f" {' '.join(sought[start : start + size])} " in self.line for start in range(len(sought) - size + 1)
        )
