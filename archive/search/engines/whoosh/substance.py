"""How much a statement has to say, for any search: a factor for each document of a snapshot."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.inversion import LENGTHS
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question.weights import Weights

DAYS_A_YEAR = 365.25


def substance(snapshot: Snapshot, weights: Weights, *, dated: bool) -> NDArray[np.float32]:
    """Return the factor of each document. If a date is requested, how recent it is does not count."""
    return snapshot.derived(("substance", weights, dated), partial(_substance_factors, snapshot, weights, dated=dated))


def _substance_factors(snapshot: Snapshot, weights: Weights, *, dated: bool) -> NDArray[np.float32]:
    factors = of_length(LENGTHS, weights)[snapshot.norms("text")[0]]
    kinds, of_kind = snapshot.facet("kind"), dict(weights.kinds)
    factors *= np.array([of_kind.get(kind, 1.0) for kind in kinds.groups], np.float32)[kinds.codes]
    if not dated and snapshot.size:
        years = (snapshot.last_days.max() - snapshot.last_days) / DAYS_A_YEAR
        factors *= (1 + weights.recent * 0.5 ** (years / weights.recent_years)).astype(np.float32)
    return factors


def substantial(snapshot: Snapshot, weights: Weights) -> NDArray[np.bool_]:
    """Return which documents have more than a few words, or a title."""

    def made() -> NDArray[np.bool_]:
        long = (weights.substantial_words <= LENGTHS)[snapshot.norms("text")[0]]
        return long | (snapshot.norms("title")[0] > 0)

    return snapshot.derived(("substantial", weights), made)


def of_length(lengths: NDArray[Any], weights: Weights) -> NDArray[np.float32]:
    """Return the factor for texts with those numbers of words."""
    grown = np.log(np.maximum(lengths, 1) / weights.short_words) / np.log(weights.full_words / weights.short_words)
    return (weights.short + (1 - weights.short) * np.clip(grown, 0, 1)).astype(np.float32)
