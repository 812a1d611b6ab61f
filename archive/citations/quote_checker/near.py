"""A short quotation with one word different: changed, removed or added."""

import re
from functools import lru_cache

from archive.citations.quote_checker.alignment import Block
from archive.citations.quote_checker.text import SplitText

FEWEST_WORDS = 5
MOST_WORDS = 7
# A word at either end may be wrong too, but then the rest is one run, which is found by itself.
FEWEST_ON_A_SIDE = 1
ANY_WORD = r"\S+ "


def one_word_off(sought: list[str], text: SplitText) -> list[Block]:
    """Return the two runs of words around the different one, at the first place that has them, or an empty list."""
    if not FEWEST_WORDS <= len(sought) <= MOST_WORDS:
        return []
    for before, between, after, pattern in _patterns(tuple(sought)):
        if match := pattern.search(text.line):
            start = text.line.count(" ", 0, match.start())
            return [Block(start, 0, before), Block(start + before + between, len(sought) - after, after)]
    return []


@lru_cache(maxsize=64)
def _patterns(sought: tuple[str, ...]) -> list[tuple[int, int, int, re.Pattern[str]]]:
    """Return, for each word that may differ, how many words are before, at and after it, and what to look for."""
    size = len(sought)
    patterns = []
    for at in range(FEWEST_ON_A_SIDE, size - FEWEST_ON_A_SIDE + 1):
        # Changed or added: the word at this place does not count. Removed: the text has one more word before it.
        for between, rest in ((1, at + 1), (0, at + 1), (1, at)):
            if size - rest >= FEWEST_ON_A_SIDE:
                written = f" {' '.join(sought[:at])} {ANY_WORD * between}{' '.join(sought[rest:])} "
                patterns.append((at, between, size - rest, _literal(written)))
    return patterns


def _literal(written: str) -> re.Pattern[str]:
    return re.compile(ANY_WORD.join(map(re.escape, written.split(ANY_WORD))))
