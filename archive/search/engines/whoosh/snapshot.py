"""One generation of the index: its segments in a row, with all documents numbered.

A document is known by its place in that row, an index into every column. A snapshot never changes, so threads may share
it. Its caches are filled on demand.
"""

import datetime
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.facet import FacetGroups
from archive.search.engines.whoosh.field_reader import FieldReader, PostingRange
from archive.search.engines.whoosh.inversion import LENGTHS
from archive.search.engines.whoosh.segment import FIRST_DAY, LAST_DAY, NUMBER, PUBLISHED, Segment
from archive.search.engines.whoosh.vocabulary import Vocabulary
from archive.search.question.weights import K1, B

CACHED_BYTES = 24 << 20
REMEMBERED_TERMS = 20_000
REMEMBERED_BEGINNINGS = 500


class Postings(NamedTuple):
    """The documents with a term, in order, and how often each has it."""

    documents: NDArray[np.intp]
    frequencies: NDArray[Any]


class TermPlace(NamedTuple):
    """Where a term's postings are in a segment, whose first document has the place ``base`` in the snapshot."""

    base: int
    reader: FieldReader
    where: PostingRange


class Snapshot:
    """The index at one generation. What is known of the segments that an earlier one shares with it is taken over."""

    def __init__(
        self, generation: int, entries: Sequence[tuple[ArraySegment, Segment]], before: Self | None = None
    ) -> None:
        self.generation = generation
        self.entries = list(entries)
        counts = [segment.document_count for _, segment in entries]
        self.bases = [sum(counts[:index]) for index in range(len(counts))]
        self.size = sum(counts)
        self.deleted_count = sum(len(entry.deleted) for entry, _ in entries)
        self._facets: dict[str, FacetGroups] = {}
        # A facet that nobody asked for in the generation before may be known from an earlier one.
        self._facets_before: dict[str, FacetGroups] = {**before._facets_before, **before._facets} if before else {}
        self._fields: dict[str, list[tuple[int, FieldReader]]] = {}
        self._places: dict[tuple[str, bytes], list[TermPlace]] = {}
        self._norms: dict[str, tuple[NDArray[np.uint8], NDArray[np.float32]]] = {}
        self._cache: OrderedDict[Hashable, Postings] = OrderedDict()
        self._cached_bytes = 0
        self._derived: dict[Hashable, NDArray[Any]] = {}
        self._beginnings: dict[str, frozenset[str]] = {}
        self._lock = Lock()

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """Which documents are not deleted; None if none is deleted."""
        if not self.deleted_count:
            return None
        live = np.ones(self.size, bool)
        for base, (entry, _) in zip(self.bases, self.entries, strict=True):
            live[base + np.fromiter(entry.deleted, np.intp, len(entry.deleted))] = False
        return live

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each document's statement."""
        return self._column(NUMBER)

    @cached_property
    def by_number(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """The numbers of the statements in the index, in order, and the place of each one's document."""
        places = np.arange(self.size) if self.live is None else np.flatnonzero(self.live)
        order = np.argsort(self.numbers[places], kind="stable")
        return self.numbers[places][order], places[order]

    @cached_property
    def first_days(self) -> NDArray[np.int32]:
        """The first day that each document's date can mean, as an ordinal."""
        return self._column(FIRST_DAY)

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        """The last day that each document's date can mean, as an ordinal."""
        return self._column(LAST_DAY)

    def between(self, first: datetime.date | None, last: datetime.date | None) -> NDArray[np.bool_]:
        """Return which documents have a date that may lie in the range. Either end may be missing."""
        least, most = (first or datetime.date.min).toordinal(), (last or datetime.date.max).toordinal()
        return (self.last_days >= least) & (self.first_days <= most)

    @cached_property
    def published(self) -> NDArray[np.int64]:
        """When each document's statement was published (``archive.search.engines.document.moment``)."""
        return self._column(PUBLISHED)

    @cached_property
    def brevity(self) -> NDArray[np.float32]:
        """The brevity of each document's text (``archive.search.engines.brevity``)."""
        return _concatenated([segment.brevity for _, segment in self.entries], np.float32)

    @cached_property
    def chronology(self) -> NDArray[np.int64]:
        """A key that sorts documents by date and number."""
        return _concatenated([segment.chronology for _, segment in self.entries], np.int64)

    def facet(self, name: str) -> FacetGroups:
        """Return a facet of all documents."""
        if name not in self._facets:
            columns = [segment.facet(name) for _, segment in self.entries]
            self._facets[name] = FacetGroups(columns, self._facets_before.pop(name, None))
        return self._facets[name]

    def fields(self, name: str) -> list[tuple[int, FieldReader]]:
        """Return the readers of a field, each with the place of its segment's first document."""
        if name not in self._fields:
            parts = zip(self.bases, self.entries, strict=True)
            self._fields[name] = [(base, segment.field(name)) for base, (_, segment) in parts]
        return self._fields[name]

    def vocabularies(self, name: str) -> list[tuple[int, Vocabulary]]:
        """Return the terms of a field in each segment, with the place of the segment's first document."""
        return [(base, segment.vocabulary(name)) for base, (_, segment) in zip(self.bases, self.entries, strict=True)]

    def places(self, field: str, term: bytes) -> list[TermPlace]:
        """Return where a term is, segment by segment."""
        key = (field, term)
        if (known := self._places.get(key)) is not None:
            return known
        terms = [(base, reader, reader.find(term)) for base, reader in self.fields(field)]
        places = [TermPlace(base, reader, reader.range(at, at + 1)) for base, reader, at in terms if at is not None]
        if len(self._places) > REMEMBERED_TERMS:
            self._places = {}
        self._places[key] = places
        return places

    def document_frequency(self, field: str, term: bytes) -> int:
        """Return how many documents have a term, deleted ones included."""
        return sum(where.stop - where.start for _, _, where in self.places(field, term))

    def postings(self, field: str, term: bytes) -> Postings | None:
        """Return the postings of a term, deleted documents included, or None if there are none."""
        if not (places := self.places(field, term)):
            return None
        key = (field, term)
        if (known := self._cached(key)) is None:
            documents = [reader.documents(where).astype(np.intp) + base for base, reader, where in places]
            frequencies = [reader.frequencies(where) for _, reader, where in places]
            known = Postings(_concatenated(documents, np.intp), _concatenated(frequencies, np.uint8))
            self._keep(key, known)
        return known

    def inverse_frequency(self, document_frequency: float | NDArray[Any]) -> Any:
        """Return the inverse document frequency, by Whoosh's formula."""
        return np.log(self.size / (document_frequency + 1)) + 1

    def norms(self, field: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Return each document's length code and, for each code, what BM25 adds to the frequency in the denominator."""
        if field not in self._norms:
            readers = self.fields(field)
            lengths = _concatenated([reader.lengths for _, reader in readers], np.uint8)
            average = sum(reader.total_length for _, reader in readers) / max(1, self.size)
            self._norms[field] = lengths, (K1 * (1 - B + B * LENGTHS / (average or 1))).astype(np.float32)
        return self._norms[field]

    def derived(self, key: Hashable, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """Return a value computed from the documents, and compute it only once."""
        if key not in self._derived:
            self._derived[key] = make()
        return self._derived[key]

    def with_beginning(self, letters: str, find: Callable[[], frozenset[str]]) -> frozenset[str]:
        """Return the words with this prefix, looked up only once."""
        if (known := self._beginnings.get(letters)) is None:
            if len(self._beginnings) > REMEMBERED_BEGINNINGS:
                self._beginnings = {}
            known = self._beginnings[letters] = find()
        return known

    def _column(self, name: str) -> NDArray[Any]:
        return _concatenated([segment.column(name) for _, segment in self.entries], np.int64)

    def _cached(self, key: Hashable) -> Postings | None:
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
            return self._cache.get(key)

    def _keep(self, key: Hashable, postings: Postings) -> None:
        with self._lock:
            if key in self._cache:
                return
            self._cache[key] = postings
            self._cached_bytes += _size(postings)
            while self._cached_bytes > CACHED_BYTES:
                _, dropped = self._cache.popitem(last=False)
                self._cached_bytes -= _size(dropped)


def _concatenated(arrays: Sequence[NDArray[Any]], empty: Any) -> NDArray[Any]:
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, empty)


def _size(postings: Postings) -> int:
    return postings.documents.nbytes + postings.frequencies.nbytes
