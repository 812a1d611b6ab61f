"""What ranks one statement before another, in one table. docs/search.md explains each line.

The values were tuned on the judged searches of ``tests/benchmarks/relevance``, without a third of them.
"""

from dataclasses import dataclass

from archive.models import Statement

K1 = 0.9
B = 0.75
"""The parameters of BM25 (Robertson and Zaragoza, 2009): how much repetition counts, and how much the length does."""


@dataclass(frozen=True)
class Weights:
    """Factors multiply a score. Other weights are multiplied with the weight of the words and added to it.

    ``title``, ``text``, ``speaker``, ``topic``, ``roll`` and ``board`` are the weights of a word in each field.

    ``also`` is the weight of a word of the site's list in place of the typed word.

    ``as_typed`` is for a word in the form in which it was typed, beside others, in addition to its weight.

    ``together`` is for words in the order typed, ``near`` for words at most ``near_words`` words from all their
    neighbours in the search; for a word that is near some of them, their share of it.

    ``passage`` is for words that stand in one passage of ``passage_words`` words: their share of the search, squared.

    ``missing`` is the power to which the matched share of a search is raised if words are missing. ``with_all`` is
    added in the same search if none is: a long text may have all words by chance, far from each other.

    A text of ``short_words`` or fewer counts as ``short``, one of ``full_words`` or more as 1; between them, the
    logarithm of the length decides.

    ``kinds`` are for kinds; a kind that is not listed counts as 1.

    Lists of substantial statements contain those of ``substantial_words`` or more, and those with a title. The embedded
    index rounds the number of words up to one of ``whoosh.util.numeric.byte_to_length``; there is one just below this.

    ``recent`` is how much more the newest statement counts than a very old one if no date is asked for; after
    ``recent_years``, half of it is left.
    """

    title: float = 3.0
    text: float = 1.0
    speaker: float = 1.0
    topic: float = 1.0
    roll: float = 1.0
    board: float = 0.6
    also: float = 0.7
    as_typed: float = 0.2
    together: float = 2.0
    near: float = 1.0
    near_words: int = 4
    passage: float = 0.2
    passage_words: int = 40
    missing: float = 1.25
    with_all: float = 6.0
    short: float = 0.3
    short_words: int = 7
    full_words: int = 80
    kinds: tuple[tuple[str, float], ...] = (
        (Statement.Kind.POLICY_STATEMENT, 1.2),
        (Statement.Kind.MOTION, 1.1),
        (Statement.Kind.ANSWER, 1.1),
        (Statement.Kind.PUBLIC_COMMENT, 1.1),
        (Statement.Kind.VOTE, 0.8),
        (Statement.Kind.PROCEDURAL, 0.7),
    )
    substantial_words: int = 24
    recent: float = 0.1
    recent_years: float = 10.0

    @property
    def fields(self) -> dict[str, float]:
        """What a match counts in each field of the index."""
        return {name: getattr(self, name) for name in ("title", "text", "speaker", "topic", "roll", "board")}


WEIGHTS = Weights()
