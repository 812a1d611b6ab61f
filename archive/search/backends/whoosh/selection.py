"""What a result is narrowed to, how it is counted, and which part of it is shown."""

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.evaluation import Found
from archive.search.backends.whoosh.segment import FacetColumn
from archive.search.backends.whoosh.snapshot import Snapshot
from archive.search.request import Facet, SearchRequest, Sort
from archive.search.results import FacetCount, Hit

NOTHING: Mapping[Facet, Hashable] = {Facet.SPEAKER: 0}
"""The value that stands for none and is not counted."""


def candidates(snapshot: Snapshot, request: SearchRequest) -> NDArray[np.intp] | None:
    """Return the documents that the request's filters leave, deleted ones aside; None where they leave all."""
    mask = snapshot.live
    for facet, wanted in request.filters.items():
        mask = both(mask, having(snapshot.facet(facet), wanted))
    if request.meeting is not None:
        mask = both(mask, having(snapshot.facet("meeting"), {request.meeting}))
    if request.first_day is not None:
        mask = both(mask, snapshot.last_days >= request.first_day.toordinal())
    if request.last_day is not None:
        mask = both(mask, snapshot.first_days <= request.last_day.toordinal())
    return None if mask is None else np.flatnonzero(mask)


def both(one: NDArray[np.bool_] | None, other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where both masks hold; None holds everywhere."""
    return other if one is None else one & other


def having(column: FacetColumn, wanted: Collection[Hashable]) -> NDArray[np.bool_]:
    """Return which documents have any of the values."""
    allowed = [bool(set(values_of(value)) & set(wanted)) for value in column.values]
    return np.array(allowed, bool)[column.codes]


def counted(snapshot: Snapshot, documents: NDArray[np.intp]) -> dict[Facet, list[FacetCount]]:
    """Return for each facet the values among the documents and how many have each, the most frequent first."""
    return {facet: _counts(snapshot.facet(facet), documents, NOTHING.get(facet)) for facet in Facet}


def page_of(snapshot: Snapshot, found: Found, request: SearchRequest) -> list[Hit]:
    """Return the hits of the page asked for; ``found.at`` are documents. Ties are broken by number."""
    end = min(request.page * request.page_size, len(found.at))
    start = (request.page - 1) * request.page_size
    if start >= end:
        return []
    if request.sort is Sort.RELEVANCE:
        order = best(found.scores, snapshot.numbers[found.at], end)
    else:
        keys = snapshot.chronology[found.at]
        order = smallest(-keys if request.sort is Sort.NEWEST else keys, end)
    shown = order[start:end]
    numbers, scores = snapshot.numbers[found.at[shown]].tolist(), found.scores[shown].tolist()
    return [Hit(number, score) for number, score in zip(numbers, scores, strict=True)]


def best(scores: NDArray[np.float32], numbers: NDArray[np.int64], count: int) -> NDArray[np.intp]:
    """Return the indexes of the highest scores, highest first, the lower number first among equals."""
    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        above, equal = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        equal = equal[smallest(numbers[equal], count - len(above))]
        chosen = np.concatenate((above, equal))
    else:
        chosen = np.arange(len(scores))
    return chosen[np.lexsort((numbers[chosen], -scores[chosen]))]


def smallest(keys: NDArray[Any], count: int) -> NDArray[np.intp]:
    """Return the indexes of the lowest keys, lowest first; no two keys are equal."""
    if count >= len(keys):
        return np.argsort(keys)
    chosen = np.argpartition(keys, count)[:count]
    return chosen[np.argsort(keys[chosen])]


def values_of(value: Any) -> tuple[Hashable, ...]:
    """Return the values that a code stands for."""
    return value if isinstance(value, tuple) else (value,)


def _counts(column: FacetColumn, documents: NDArray[np.intp], nothing: Hashable) -> list[FacetCount]:
    by_code = np.bincount(column.codes[documents], minlength=len(column.values))
    totals: dict[Any, int] = {}
    for code in np.flatnonzero(by_code).tolist():
        for value in values_of(column.values[code]):
            totals[value] = totals.get(value, 0) + int(by_code[code])
    totals.pop(nothing, None)
    return [FacetCount(value, count) for value, count in sorted(totals.items(), key=lambda item: (-item[1], item[0]))]
