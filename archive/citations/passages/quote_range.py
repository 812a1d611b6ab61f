"""A passage of a text, by position: the meaning of ``?quote=12-40`` in a URL."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext, ngettext

from archive.citations.passages.words import Word, words

PATTERN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
ENDS_A_SENTENCE = ".?!…"


class QuoteRangeError(Exception):
    """A range that does not fit the text; has a sentence for the reader."""


class MalformedRange(QuoteRangeError):
    """The value in the URL is not a range."""

    def __init__(self, written: str) -> None:
        super().__init__(
            gettext("“%(written)s” is not a passage. Use two numbers, such as 12-40.") % {"written": written[:40]}
        )


class OutsideText(QuoteRangeError):
    """The range goes beyond the end of the text."""

    def __init__(self, length: int) -> None:
        super().__init__(
            ngettext(
                "The link points outside the text, which is %(length)s character long.",
                "The link points outside the text, which is %(length)s characters long.",
                length,
            )
            % {"length": f"{length:,}"}
        )


class WordsNotFound(QuoteRangeError):
    """The first or last words of the passage are not in the text, or not in that order."""

    def __init__(self, typed: str, *, after: str = "") -> None:
        sentence = (
            gettext("“%(typed)s” does not appear after “%(after)s”.")
            if after
            else gettext("“%(typed)s” is not in this text.")
        )
        super().__init__(sentence % {"typed": typed, "after": after})


class WordsFoundTwice(QuoteRangeError):
    """The first words are in the text more than once."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            gettext("“%(typed)s” appears more than once in this text. Type a few more words.") % {"typed": typed}
        )


@dataclass(frozen=True, order=True)
class QuoteRange:
    """A passage from ``start`` up to ``end``, in Unicode code points from 0; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise MalformedRange(f"{self.start}-{self.end}")

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read "12-40"; raise MalformedRange for anything else."""
        if not (match := PATTERN.fullmatch(written)):
            raise MalformedRange(written)
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def words_in(self, text: str) -> str:
        """Return the passage; raise OutsideText if the text is shorter."""
        if self.end > len(text):
            raise OutsideText(len(text))
        return text[self.start : self.end]


def from_ends(text: str, first: str, last: str) -> QuoteRange:
    """Return the passage from the first words typed to the next place of the last ones.

    Capitals, accents and punctuation do not matter. The passage includes the mark that ends a sentence. Without last
    words, the passage is the first ones. Raise WordsNotFound or WordsFoundTwice with what was typed.
    """
    stored = words(text)
    starts = _places(stored, first)
    if not starts:
        raise WordsNotFound(first)
    if len(starts) > 1:
        raise WordsFoundTwice(first)
    beginning, end = starts[0]
    if last.strip():
        endings = [stop for start, stop in _places(stored, last) if start >= beginning]
        if not endings:
            raise WordsNotFound(last, after=first)
        end = endings[0]
    stop = stored[end - 1].end
    while stop < len(text) and text[stop] in ENDS_A_SENTENCE:
        stop += 1
    return QuoteRange(stored[beginning].start, stop)


def _places(stored: list[Word], typed: str) -> list[tuple[int, int]]:
    sought = [word.key for word in words(typed)]
    size = len(sought)
    if not size:
        return []
    return [
        (start, start + size)
        for start in range(len(stored) - size + 1)
        if all(stored[start + offset].key == key for offset, key in enumerate(sought))
    ]


def places_of(run: Sequence[tuple[int, Word]]) -> tuple[tuple[int, QuoteRange], ...]:
    """Return where the words are in a row, each word with the number of its text: a passage for each text."""
    ends: dict[int, tuple[int, int]] = {}
    for number, word in run:
        ends[number] = (ends.get(number, (word.start, 0))[0], word.end)
    return tuple((number, QuoteRange(start, end)) for number, (start, end) in ends.items())
