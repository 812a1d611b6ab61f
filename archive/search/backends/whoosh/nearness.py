"""Which documents have words next to or near each other, found segment by segment.

An occurrence is one whole number, a key: the document's place in its segment, then some bits for the position. In a
sorted array of keys, a distance within a document is a difference, and sorting or bisection finds a neighbour.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.field_reader import FieldReader, PostingRange
from archive.search.backends.whoosh.inversion import MOST_DOCUMENTS, ragged
from archive.search.backends.whoosh.snapshot import Snapshot

NARROW, WIDE = (np.uint32, 16), (np.int64, 32)
"""Types of keys, and their bits for a position. Documents with more than 65,536 words need the wide one."""
SPARSE = 8

Keys = NDArray[Any]
Groups = Sequence[Sequence[bytes]]


class Spans(NamedTuple):
    """Spans of documents, each from the key of its first word to that of its last."""

    starts: Keys
    ends: Keys


class Occurrences(NamedTuple):
    """Where a term occurs in a segment."""

    reader: FieldReader
    where: PostingRange

    def keys(self, within: NDArray[np.bool_] | None, kind: tuple[type, int], shift: int = 0) -> Keys:
        """Return the keys of the occurrences in the documents of a mask, each ``shift`` positions less."""
        reader, where = self
        dtype, bits = kind
        documents = reader.documents(where)
        if within is not None and not within[documents].any():
            return np.empty(0, dtype)
        frequencies, positions = reader.frequencies(where), reader.positions(where)
        if within is not None:
            here = np.flatnonzero(within[documents])
            if len(here) * SPARSE < len(documents):
                first = np.cumsum(frequencies, dtype=np.int64)[here] - frequencies[here]
                positions = positions[ragged(first, frequencies[here])]
            else:
                positions = positions[np.repeat(within[documents], frequencies)]
            documents, frequencies = documents[here], frequencies[here]
        keys = (np.repeat(documents.astype(dtype), frequencies) << dtype(bits)) | positions
        return keys[positions >= shift] - dtype(shift) if shift else keys


def phrase(snapshot: Snapshot, field: str, terms: Sequence[bytes], among: NDArray[np.intp] | None) -> NDArray[np.intp]:
    """Return the documents, of some or of all, where the terms follow each other without a gap."""
    return _in_each_segment(snapshot, field, [[term] for term in terms], among, _phrase)


def near(
    snapshot: Snapshot,
    field: str,
    groups: Groups,
    among: NDArray[np.intp] | None,
    *,
    slop: int,
    ordered: bool,
    apart: int,
) -> NDArray[np.intp]:
    """Return the documents, of some or of all, where a term of each group is near those of the groups before it.

    Near means within ``slop`` words of the span that the earlier groups make. ``apart`` is the least distance: 1 means
    a neighbour, 0 allows a term inside the span. With order, groups follow the start of that span. This is what
    Whoosh's SpanNear2 does.
    """

    def find(found: list[list[Occurrences]], within: NDArray[np.bool_] | None) -> NDArray[Any]:
        held = np.ones(MOST_DOCUMENTS, bool) if within is None else within
        for group in found:
            held = held & _having(group)
        keys = [np.sort(np.concatenate([one.keys(held, WIDE) for one in group])) for group in found]
        return _near(keys, slop, ordered=ordered, apart=apart)

    return _in_each_segment(snapshot, field, groups, among, find)


def _in_each_segment(
    snapshot: Snapshot,
    field: str,
    groups: Groups,
    among: NDArray[np.intp] | None,
    find: Callable[[list[list[Occurrences]], NDArray[np.bool_] | None], NDArray[Any]],
) -> NDArray[np.intp]:
    """Return the documents that a function finds in the segments that have a term of every group."""
    segments: dict[int, list[list[Occurrences]]] = defaultdict(lambda: [[] for _ in groups])
    for place, group in enumerate(groups):
        for term in group:
            for base, reader, where in snapshot.places(field, term):
                segments[base][place].append(Occurrences(reader, where))
    documents = [np.empty(0, np.intp)]
    for base, found in sorted(segments.items(), key=lambda item: item[0]):
        if not all(found):
            continue
        within = None
        if among is not None:
            here = among[slice(*np.searchsorted(among, (base, base + MOST_DOCUMENTS)))]
            if not len(here):
                continue
            within = np.zeros(MOST_DOCUMENTS, bool)
            within[here - base] = True
        documents.append(find(found, within).astype(np.intp) + base)
    return np.concatenate(documents)


def _having(group: Sequence[Occurrences]) -> NDArray[np.bool_]:
    having = np.zeros(MOST_DOCUMENTS, bool)
    for one in group:
        having[one.reader.documents(one.where)] = True
    return having


def _phrase(found: list[list[Occurrences]], within: NDArray[np.bool_] | None) -> NDArray[Any]:
    """Return the documents of a segment where the terms, each its own group, follow each other."""
    terms = [group[0] for group in found]
    kind = NARROW if all(one.reader.position_bits <= NARROW[1] for one in terms) else WIDE
    starts: Keys | None = None
    for place in sorted(range(len(terms)), key=lambda place: terms[place].where.stop - terms[place].where.start):
        if starts is not None:
            within = np.zeros(MOST_DOCUMENTS, bool)
            within[starts >> kind[1]] = True
        keys = terms[place].keys(within, kind, shift=place)
        starts = keys if starts is None else _common(starts, keys)
        if not len(starts):
            break
    return distinct(starts >> kind[1]) if starts is not None else np.empty(0, np.intp)


def _common(one: Keys, other: Keys) -> Keys:
    """Return the values that two sorted arrays without duplicates share."""
    fewer, more = sorted((one, other), key=len)
    if len(fewer) * SPARSE < len(more):
        places = np.searchsorted(more, fewer)
        places[places == len(more)] = 0
        return fewer[more[places] == fewer]
    both = np.sort(np.concatenate((one, other)))
    return both[:-1][both[1:] == both[:-1]]


def _near(parts: Sequence[Keys], slop: int, *, ordered: bool, apart: int = 1) -> NDArray[np.int64]:
    """Return the documents where each part is within ``slop`` words of the span that the parts before it make.

    ``apart`` is the least distance: 1 means a neighbour, 0 allows a part inside the span. With order, parts follow the
    start of the span. This is what Whoosh's SpanNear2 does.
    """
    spans = Spans(parts[0], parts[0])
    if len(parts) == 1:
        return distinct(spans.starts >> WIDE[1])
    for keys in parts[1:-1]:
        if apart == 0 and not ordered:
            spans = _widest(spans, keys, slop)
        else:
            spans = _merged([_joined(spans, keys, *range_) for range_ in _reach(spans, slop, ordered, apart)])
    hit = np.zeros(len(spans.starts), bool)
    for first, last in _reach(spans, slop, ordered, apart):
        hit |= np.searchsorted(parts[-1], last, "right") > np.searchsorted(parts[-1], first)
    return distinct(spans.starts[hit] >> WIDE[1])


def distinct(ascending: NDArray[Any]) -> NDArray[Any]:
    """Return each value of a sorted array once."""
    if not len(ascending):
        return ascending
    keep = np.empty(len(ascending), bool)
    keep[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=keep[1:])
    return ascending[keep]


def _reach(spans: Spans, slop: int, ordered: bool, apart: int) -> list[tuple[Keys, Keys]]:
    """Return the ranges in which the next part may be: the first and last key for each span."""
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
    """Return the spans that the first and the last key within reach of each span make, without spans inside others.

    A span reaches everything that a span inside it reaches, so no other spans are needed.
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
