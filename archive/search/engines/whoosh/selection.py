"""How a result is narrowed, weighed and counted, and which part of it is shown."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.document import moment
from archive.search.engines.results import FacetCount, Hit
from archive.search.engines.whoosh.evaluation import NOTHING, Evaluator, Found
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.engines.whoosh.substance import substantial
from archive.search.question import WEIGHTS, Facet, Query, SearchRequest, Sort

NARROW = 4
"""If fewer than one in this many documents are allowed, a query is run only on those, else on all."""
ROWS = 256
"""The value that means "none" and is not counted."""


def matching(evaluator: Evaluator, query: Query, request: SearchRequest) -> Found:
    """Return the documents that match the query and the filters of the request."""
    snapshot = evaluator.snapshot
    mask = allowed(snapshot, request)
    if mask is None:
        return evaluator.find(query)
    if np.count_nonzero(mask) * NARROW < snapshot.size:
        among = np.flatnonzero(mask)
        at, scores = evaluator.find(query, among)
        return Found(among[at], scores)
    documents, scores = evaluator.find(query)
    kept = mask[documents]
    return Found(documents[kept], scores[kept])


def allowed(snapshot: Snapshot, request: SearchRequest) -> NDArray[np.bool_] | None:
    """Return which documents the request's filters allow, without deleted ones; None if they allow all."""
    mask = snapshot.live
    for facet, wanted in request.filters.items():
        mask = both(mask, snapshot.facet(facet).having(wanted))
    if request.meeting is not None:
        mask = both(mask, snapshot.facet("meeting").having({request.meeting}))
    if request.substantial:
        mask = both(mask, substantial(snapshot, WEIGHTS))
    if request.first_day or request.last_day:
        mask = both(mask, snapshot.between(request.first_day, request.last_day))
    if request.published_since is not None:
        mask = both(mask, snapshot.published >= moment(request.published_since))
    if request.among is not None:
        mask = both(mask, np.isin(snapshot.numbers, np.fromiter(request.among, np.int64, len(request.among))))
    return mask


def documents_of(snapshot: Snapshot, numbers: Sequence[int]) -> NDArray[np.intp]:
    """Return the documents with these numbers, in the same order."""
    wanted = np.fromiter(numbers, np.int64, len(numbers))
    documents, places = snapshot.by_number
    at = np.searchsorted(documents, wanted)
    known = at < len(documents)
    known[known] = documents[at[known]] == wanted[known]
    return places[at[known]]


def both(one: NDArray[np.bool_] | None, other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where both masks are true; None is true everywhere."""
    return other if one is None else one & other


def counted(snapshot: Snapshot, documents: NDArray[np.intp]) -> dict[Facet, list[FacetCount]]:
    """Return for each facet the values among the documents and how many have each, the most frequent first."""
    return {facet: snapshot.facet(facet).counts(documents) for facet in Facet}


Order = Callable[[Found, int], NDArray[np.intp]]
"""Returns the first ones of the documents found, best first, as indexes into them; takes their number."""


def page_of(snapshot: Snapshot, matches: Found, request: SearchRequest, by_relevance: Order | None = None) -> Found:
    """Return the documents of the requested page, in order; ``found.at`` are documents. Ties go to the lower number."""
    end = min(request.page * request.page_size, len(matches.at))
    start = (request.page - 1) * request.page_size
    if start >= end:
        return NOTHING
    if request.sort is Sort.PUBLISHED:
        order = best(snapshot.published[matches.at], -snapshot.numbers[matches.at], end)
    elif request.sort is not Sort.RELEVANCE:
        keys = snapshot.chronology[matches.at]
        keys = keys if request.sort is Sort.NEWEST else -keys
        chosen = largest(keys, end)
        order = chosen[np.argsort(-keys[chosen])]
    elif by_relevance:
        order = by_relevance(matches, end)
    else:
        order = best(matches.scores, snapshot.numbers[matches.at], end)
    shown = order[start:end]
    return Found(matches.at[shown], matches.scores[shown])


def hits_of(snapshot: Snapshot, page: Found) -> list[Hit]:
    """Return the hits of a page of documents."""
    numbers, scores = snapshot.numbers[page.at].tolist(), page.scores.tolist()
    return [Hit(number, score) for number, score in zip(numbers, scores, strict=True)]


def best(scores: NDArray[Any], numbers: NDArray[np.int64], count: int) -> NDArray[np.intp]:
    """Return the indexes of the highest scores, highest first. Among equal scores, the lower number comes first."""
    chosen = largest(scores, count)
    if len(chosen) > count:
        # Many may share the lowest score. Take those with the lowest numbers.
        least = np.partition(scores[chosen], len(chosen) - count)[len(chosen) - count]
        above, equal = chosen[scores[chosen] > least], chosen[scores[chosen] == least]
        lowest = largest(-numbers[equal], count - len(above))
        chosen = np.concatenate((above, equal[lowest]))
    return chosen[np.lexsort((numbers[chosen], -scores[chosen]))][:count]


def largest(values: NDArray[Any], count: int) -> NDArray[np.intp]:
    """Return the indexes of the largest values, and perhaps of more: all that equal the last of them.

    The values are split into rows. If as many rows as values are wanted have a maximum of at least some bound, then
    nothing below that bound is among the largest. This takes two fast passes and leaves little to sort.
    """
    rows = max(ROWS, 4 * count)
    if len(values) < 4 * rows:
        return np.arange(len(values))
    width = len(values) // rows
    maxima = values[: rows * width].reshape(rows, width).max(axis=1)
    bound = np.partition(maxima, rows - count)[rows - count]
    return np.flatnonzero(values >= bound)


def weighed(snapshot: Snapshot, queries: Sequence[tuple[Query, int]], request: SearchRequest, limit: int) -> list[Hit]:
    """Return the statements within the filters of the request with the highest sums."""
    evaluator = Evaluator(snapshot, scored=False)
    scores = np.zeros(snapshot.size, np.float32)
    for query, weight in queries:
        scores[evaluator.find(query).at] += weight
    scores *= snapshot.brevity
    if (mask := allowed(snapshot, request)) is not None:
        scores[~mask] = 0
    scoring = np.flatnonzero(scores)
    first = scoring[best(scores[scoring], snapshot.numbers[scoring], min(limit, len(scoring)))]
    return hits_of(snapshot, Found(first, scores[first]))
