"""Statements that match any of some queries, by the sum of the weights of those they match, and by their brevity."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.brevity import brevity
from archive.search.engines.results import Hit
from archive.search.engines.whoosh.by_document import FIELD, distinct_words
from archive.search.engines.whoosh.evaluation import Evaluator, Found
from archive.search.engines.whoosh.selection import allowed, best, hits_of
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question import Query, SearchRequest


def weighed(snapshot: Snapshot, queries: Sequence[tuple[Query, int]], request: SearchRequest, limit: int) -> list[Hit]:
    """Return the statements within the filters of the request with the highest sums."""
    evaluator = Evaluator(snapshot, scored=False)
    scores = np.zeros(snapshot.size, np.float32)
    for query, weight in queries:
        scores[evaluator.find(query).at] += weight
    scores *= _brevity(snapshot)
    if (mask := allowed(snapshot, request)) is not None:
        scores[~mask] = 0
    scoring = np.flatnonzero(scores)
    first = scoring[best(scores[scoring], snapshot.numbers[scoring], min(limit, len(scoring)))]
    return hits_of(snapshot, Found(first, scores[first]))


def _brevity(snapshot: Snapshot) -> NDArray[np.float32]:
    """Return the brevity of each document's text."""

    def made() -> NDArray[np.float32]:
        counts = [distinct_words(reader) for _, reader in snapshot.fields(FIELD)]
        words = np.concatenate(counts) if counts else np.empty(0, np.uint32)
        return np.array([brevity(number) for number in range(int(words.max(initial=0)) + 1)], np.float32)[words]

    return snapshot.derived("brevity", made)
