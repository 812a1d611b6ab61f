"""A segment of the index: up to 65,536 statements, their postings and their columns, in one file."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.inversion import FieldPostings, narrowest
from archive.search.backends.whoosh.segment_file import SegmentFile, write_segment_file

EXTENSION = ".seg"
OVERFLOW = 255
"""A frequency this high stands in a list of its own; all the others take one byte."""

NUMBER, FIRST_DAY, LAST_DAY = "number", "first_day", "last_day"
COLUMNS = (NUMBER, FIRST_DAY, LAST_DAY)
FACETS = ("board", "speaker", "year", "topic", "kind", "text_status", "meeting", "language")


@dataclass(frozen=True)
class FacetColumn:
    """For each document a code, the index of its value; a topic's value is the tuple of all topics of a statement."""

    codes: NDArray[Any]
    values: list[Hashable]

    def only(self, documents: NDArray[Any]) -> "FacetColumn":
        """Return the column of those documents, without the values that none of them has."""
        used, codes = np.unique(self.codes[documents], return_inverse=True)
        return FacetColumn(codes, [self.values[code] for code in used.tolist()])


@dataclass(frozen=True)
class SegmentContent:
    """What is written as a segment: inverted fields, whole numbers and facets by name, all for the same documents."""

    document_count: int
    fields: dict[str, FieldPostings]
    columns: dict[str, NDArray[Any]]
    facets: dict[str, FacetColumn]


class PostingRange(NamedTuple):
    """Where the postings of a term, or of terms that follow each other, lie in their arrays."""

    start: int
    stop: int
    first_occurrence: int
    last_occurrence: int


def write_segment(path: Path, content: SegmentContent) -> None:
    """Write a segment to a new file and sync it."""
    arrays: dict[str, NDArray[Any]] = dict(content.columns)
    for name, column in content.facets.items():
        arrays[f"{name}.codes"] = narrowest(column.codes)
    for name, postings in content.fields.items():
        large = np.flatnonzero(postings.frequencies >= OVERFLOW)
        arrays |= {
            f"{name}.terms": np.frombuffer(b"".join(postings.terms), np.uint8),
            f"{name}.term_ends": np.cumsum([len(term) for term in postings.terms], dtype=np.uint32),
            f"{name}.document_counts": narrowest(postings.document_counts),
            f"{name}.occurrence_counts": narrowest(postings.occurrence_counts),
            f"{name}.documents": postings.documents,
            f"{name}.frequencies": np.minimum(postings.frequencies, OVERFLOW).astype(np.uint8),
            f"{name}.large_frequencies": postings.frequencies[large],
            f"{name}.large_frequency_at": large.astype(np.uint32),
        }
        if postings.positions is not None:
            arrays[f"{name}.positions"] = postings.positions
        if postings.lengths is not None:
            arrays[f"{name}.lengths"] = postings.lengths
    attributes = {
        "document_count": content.document_count,
        "total_lengths": {name: postings.total_length for name, postings in content.fields.items()},
        "values": {name: column.values for name, column in content.facets.items()},
    }
    write_segment_file(path, arrays, attributes)


@dataclass
class FieldReader:
    """The terms of one field of an open segment and where their postings lie."""

    file: SegmentFile
    name: str
    _text: bytes = field(init=False)
    _ends: memoryview = field(init=False)

    def __post_init__(self) -> None:
        self._text = self.file.array(f"{self.name}.terms").tobytes()
        self._ends = memoryview(np.concatenate(([0], self.file.array(f"{self.name}.term_ends"))).astype(np.uint32))
        self.posting_starts = self._starts("document_counts")
        self.occurrence_starts = self._starts("occurrence_counts")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def term(self, index: int) -> bytes:
        """Return a term by its place in byte order."""
        return self._text[self._ends[index] : self._ends[index + 1]]

    def terms(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the terms from start to stop (not included) in byte order."""
        return map(self.term, range(start, len(self) if stop is None else stop))

    def first_from(self, term: bytes) -> int:
        """Return the place of the first term that is not before the given one."""
        return bisect_left(range(len(self)), term, key=self.term)

    def find(self, term: bytes) -> int | None:
        """Return the place of a term, or None."""
        index = self.first_from(term)
        return index if index < len(self) and self.term(index) == term else None

    def range(self, first: int, end: int) -> PostingRange:
        """Return where the postings of the terms from first to end (not included) lie."""
        postings, occurrences = self.posting_starts, self.occurrence_starts
        return PostingRange(postings[first], postings[end], occurrences[first], occurrences[end])

    def documents(self, where: PostingRange) -> NDArray[np.uint16]:
        """Return the documents of the postings."""
        return self.file.array(f"{self.name}.documents", where.start, where.stop)

    def frequencies(self, where: PostingRange) -> NDArray[Any]:
        """Return how often the term occurs in each document of the postings."""
        found = self.file.array(f"{self.name}.frequencies", where.start, where.stop)
        at = self._large_at
        first, end = np.searchsorted(at, where[:2]) if len(at) else (0, 0)
        if first == end:
            return found
        found = found.astype(np.uint32)
        found[at[first:end] - where.start] = self.file.array(f"{self.name}.large_frequencies", first, end)
        return found

    def positions(self, where: PostingRange) -> NDArray[Any]:
        """Return the positions of all occurrences, posting after posting; KeyError for a field without them."""
        return self.file.array(f"{self.name}.positions", where.first_occurrence, where.last_occurrence)

    @property
    def has_positions(self) -> bool:
        """Say whether the field keeps positions."""
        return f"{self.name}.positions" in self.file

    @cached_property
    def lengths(self) -> NDArray[np.uint8]:
        """The length of each document as Whoosh's byte; nought throughout for a field that is not scored."""
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

    def _starts(self, counts: str) -> memoryview:
        return memoryview(np.concatenate(([0], np.cumsum(self.file.array(f"{self.name}.{counts}"), dtype=np.int64))))


class Segment:
    """An open segment. Raises DamagedIndex, on opening, where the file is not what was written."""

    def __init__(self, path: Path) -> None:
        self.file = SegmentFile(path)
        self.document_count: int = self.file.attributes["document_count"]
        self._fields: dict[str, FieldReader] = {}

    def field(self, name: str) -> FieldReader:
        """Return the reader of an inverted field."""
        if name not in self._fields:
            self._fields[name] = FieldReader(self.file, name)
        return self._fields[name]

    def column(self, name: str) -> NDArray[Any]:
        """Return the whole number of each document."""
        return self.file.array(name)

    def facet(self, name: str) -> FacetColumn:
        """Return the facet's value of each document."""
        values = self.file.attributes["values"][name]
        return FacetColumn(
            self.file.array(f"{name}.codes"), [tuple(value) if isinstance(value, list) else value for value in values]
        )

    @property
    def field_names(self) -> Sequence[str]:
        """The names of its inverted fields."""
        return list(self.file.attributes["total_lengths"])

    def close(self) -> None:
        """Close the file."""
        self.file.close()
