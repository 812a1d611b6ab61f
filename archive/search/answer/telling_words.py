"""The words that show what a text, or a group of statements, is about: frequent there, and rare elsewhere."""

from collections import Counter
from collections.abc import Collection, Sequence
from math import log
from typing import NamedTuple

from archive.models import GAP
from archive.search.answer.setting_apart import setting_apart
from archive.search.engines import Hit, TellingWord, get_backend, waited_for
from archive.search.question import UNSTEMMED, Or, SearchRequest, Term, fold, is_unspaced, raw_words, stems
from archive.text.function_words import FUNCTION_WORDS

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
    queries = [(Or([Term(field, word.word) for field in FIELDS]), word.weight) for word in words]
    return get_backend().weighed(queries, request, limit)


@waited_for()
def words_of_groups(
    groups: Sequence[Sequence[int] | SearchRequest],
    limit: int,
    *,
    language: str,
    leave_out: Collection[str] = (),
) -> list[list[TellingWord]]:
    """Return for each group of statements at most ``limit`` typical words, the most typical first.

    A group is a list of statement numbers, or what a request is narrowed to. It is compared with the whole archive,
    and with the other groups. Of the forms of a word in the language, only the most typical is returned. Names to leave
    out may have several words. Raise SearchUnavailable.
    """
    names = {fold(word) for name in leave_out for word in raw_words(name)}
    left_out = FUNCTION_WORDS | FILLERS | names | {f"{name}'s" for name in names} | {GAP}
    counted = get_backend().counted_words(groups, left_out)

    def form_of(word: str) -> tuple[str, ...]:
        return stems(word, language)

    words = [setting_apart(group, limit, form_of) for group in counted]
    return _with_first(words, groups)


def _with_first(
    by_group: list[list[TellingWord]], groups: Sequence[Sequence[int] | SearchRequest]
) -> list[list[TellingWord]]:
    """Return the words with the first statement that has each, for groups of numbered statements."""
    numbered = [group if not isinstance(group, SearchRequest) else () for group in groups]
    words = [
        [word.word for word in typical] if group else [] for typical, group in zip(by_group, numbered, strict=True)
    ]
    if not any(words):
        return by_group
    first = get_backend().first_having(words, numbered)
    return [
        [TellingWord(word.word, word.count, number) for word, number in zip(typical, numbers, strict=True)]
        if numbers
        else typical
        for typical, numbers in zip(by_group, first, strict=True)
    ]
