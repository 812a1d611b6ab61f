"""When to merge segments, so that searching and publishing stay fast.

Every commit adds a segment. Segments are sorted into sizes, each eight times the one below; eight segments of one size
become one of the next. So a document is written again about once per size, and there are never more than seven segments
of a size, except of the largest. When more than half of a segment is deleted, it is written again without the deleted
documents.
"""

from collections import defaultdict
from collections.abc import Sequence

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS

FACTOR = 8


def crowded(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """Return the segments to merge now: the smallest ones of which there are too many, or one that is half empty."""
    by_size: dict[int, list[ArraySegment]] = defaultdict(list)
    for segment in segments:
        by_size[_size(segment.doc_count())].append(segment)
    for _, of_a_size in sorted(by_size.items()):
        if len(of_a_size) >= FACTOR and len(fitting := _fitting(of_a_size)) > 1:
            return fitting
    return next(([segment] for segment in segments if segment.deleted_count() > segment.doc_count()), [])


def _size(documents: int) -> int:
    size = 0
    while documents >= FACTOR:
        documents //= FACTOR
        size += 1
    return size


def _fitting(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """Return as many of the smallest segments as fit into one, in their order."""
    chosen: set[ArraySegment] = set()
    room = MOST_DOCUMENTS
    for segment in sorted(segments, key=ArraySegment.doc_count):
        room -= segment.doc_count()
        if room >= 0:
            chosen.add(segment)
    return [segment for segment in segments if segment in chosen]
