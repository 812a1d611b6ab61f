"""How many statements of a group have a word: what an engine counts for ``archive.search.answer.telling_words``.

The figures are exact, so every engine gives the same ones. Only the words of texts are counted, not those of titles.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LOOKED_AT = 60
"""Only this many words of a group are looked at: those it uses most often and, of equally frequent ones, the first."""
OFTEN = 2
"""How often a group must use a word."""
SHORTEST = 4
"""In bytes. Shorter words say nothing. One letter of a script without spaces takes three bytes."""
MOST_USES = 255
"""A statement that uses a word more often counts as using it this often."""


@dataclass(frozen=True)
class CountedWords:
    """The words that a group of ``size`` statements uses most often, by use and then in alphabetical order.

    For each word, ``statements`` of the group have it, and ``uses`` says how often. If the group is what a request is
    narrowed to, each statement uses each of its words once. ``in_groups`` statements of all groups together have the
    word, of ``size_of_groups``; ``elsewhere`` statements outside the group have it, of ``size_elsewhere``.
    """

    words: list[str]
    size: int
    statements: NDArray[Any]
    uses: NDArray[Any]
    in_groups: NDArray[Any]
    size_of_groups: int
    elsewhere: NDArray[Any]
    size_elsewhere: int


def can_be_typical(word: str) -> bool:
    """Return whether a folded word is long enough and does not begin with a digit."""
    return len(word.encode()) >= SHORTEST and not "0" <= word[0] <= "9"


def uses_of(words: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield each distinct word of a text that can be typical, and how often the text uses it."""
    for word, count in Counter(words).items():
        if can_be_typical(word):
            yield word, min(count, MOST_USES)


def most_used(uses: NDArray[Any]) -> NDArray[np.intp]:
    """Return the places of the words to look at, given how often each word is used, in alphabetical order."""
    often = np.flatnonzero(uses >= OFTEN)
    return often[np.argsort(-uses[often], kind="stable")][:LOOKED_AT]
