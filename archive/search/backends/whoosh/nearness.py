"""Which documents have words next to or near each other.

An occurrence is one whole number: the document's place among the candidates, then 32 bits for the position. In a sorted
array of these a distance within a document is a difference, and looking for a neighbour is a bisection.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.snapshot import Snapshot

POSITION_BITS = 32
SPARSE = 16

Keys = NDArray[np.int64]


class Spans(NamedTuple):
    """Stretches of documents, each from the key of its first word to that of its last."""

    starts: Keys
    ends: Keys


def occurrence_keys(snapshot: Snapshot, field: str, term: bytes, documents: NDArray[np.intp]) -> Keys:
    """Return the keys of a term's occurrences in the documents, ascending; documents without it have none."""
    postings = snapshot.postings(field, term)
    if postings is None:
        return np.empty(0, np.int64)
    occurrences = snapshot.occurrences(field, term)
    if len(documents) * SPARSE < len(postings.documents):
        places = np.searchsorted(postings.documents, documents)
        places[places == len(postings.documents)] = 0
        here = np.flatnonzero(postings.documents[places] == documents)
        places = places[here]
    else:
        spread = np.full(snapshot.size, -1, np.intp)
        spread[postings.documents] = np.arange(len(postings.documents))
        places = spread[documents]
        here = np.flatnonzero(places >= 0)
        places = places[here]
    first = occurrences.starts[places]
    counts = occurrences.starts[places + 1] - first
    ends = np.cumsum(counts)
    at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
    return (np.repeat(here, counts) << POSITION_BITS) + occurrences.positions[at]


def group_keys(snapshot: Snapshot, field: str, terms: Sequence[bytes], documents: NDArray[np.intp]) -> Keys:
    """Return the keys of the occurrences of any of the terms in the documents, ascending."""
    keys = [occurrence_keys(snapshot, field, term, documents) for term in terms]
    return keys[0] if len(keys) == 1 else np.sort(np.concatenate(keys))


def phrase(snapshot: Snapshot, field: str, terms: Sequence[bytes], documents: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the indexes of those of the documents where the terms follow each other without a gap."""
    rarest_first = sorted(range(len(terms)), key=lambda place: snapshot.document_frequency(field, terms[place]))
    starts: Keys | None = None
    for place in rarest_first:
        within = np.arange(len(documents)) if starts is None else distinct(starts >> POSITION_BITS)
        keys = occurrence_keys(snapshot, field, terms[place], documents[within])
        keys = (within[keys >> POSITION_BITS] << POSITION_BITS) + (keys & ((1 << POSITION_BITS) - 1)) - place
        starts = keys if starts is None else starts[is_in(starts, keys)]
        if not len(starts):
            break
    return distinct(starts >> POSITION_BITS) if starts is not None else np.empty(0, np.intp)


def near(parts: Sequence[Keys], slop: int, *, ordered: bool, apart: int = 1) -> NDArray[np.int64]:
    """Return the candidates where each part is within ``slop`` words of the stretch that the parts before it make.

    ``apart`` is the least distance: 1 that of neighbours, 0 lets a part stand in the stretch. Parts in order follow the
    start of the stretch. This is what Whoosh's SpanNear2 does.
    """
    spans = Spans(parts[0], parts[0])
    if len(parts) == 1:
        return distinct(spans.starts >> POSITION_BITS)
    for keys in parts[1:-1]:
        if apart == 0 and not ordered:
            spans = _widest(spans, keys, slop)
        else:
            spans = _merged([_joined(spans, keys, *range_) for range_ in _reach(spans, slop, ordered, apart)])
    hit = np.zeros(len(spans.starts), bool)
    for first, last in _reach(spans, slop, ordered, apart):
        hit |= np.searchsorted(parts[-1], last, "right") > np.searchsorted(parts[-1], first)
    return distinct(spans.starts[hit] >> POSITION_BITS)


def distinct(ascending: NDArray[Any]) -> NDArray[Any]:
    """Return each value of a sorted array once."""
    if not len(ascending):
        return ascending
    keep = np.empty(len(ascending), bool)
    keep[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=keep[1:])
    return ascending[keep]


def is_in(values: Keys, ascending: Keys) -> NDArray[np.bool_]:
    """Say for each value whether it is in a sorted array."""
    if not len(ascending):
        return np.zeros(len(values), bool)
    places = np.searchsorted(ascending, values)
    places[places == len(ascending)] = 0
    return ascending[places] == values


def _reach(spans: Spans, slop: int, ordered: bool, apart: int) -> list[tuple[Keys, Keys]]:
    """Return the ranges in which the next part may stand, the first and last key for each span."""
    if apart == 0:
        return [(spans.starts - (0 if ordered else slop), spans.ends + slop)]
    after = (spans.ends + apart, spans.ends + slop)
    return [after] if ordered else [after, (spans.starts - slop, spans.starts - apart)]


def _joined(spans: Spans, keys: Keys, first: Keys, last: Keys) -> Spans:
    begin = np.searchsorted(keys, first)
    counts = np.searchsorted(keys, last, "right") - begin
    own = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    partners = keys[np.arange(len(own)) + np.repeat(begin - ends + counts, counts)]
    return Spans(np.minimum(spans.starts[own], partners), np.maximum(spans.ends[own], partners))


def _widest(spans: Spans, keys: Keys, slop: int) -> Spans:
    """Return what the first key within the reach of each span, and the last, make of it, but none within another.

    A span reaches whatever a span within it reaches, so that of all that the keys could make of one no more count.
    """
    if not len(keys):
        return Spans(keys, keys)
    first = keys[np.minimum(np.searchsorted(keys, spans.starts - slop), len(keys) - 1)]
    last = keys[np.maximum(np.searchsorted(keys, spans.ends + slop, "right") - 1, 0)]
    near = (first >= spans.starts - slop) & (first <= spans.ends + slop)
    starts, ends, first, last = spans.starts[near], spans.ends[near], first[near], last[near]
    starts, ends = (
        np.concatenate((np.minimum(starts, first), np.minimum(starts, last))),
        np.concatenate((np.maximum(ends, first), np.maximum(ends, last))),
    )
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    longer = np.ones(len(ends), bool)
    longer[1:] = ends[1:] > np.maximum.accumulate(ends)[:-1]
    starts, ends = starts[longer], ends[longer]
    longest = np.ones(len(ends), bool)
    longest[:-1] = starts[1:] != starts[:-1]
    return Spans(starts[longest], ends[longest])


def _merged(several: Sequence[Spans]) -> Spans:
    starts, ends = (np.concatenate(arrays) for arrays in zip(*several, strict=True))
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    keep = np.ones(len(starts), bool)
    keep[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    return Spans(starts[keep], ends[keep])
