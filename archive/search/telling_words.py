"""The words that tell what a text is about: frequent in it, and in few statements of the archive."""

from collections import Counter
from math import log

from archive.models import GAP
from archive.search.analysis import fold, is_unspaced, raw_words
from archive.search.backends import get_backend

TEXT_READ = 6_000
"""Characters: what a text is about it says early, and a page waits for the answer."""

MOST_LOOKED_UP = 48
SHORTEST = 4
LEAST_STATEMENTS = 2
MOST_STATEMENTS = 2_000
"""A word that one statement has leads to no other, and one that thousands have to none in particular."""


def telling_words(text: str, limit: int) -> list[str]:
    """Return at most ``limit`` folded words of the text, the most telling first; raise SearchUnavailable.

    They are weighed by how often the text has them against how many statements do (tf-idf: Sparck Jones, 1972).
    """
    counts = Counter(map(fold, raw_words(text[:TEXT_READ])))
    counts = Counter({word: count for word, count in counts.items() if word[0] != GAP})
    candidates = [word for word in counts if is_unspaced(word) or (len(word) >= SHORTEST and not word[0].isdigit())]
    known = {entry.word: entry.count for entry in get_backend().word_counts(candidates[:MOST_LOOKED_UP])}
    most = max(known.values(), default=0)
    weights = {
        word: (1 + log(counts[word])) * log(2 * most / number)
        for word, number in known.items()
        if LEAST_STATEMENTS <= number <= MOST_STATEMENTS
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:limit]
