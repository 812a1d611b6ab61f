"""What makes one statement come before another, in one table. docs/search.md explains each line.

The values were tuned on the judged searches of ``tests/benchmarks/relevance``, a third of which had no part in it.
"""

from dataclasses import dataclass

from archive.models import Statement


@dataclass(frozen=True)
class Weights:
    """Factors multiply a score, weights are added to it after a multiplication with what a word tells.

    ``title``, ``text``, ``speaker``, ``topic`` and ``board`` say what a word counts in each of them.
    ``also`` is what a word of the site's list counts in the place of the word that was typed.
    ``together`` is for words in the order typed, ``near`` for two words at most ``near_words`` words apart, and for all
    words of the search where there are ``close_words`` times as many between them at most.
    ``missing`` is the power to which the told part of a search is raised where words of it are missing.
    A text of ``short_words`` or fewer counts as ``short``, one of ``full_words`` or more as 1, those between grow from
    one to the other with the logarithm of their length.
    ``titled`` is for statements with a title, ``kinds`` for kinds; a kind that is not named counts as 1.
    Lists of statements of substance hold those of ``substantial_words`` or more, and those with a title.
    ``recent`` is how much more the newest statement of the archive counts than a very old one, where no date is asked
    for; half of it is left after ``recent_years``.
    """

    title: float = 3.0
    text: float = 1.0
    speaker: float = 1.0
    topic: float = 1.0
    board: float = 0.6
    also: float = 0.7
    together: float = 2.0
    near: float = 0.5
    near_words: int = 4
    close_words: int = 6
    missing: float = 1.5
    short: float = 0.3
    short_words: int = 7
    full_words: int = 80
    titled: float = 1.15
    kinds: tuple[tuple[str, float], ...] = (
        (Statement.Kind.POLICY_STATEMENT, 1.2),
        (Statement.Kind.MOTION, 1.1),
        (Statement.Kind.ANSWER, 1.1),
        (Statement.Kind.PUBLIC_COMMENT, 1.1),
        (Statement.Kind.VOTE, 0.8),
        (Statement.Kind.PROCEDURAL, 0.7),
    )
    substantial_words: int = 25
    recent: float = 0.1
    recent_years: float = 10.0

    @property
    def fields(self) -> dict[str, float]:
        """What a match counts in each field of the index."""
        return {name: getattr(self, name) for name in ("title", "text", "speaker", "topic", "board")}


WEIGHTS = Weights()
