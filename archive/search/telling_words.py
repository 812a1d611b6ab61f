"""The words that show what a text, or a group of statements, is about: frequent there, and rare elsewhere."""

from collections import Counter
from collections.abc import Collection, Sequence
from math import log

from archive.models import GAP
from archive.search.analysis import fold, is_unspaced, raw_words, stems
from archive.search.backends import get_backend
from archive.search.natural.function_words import FUNCTION_WORDS
from archive.search.request import SearchRequest
from archive.search.results import TellingWord

TEXT_READ = 6_000
"""In characters. A text says early what it is about, and a page waits for the answer."""

MOST_LOOKED_UP = 48
SHORTEST = 4
FILLERS = frozenset({"okay", "yeah", "well", "thank", "thanks", "gonna", "kind", "thing", "things", "think", "know"})
"""Words that people say while they speak, whatever the topic."""
LEAST_STATEMENTS = 2
MOST_STATEMENTS = 2_000
"""A word in one statement leads to no other statement, and one in thousands to none in particular."""


def telling_words(text: str, limit: int) -> list[str]:
    """Return at most ``limit`` folded words of the text, the most typical first; raise SearchUnavailable.

    They are weighted by tf-idf (Sparck Jones, 1972): how often the text has them against how many statements do.
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


def words_of_groups(
    groups: Sequence[Sequence[int] | SearchRequest],
    limit: int,
    *,
    language: str,
    others: SearchRequest | None = None,
    leave_out: Collection[str] = (),
) -> list[list[TellingWord]]:
    """Return for each group of statements at most ``limit`` typical words, the most typical first.

    A group is a list of statement numbers, or what a request is narrowed to. It is compared with the ``others``, or
    with the whole archive. Of the forms of a word in the language, only the most typical is returned. Names to leave
    out may have several words. Raise SearchUnavailable.
    """
    names = {fold(word) for name in leave_out for word in raw_words(name)}
    left_out = FUNCTION_WORDS | FILLERS | names | {f"{name}'s" for name in names} | {GAP}
    return get_backend().telling_words(groups, limit, others, left_out, lambda word: stems(word, language))
