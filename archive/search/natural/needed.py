"""Texts of plain words: which of them every statement must have that the exact search finds.

For most searches this tells all, or that nothing is found, without reading the text as a question.
"""

import re
from typing import NamedTuple

from archive.search.analysis import fold
from archive.search.concepts import Concepts
from archive.search.natural.dates import DATE_WORDS
from archive.search.natural.function_words import FUNCTION_WORDS, QUESTION_WORDS, SAYERS, SAYING, TITLES
from archive.search.natural.understanding import ABOUT, BY, HONORIFICS

# Words and the marks between them: nothing of the language of searches.
PLAIN = re.compile(r"[^\W\d_]+[.?!]*(?:[\s,;]+[^\W\d_]+[.?!]*)*\s*")
WORD = re.compile(r"[^\W\d_]+")
OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})
UNNEEDED = FUNCTION_WORDS | QUESTION_WORDS | SAYERS | SAYING | TITLES | ABOUT | BY | HONORIFICS | DATE_WORDS


class Needed(NamedTuple):
    """Words that must be found; where they are all of the text, nothing else is asked for."""

    words: list[str]
    are_all: bool


class NeededWords:
    """Reads many texts; what it has found out of a word it remembers."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self._needed: dict[str, bool] = {}

    def of(self, text: str) -> Needed:
        """Return the needed words of a text; none where it is more than plain words.

        What may be read as a date, a title, a word of the question or a concept may be needed too, and is left out.
        """
        if not PLAIN.fullmatch(text):
            return Needed([], are_all=False)
        words = WORD.findall(text)
        if not OPERATORS.isdisjoint(words):
            return Needed([], are_all=False)
        needed = [word for word in words if self._is_needed(word)]
        return Needed(needed, len(needed) == len(words))

    def _is_needed(self, word: str) -> bool:
        if (known := self._needed.get(word)) is None:
            known = self._needed[word] = fold(word) not in UNNEEDED and not self._concepts.holds(word)
        return known
