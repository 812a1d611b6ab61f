"""The words that are typical of groups of statements, compared with the rest of the archive.

A word is judged by the log-likelihood ratio (Dunning, 1993, "Accurate methods for the statistics of surprise and
coincidence"): how unlikely it is that so many statements of the group would have the word if they were like the others.
The number of statements is counted, because every engine knows it exactly. A word that these statements repeat weighs
more, by the logarithm, as in tf-idf (Sparck Jones, 1972).
"""

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines import CountedWords, TellingWord

FAR = 3
"""How many times as often a group must have a typical word. Many groups say "okay" slightly more often."""
APART = 1.5
"""How many times as often as the other groups together. A topic of the whole meeting is not typical of an item."""
SURE = 10.83
"""The ratio that one in a thousand words exceeds by chance."""


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
