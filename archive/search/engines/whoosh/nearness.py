"""Which documents have words next to or near each other, found segment by segment.

An occurrence is one whole number, a key: the document's place in its segment, then some bits for the position. In a
sorted array of keys, a distance within a document is a difference, and sorting or bisection finds a neighbour.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.field_reader import FieldReader, PostingRange
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS, ragged
from archive.search.engines.whoosh.snapshot import Snapshot

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

    def documents(self) -> NDArray[np.uint16]:
        """Return the documents with the term, in order."""
        return self.reader.documents(self.where)

    def keys(self, among: NDArray[np.uint16], kind: tuple[type, int], shift: int = 0) -> Keys:
        """Return the keys of the occurrences in some documents, in order, each ``shift`` positions less.

        If these are most documents with the term, the others' are returned too: leaving them out takes longer.
        """
        reader, where = self
        dtype, bits = kind
        documents, frequencies, positions = self.documents(), reader.frequencies(where), reader.positions(where)
        if len(among) * SPARSE < len(documents):
            here = np.searchsorted(documents, among)
            here = here[documents[np.minimum(here, len(documents) - 1)] == among]
            counts = frequencies[here]
            positions = positions[ragged(_sums_before(frequencies, here), counts)]
            documents, frequencies = documents[here], counts
        elif len(among) * 2 < len(documents):
            chosen = _mask(among)[documents]
            positions = positions[np.repeat(chosen, frequencies)]
            documents, frequencies = documents[chosen], frequencies[chosen]
        keys = (np.repeat(documents.astype(dtype), frequencies) << dtype(bits)) | positions
        return keys[positions >= shift] - dtype(shift) if shift else keys


def phrase(snapshot: Snapshot, field: str, terms: Sequence[bytes], among: NDArray[np.intp] | None) -> NDArray[np.intp]:
    """Return the documents, of some or of all, where the terms follow each other without a gap."""
    return _in_each_segment(snapshot, field, [[term] for term in terms], among, _phrase)


def near(snapshot: Snapshot, field: str, groups: Groups, among: NDArray[np.intp] | None, slop: int) -> NDArray[np.intp]:
    """Return the documents, of some or of all, where a term of each group is near those of the groups before it.

    Near means inside the span that the earlier groups make, or within ``slop`` words of it, in any order. This is what
    Whoosh's SpanNear2 does.
    """

    def find(occurrences: list[list[Occurrences]], within: NDArray[np.bool_] | None) -> NDArray[Any]:
        documents = _with_all(occurrences, within)
        keys = [np.sort(np.concatenate([one.keys(documents, WIDE) for one in group])) for group in occurrences]
        return _near(keys, slop)

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
    for index, group in enumerate(groups):
        for term in group:
            for first_document, reader, where in snapshot.places(field, term):
                segments[first_document][index].append(Occurrences(reader, where))
    documents = [np.empty(0, np.intp)]
    for first_document, occurrences in sorted(segments.items(), key=lambda item: item[0]):
        if not all(occurrences):
            continue
        within = None
        if among is not None:
            # Those of this segment, by their place in it.
            ends = np.searchsorted(among, (first_document, first_document + MOST_DOCUMENTS))
            within = _mask(among[slice(*ends)] - first_document)
        here = find(occurrences, within)
        # It may find others too (`Occurrences.keys`).
        documents.append((here if within is None else here[within[here]]).astype(np.intp) + first_document)
    return np.concatenate(documents)


def _with_all(occurrences: list[list[Occurrences]], within: NDArray[np.bool_] | None) -> NDArray[np.uint16]:
    """Return the documents of a mask, or of all, that have a term of each group."""
    groups = [[one.documents() for one in group] for group in occurrences]
    groups.sort(key=lambda group: sum(map(len, group)))
    first, *others = [group[0] if len(group) == 1 else np.flatnonzero(_mask(*group)) for group in groups]
    if within is not None:
        first = first[within[first]]
    for other in others:
        if len(first) * SPARSE < len(other):
            first = first[other[np.minimum(np.searchsorted(other, first), len(other) - 1)] == first]
        else:
            first = first[_mask(other)[first]]
    return first.astype(np.uint16, copy=False)


def _sums_before(counts: NDArray[Any], places: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return for each of some ascending places the sum of the counts before it."""
    sums = np.zeros(len(places), np.int64)
    if len(places):
        sums[0] = counts[: places[0]].sum(dtype=np.int64)
        sums[1:] = np.add.reduceat(counts, places, dtype=np.int64)[:-1]
    return np.cumsum(sums)


def _mask(*several: NDArray[Any]) -> NDArray[np.bool_]:
    mask = np.zeros(MOST_DOCUMENTS, bool)
    for documents in several:
        mask[documents] = True
    return mask


def _phrase(occurrences: list[list[Occurrences]], within: NDArray[np.bool_] | None) -> NDArray[Any]:
    """Return the documents of a segment where the terms, each its own group, follow each other."""
    terms = [group[0] for group in occurrences]
    kind = NARROW if all(one.reader.position_bits <= NARROW[1] for one in terms) else WIDE
    documents = _with_all(occurrences, within)
    starts: Keys | None = None
    for place in sorted(range(len(terms)), key=lambda place: len(terms[place].documents())):
        if not len(documents):
            break
        keys = terms[place].keys(documents, kind, shift=place)
        starts = keys if starts is None else _common(starts, keys)
        documents = distinct(starts >> kind[1]).astype(np.uint16)
    return documents


def _common(one: Keys, other: Keys) -> Keys:
    """Return the values that two sorted arrays without duplicates share."""
    fewer, more = sorted((one, other), key=len)
    if len(fewer) * SPARSE < len(more):
        places = np.searchsorted(more, fewer)
        places[places == len(more)] = 0
        return fewer[more[places] == fewer]
    both = np.sort(np.concatenate((one, other)))
    return both[:-1][both[1:] == both[:-1]]


def _near(parts: Sequence[Keys], slop: int) -> NDArray[np.int64]:
    """Return the documents where each part is in the span that the parts before it make, or within ``slop`` words."""
    spans = Spans(parts[0], parts[0])
    if len(parts) == 1:
        return distinct(spans.starts >> WIDE[1])
    for keys in parts[1:-1]:
        spans = _widest(spans, keys, slop)
    first, last = (
        np.searchsorted(parts[-1], spans.starts - slop),
        np.searchsorted(parts[-1], spans.ends + slop, "right"),
    )
    return distinct(spans.starts[last > first] >> WIDE[1])


def distinct(ascending: NDArray[Any]) -> NDArray[Any]:
    """Return each value of a sorted array once."""
    if not len(ascending):
        return ascending
    keep = np.empty(len(ascending), bool)
    keep[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=keep[1:])
    return ascending[keep]


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
