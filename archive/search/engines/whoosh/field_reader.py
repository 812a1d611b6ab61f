"""The terms of one field of a segment, and reading their postings."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.segment_file import SegmentFile, SegmentInMemory

OVERFLOW = 255
"""Frequencies from this one on are in a separate list; all others take one byte."""


BEGINNING = 24
"""How many leading bytes are compared when many terms are looked up at once."""
FEW = 2_000
"""Fields with at most this many terms find one by hashing, others by bisection."""


class PostingRange(NamedTuple):
    """Where the postings of a term, or of consecutive terms, are in their arrays."""

    start: int
    stop: int
    first_occurrence: int
    last_occurrence: int


class FieldReader:
    """The terms of one field of an open segment, named by their places in byte order, and their postings."""

    def __init__(self, file: SegmentFile | SegmentInMemory, name: str) -> None:
        self.file = file
        self.name = name
        self._text = self.file.array(f"{self.name}.terms").tobytes()
        self.ends = np.concatenate(([0], self.file.array(f"{self.name}.term_ends"))).astype(np.uint32)
        self._ends = self.ends.data
        self._posting_starts = starts(self.document_counts)
        self._occurrence_starts = starts(self.occurrence_counts) if self.has_positions else None

    @cached_property
    def text_bytes(self) -> NDArray[np.uint8]:
        """The bytes of all terms, one after the other."""
        return np.frombuffer(self._text, np.uint8)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def term(self, index: int) -> bytes:
        """Return a term by its place in byte order."""
        return self._text[self._ends[index] : self._ends[index + 1]]

    def terms(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the terms from start to stop (excluded) in byte order."""
        return map(self.term, range(start, len(self) if stop is None else stop))

    def first_from(self, term: bytes) -> int:
        """Return the place of the first term that is not before the given one."""
        return bisect_left(range(len(self)), term, key=self.term)

    def find(self, term: bytes) -> int | None:
        """Return the place of a term, or None."""
        if self._few is not None:
            return self._few.get(term)
        index = self.first_from(term)
        return index if index < len(self) and self.term(index) == term else None

    def find_all(self, terms: Sequence[bytes]) -> NDArray[np.intp]:
        """Return the places of many terms, -1 for missing ones. This is faster than looking up one after the other."""
        if not len(self) or not terms:
            return np.full(len(terms), -1, np.intp)
        wanted = np.array([term[:BEGINNING] for term in terms], f"S{BEGINNING}")
        places = np.minimum(np.searchsorted(self._beginnings, wanted), len(self) - 1)
        places[self._beginnings[places] != wanted] = -1
        lengths = np.fromiter(map(len, terms), np.intp, len(terms))
        for at in np.flatnonzero((lengths >= BEGINNING) & (places >= 0)).tolist():
            # Terms with a long common prefix are compared one by one.
            exact = self.find(terms[at])
            places[at] = -1 if exact is None else exact
        return places

    def range(self, first: int, end: int) -> PostingRange:
        """Return where the postings of the terms from first to end (excluded) are."""
        postings, occurrences = self._posting_starts, self._occurrence_starts
        where = (occurrences[first], occurrences[end]) if occurrences else (0, 0)
        return PostingRange(postings[first], postings[end], *where)

    def documents(self, where: PostingRange) -> NDArray[np.uint16]:
        """Return the documents of the postings."""
        return self.file.array(f"{self.name}.documents", where.start, where.stop)

    def frequencies(self, where: PostingRange) -> NDArray[Any]:
        """Return how often the term occurs in each document of the postings."""
        frequencies = self.file.array(f"{self.name}.frequencies", where.start, where.stop)
        at = self._large_at
        first, end = np.searchsorted(at, where[:2]) if len(at) else (0, 0)
        if first == end:
            return frequencies
        frequencies = frequencies.astype(np.uint32)
        frequencies[at[first:end] - where.start] = self.file.array(f"{self.name}.large_frequencies", first, end)
        return frequencies

    def positions(self, where: PostingRange) -> NDArray[Any]:
        """Return the positions of all occurrences, posting after posting; raise KeyError for a field without them."""
        return self.file.array(f"{self.name}.positions", where.first_occurrence, where.last_occurrence)

    @property
    def document_counts(self) -> NDArray[Any]:
        """In how many documents each term is."""
        return self.file.array(f"{self.name}.document_counts")

    @property
    def occurrence_counts(self) -> NDArray[Any]:
        """How often each term occurs."""
        return self.file.array(f"{self.name}.occurrence_counts")

    @property
    def has_positions(self) -> bool:
        """Whether the field keeps positions."""
        return f"{self.name}.positions" in self.file

    @property
    def position_bits(self) -> int:
        """How many bits each position takes."""
        return self.file.item_type(f"{self.name}.positions").itemsize * 8

    @cached_property
    def _beginnings(self) -> NDArray[np.bytes_]:
        return np.array([term[:BEGINNING] for term in self.terms()], f"S{BEGINNING}")

    @cached_property
    def _few(self) -> dict[bytes, int] | None:
        """The places of all terms, if there are few enough to keep them."""
        return {term: index for index, term in enumerate(self.terms())} if len(self) <= FEW else None

    @cached_property
    def lengths(self) -> NDArray[np.uint8]:
        """The length of each document as Whoosh's byte; all zero for a field that is not scored."""
        if f"{self.name}.lengths" not in self.file:
            return np.zeros(self.file.attributes["document_count"], np.uint8)
        return self.file.array(f"{self.name}.lengths")

    @property
    def total_length(self) -> int:
        """The number of words of all documents."""
        return self.file.attributes["total_lengths"][self.name]

    @cached_property
    def _large_at(self) -> NDArray[np.uint32]:
        return self.file.array(f"{self.name}.large_frequency_at")


def starts(counts: NDArray[Any]) -> memoryview:
    """Return where each of several consecutive runs begins, and where the last ends."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.uint32).data
