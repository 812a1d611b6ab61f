"""Merges several segments into one, without what was deleted from them, so that searching and publishing stay fast.

Every commit adds a segment. Segments are sorted into sizes, each eight times the one below; eight segments of one size
become one of the next. So a document is written again about once per size, and there are never more than seven segments
of a size, except of the largest: those that together have too many documents, or too many words for the memory. When
more than half of a segment is deleted, it is written again without the deleted documents.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.facet import FacetGroups
from archive.search.engines.whoosh.field_reader import FieldReader
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS, MOST_WORDS, FieldPostings, invert
from archive.search.engines.whoosh.schema import make_schema
from archive.search.engines.whoosh.segment import COLUMNS, FACETS, FacetColumn, Segment, SegmentContent

FACTOR = 8
FIELDS = make_schema().names()
WordCount = Callable[[ArraySegment], int]


def merged(parts: Sequence[tuple[Segment, frozenset[int]]]) -> SegmentContent:
    """Return the live documents of segments, each given with its deletions, as one segment, in the same order."""
    masks = []
    for segment, deleted in parts:
        mask = np.ones(segment.document_count, bool)
        mask[np.fromiter(deleted, np.intp, len(deleted))] = False
        masks.append(mask)
    live = np.concatenate(masks)
    places = np.split(np.cumsum(live) - 1, np.cumsum([len(mask) for mask in masks])[:-1])
    segments = [segment for segment, _ in parts]
    count = int(live.sum())
    return SegmentContent(
        document_count=count,
        fields={
            name: _merged_field([segment.field(name) for segment in segments], masks, places, count) for name in FIELDS
        },
        columns={name: np.concatenate([segment.column(name) for segment in segments])[live] for name in COLUMNS},
        facets={name: _merged_facet([segment.facet(name) for segment in segments], live) for name in FACETS},
    )


def _merged_facet(columns: Sequence[FacetColumn], live: NDArray[np.bool_]) -> FacetColumn:
    joined = FacetGroups(columns)
    used, codes = np.unique(joined.codes[live], return_inverse=True)
    return FacetColumn(codes, [joined.groups[code] for code in used.tolist()])


def _merged_field(
    readers: Sequence[FieldReader], masks: Sequence[NDArray[Any]], places: Sequence[NDArray[Any]], count: int
) -> FieldPostings:
    own_terms = [list(reader.terms()) for reader in readers]
    terms = sorted(set().union(*own_terms))
    ranks = {term: rank for rank, term in enumerate(terms)}
    occurrences, documents, positions = [], [], []
    for reader, own, mask, place in zip(readers, own_terms, masks, places, strict=True):
        everything = reader.range(0, len(reader))
        frequencies = reader.frequencies(everything)
        document = np.repeat(reader.documents(everything), frequencies)
        kept = mask[document]
        occurrences.append(
            np.repeat(np.array([ranks[term] for term in own], np.uint32), reader.occurrence_counts)[kept]
        )
        documents.append(place[document[kept]])
        if reader.has_positions:
            positions.append(reader.positions(everything)[kept])
    return invert(
        terms,
        np.concatenate(occurrences),
        np.concatenate(documents),
        np.concatenate(positions) if positions else None,
        count,
    )


def crowded(segments: Sequence[ArraySegment], words_of: WordCount) -> list[ArraySegment]:
    """Return the segments to merge now: the smallest ones of which there are too many, or one that is half empty.

    ``words_of`` says how many words the texts of a segment have. It is only asked if there are too many.
    """
    by_size: dict[int, list[ArraySegment]] = defaultdict(list)
    for segment in segments:
        by_size[_size(segment.doc_count())].append(segment)
    for _, of_a_size in sorted(by_size.items()):
        if len(of_a_size) >= FACTOR and len(fitting := _fitting(of_a_size, words_of)) > 1:
            return fitting
    return next(([segment] for segment in segments if segment.deleted_count() > segment.doc_count()), [])


def _size(documents: int) -> int:
    size = 0
    while documents >= FACTOR:
        documents //= FACTOR
        size += 1
    return size


def _fitting(segments: Sequence[ArraySegment], words_of: WordCount) -> list[ArraySegment]:
    """Return as many of the smallest segments as fit into one, in their order."""
    chosen: set[ArraySegment] = set()
    documents, words = MOST_DOCUMENTS, MOST_WORDS
    for segment in sorted(segments, key=ArraySegment.doc_count):
        documents -= segment.doc_count()
        words -= words_of(segment)
        if documents >= 0 and words >= 0:
            chosen.add(segment)
    return [segment for segment in segments if segment in chosen]
