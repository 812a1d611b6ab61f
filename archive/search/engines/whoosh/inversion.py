"""From words in documents to postings: the arrays of one field of one segment.

A segment has at most 65,536 documents, so a document's number in it takes two bytes. The postings of all terms of a
field follow each other, by term, then by document, in three arrays: ``documents``, ``frequencies`` (how often the term
occurs in that document) and, for fields with positions, ``positions`` (each occurrence). The terms are stored next to
them in byte order, with the number of documents and of occurrences of each. Sums of these numbers say where a term's
postings begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

MOST_DOCUMENTS = 1 << 16
# Sorting the words of a segment takes some 50 bytes for each. Texts with more of them than this are several segments.
MOST_WORDS = 2_000_000
RADIX = 1 << 16

# Whoosh stores the length of a field in one byte: the place in this list of the first length that is not smaller.
LENGTHS: NDArray[np.float32] = np.array([byte_to_length(code) for code in range(256)], np.float32)


@dataclass(frozen=True)
class FieldPostings:
    """An inverted field: see the module for the arrays. ``lengths`` and ``total_length`` count words, for scoring."""

    terms: list[bytes]
    document_counts: NDArray[np.uint32]
    occurrence_counts: NDArray[np.uint32]
    documents: NDArray[np.uint16]
    frequencies: NDArray[np.uint32]
    positions: NDArray[Any] | None
    lengths: NDArray[np.uint8]
    total_length: int


def invert(
    terms: Sequence[bytes],
    occurrences: NDArray[Any],
    documents: NDArray[Any],
    positions: NDArray[Any] | None,
    document_count: int,
) -> FieldPostings:
    """Return the postings of a field from its occurrences, given in the order of their documents and positions.

    ``terms`` is in byte order; ``occurrences`` holds for each occurrence the index of its term, ``documents`` its
    document and ``positions`` its position. Terms that do not occur are left out.
    """
    order = stable_order(occurrences, len(terms))
    by_term, by_document = occurrences[order], documents[order].astype(np.uint16)
    first = np.empty(len(order), bool)
    first[:1] = True
    np.not_equal(by_term[1:], by_term[:-1], out=first[1:])
    first[1:] |= by_document[1:] != by_document[:-1]
    starts = np.flatnonzero(first)
    occurrence_counts = np.bincount(by_term, minlength=len(terms))
    used = np.flatnonzero(occurrence_counts)
    return FieldPostings(
        terms=[terms[index] for index in used.tolist()],
        document_counts=np.bincount(by_term[starts], minlength=len(terms))[used].astype(np.uint32),
        occurrence_counts=occurrence_counts[used].astype(np.uint32),
        documents=by_document[starts],
        frequencies=np.diff(starts, append=len(order)).astype(np.uint32),
        positions=None if positions is None else narrowest(positions[order]),
        lengths=length_codes(np.bincount(documents, minlength=document_count)),
        total_length=len(order),
    )


def stable_order(keys: NDArray[Any], key_count: int) -> NDArray[np.intp]:
    """Return the order that sorts keys below ``key_count``, keeping equal ones in order: a radix sort in two passes."""
    low = np.argsort(keys.astype(np.uint16), kind="stable")
    if key_count <= RADIX:
        return low
    high = (keys >> 16).astype(np.uint16)
    return low[np.argsort(high[low], kind="stable")]


def narrowest(values: NDArray[Any]) -> NDArray[Any]:
    """Return non-negative whole numbers in the narrowest type that can hold them."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def length_codes(lengths: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the lengths as Whoosh stores them, in one byte each."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


def ragged(first: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.intp]:
    """Return the indexes of several runs, one after the other; each run is given by its first index and its length."""
    ends = np.cumsum(counts, dtype=np.intp)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
