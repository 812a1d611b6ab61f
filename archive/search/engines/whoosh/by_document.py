"""The postings of a field the other way round: for each document its words, and how often it has them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.field_reader import OVERFLOW, FieldReader
from archive.search.engines.whoosh.inversion import FieldPostings, narrowest

FIELD = "words"
"""The field that is stored in this way."""
MANY = 200
"""From this many documents on, reading the words of all is faster than those of each."""


class WordsOf(NamedTuple):
    """The distinct words of consecutive documents, one document after the other.

    ``terms`` are places in the byte order of the field's terms. ``frequencies`` say how often the document has the word
    (255 also stands for more). ``counts`` say how many distinct words each document has.
    """

    terms: NDArray[Any]
    frequencies: NDArray[np.uint8]
    counts: NDArray[np.uint32]


def turned(postings: FieldPostings, document_count: int) -> Mapping[str, NDArray[Any]]:
    """Return the sections of a segment file with the words of each document."""
    order = np.argsort(postings.documents, kind="stable")
    terms = np.repeat(np.arange(len(postings.terms), dtype=np.uint32), postings.document_counts)
    return {
        f"{FIELD}.by_document": narrowest(terms[order]),
        f"{FIELD}.frequencies_by_document": np.minimum(postings.frequencies[order], OVERFLOW).astype(np.uint8),
        f"{FIELD}.words_of_document": narrowest(np.bincount(postings.documents, minlength=document_count)),
    }


def distinct_words(reader: FieldReader) -> NDArray[np.uint32]:
    """Return how many distinct words each document of a segment has."""
    return reader.file.array(f"{FIELD}.words_of_document").astype(np.uint32)


def words_of(reader: FieldReader, first: int, end: int) -> WordsOf:
    """Return the words of the documents of a segment from first to end (excluded)."""
    counts = distinct_words(reader)
    start = int(counts[:first].sum())
    stop = start + int(counts[first:end].sum())
    return WordsOf(
        reader.file.array(f"{FIELD}.by_document", start, stop),
        reader.file.array(f"{FIELD}.frequencies_by_document", start, stop),
        counts[first:end],
    )


class WordsOfRemoved:
    """How many of the removed documents of a segment have each word. Only documents removed since are counted."""

    def __init__(self, reader: FieldReader) -> None:
        self._reader = reader
        self._counted: tuple[frozenset[int], NDArray[np.int64]] = (frozenset(), np.zeros(len(reader), np.int64))

    def counts(self, removed: frozenset[int]) -> NDArray[np.int64]:
        """Return the number for each term; ``removed`` are the documents that are removed now."""
        before, counts = self._counted
        if removed == before:
            return counts
        if not before <= removed:  # another thread reads an older commit
            before, counts = frozenset(), np.zeros(len(self._reader), np.int64)
        counts = counts + np.bincount(self._terms(sorted(removed - before)), minlength=len(counts))
        self._counted = removed, counts
        return counts

    def _terms(self, documents: list[int]) -> NDArray[Any]:
        """Return the distinct terms of each of the documents, one after the other."""
        counts = distinct_words(self._reader).astype(np.int64)
        ends = np.cumsum(counts)
        name = f"{FIELD}.by_document"
        if len(documents) < MANY:
            bounds: Iterable[tuple[int, int]] = ((int(ends[at] - counts[at]), int(ends[at])) for at in documents)
            return np.concatenate([self._reader.file.array(name, start, stop) for start, stop in bounds])
        chosen = np.zeros(len(counts), bool)
        chosen[documents] = True
        return self._reader.file.array(name)[np.repeat(chosen, counts)]
