"""The words that show what a text, or a group of statements, is about: frequent there, and rare elsewhere.

A word of a group is judged by the log-likelihood ratio (Dunning, 1993, "Accurate methods for the statistics of surprise
and coincidence"): how unlikely it is that so many statements of the group would have the word if they were like the
others. The number of statements is counted, because every engine knows it exactly. A word that these statements repeat
weighs more, by the logarithm, as in tf-idf (Sparck Jones, 1972).
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.language.function_words import FUNCTION_WORDS
from archive.models import GAP
from archive.search.engines import CountedWords, Hit, TellingWord, get_backend, waited_for
from archive.search.question import UNSTEMMED, AnyOf, SearchRequest, Term, fold, is_unspaced, raw_words, stems

TEXT_READ = 6_000
"""In characters. A text says early what it is about, and a page waits for the answer."""

MOST_LOOKED_UP = 48
SHORTEST = 4
FILLERS = frozenset({"okay", "yeah", "well", "thank", "thanks", "gonna", "kind", "thing", "things", "think", "know"})
"""Words that people say while they speak, whatever the topic."""
LEAST_STATEMENTS = 2
MOST_STATEMENTS = 2_000
"""A word in one statement leads to no other statement, and one in thousands to none in particular."""

FIELDS = (*UNSTEMMED.values(), "topic")
PRECISION = 10

FAR = 3
"""How many times as often a group must have a typical word. Many groups say "okay" slightly more often."""
APART = 1.5
"""How many times as often as the other groups together. A topic of the whole meeting is not typical of an item."""
SURE = 10.83
"""The ratio that one in a thousand words exceeds by chance."""


class WeighedWord(NamedTuple):
    """A folded word, and how typical it is of a text: a whole number, so that every engine adds up the same."""

    word: str
    weight: int


@waited_for()
def telling_words(text: str, limit: int) -> list[WeighedWord]:
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
    best = sorted(weights, key=lambda word: (-weights[word], word))[:limit]
    return [WeighedWord(word, max(1, round(PRECISION * weights[word]))) for word in best]


@waited_for()
def statements_with(words: Sequence[WeighedWord], request: SearchRequest, limit: int) -> list[Hit]:
    """Return at most ``limit`` statements within the filters of a request that have any of the words.

    Words are looked for in texts, titles and the names of topics. Statements with more of them, with weightier ones and
    with fewer others come first. Raise SearchUnavailable.
    """
    queries = [(AnyOf(tuple(Term(field, word.word) for field in FIELDS)), word.weight) for word in words]
    return get_backend().weighed(queries, request, limit)


@waited_for()
def words_of_groups(
    groups: Sequence[Sequence[int]],
    limit: int,
    *,
    language: str,
    leave_out: Collection[str] = (),
) -> list[list[TellingWord]]:
    """Return for each group of statements at most ``limit`` typical words, the most typical first.

    A group is a list of statement numbers. It is compared with the whole archive, and with the other groups. Of the
    forms of a word in the language, only the most typical is returned. Names to leave out may have several words.
    Raise SearchUnavailable.
    """
    names = {fold(word) for name in leave_out for word in raw_words(name)}
    left_out = FUNCTION_WORDS | FILLERS | names | {f"{name}'s" for name in names} | {GAP}
    counted = get_backend().counted_words(groups, left_out)

    def form_of(word: str) -> tuple[str, ...]:
        return stems(word, language)

    words = [setting_apart(group, limit, form_of) for group in counted]
    return _with_first(words, groups)


def _with_first(by_group: list[list[TellingWord]], groups: Sequence[Sequence[int]]) -> list[list[TellingWord]]:
    """Return the words with the first statement that has each."""
    words = [[word.word for word in typical] for typical in by_group]
    if not any(words):
        return by_group
    return [
        [TellingWord(word.word, word.count, number) for word, number in zip(typical, numbers, strict=True)]
        for typical, numbers in zip(by_group, get_backend().first_having(words, groups), strict=True)
    ]


def setting_apart(counted: CountedWords, limit: int, form_of: Callable[[str], Hashable]) -> list[TellingWord]:
    """Return at most ``limit`` words that the group has far more often, the most typical first.

    Of the words with the same form, only the most typical is returned. The group must also have them more often than
    the other groups together.
    """
    ratios = log_likelihood(counted.statements, counted.size, counted.elsewhere, counted.size_elsewhere)
    ratios *= 1 + np.log(counted.uses / np.maximum(counted.statements, 1))
    ratios *= _apart(counted)
    typical: dict[Hashable, int] = {}
    # The words are in alphabetical order among those that the group uses equally often.
    for at in sorted(np.flatnonzero(ratios > SURE).tolist(), key=lambda at: (-ratios[at], counted.words[at])):
        typical.setdefault(form_of(counted.words[at]), at)
        if len(typical) == limit:
            break
    return [TellingWord(counted.words[at], int(counted.statements[at])) for at in typical.values()]


def _apart(counted: CountedWords) -> NDArray[np.bool_]:
    others, size = counted.in_groups - counted.statements, counted.size_of_groups - counted.size
    return counted.statements * size > APART * others * counted.size if size else np.ones(len(counted.words), bool)


def log_likelihood(here: NDArray[Any], size: int, elsewhere: NDArray[Any], size_elsewhere: int) -> NDArray[np.float64]:
    """Return how surprising it is that so many statements here have each word, given how many have it elsewhere.

    Return 0 for a word that not far more of the statements have.
    """
    if not size or not size_elsewhere:
        return np.zeros(len(here))
    total = here + elsewhere
    expected_here = total * (size / (size + size_elsewhere))
    expected_elsewhere = total - expected_here
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = 2 * (
            np.where(here > 0, here * np.log(here / expected_here), 0)
            + np.where(elsewhere > 0, elsewhere * np.log(elsewhere / expected_elsewhere), 0)
        )
    is_far_more = here * size_elsewhere > FAR * elsewhere * size
    return np.where(is_far_more, ratios, 0.0)
