"""A segment of the index: up to 65,536 statements, their postings and their columns, in one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.brevity import brevity
from archive.search.engines.whoosh.by_document import FIELD as KEPT_BY_DOCUMENT
from archive.search.engines.whoosh.by_document import WordsOfRemoved, distinct_words, turned
from archive.search.engines.whoosh.field_reader import OVERFLOW, FieldReader
from archive.search.engines.whoosh.inversion import FieldPostings, narrowest
from archive.search.engines.whoosh.segment_file import SegmentFile, SegmentInMemory, write_segment_file
from archive.search.engines.whoosh.vocabulary import Vocabulary
from archive.search.question import Facet

EXTENSION = ".seg"
NUMBER, FIRST_DAY, LAST_DAY, PUBLISHED = "number", "first_day", "last_day", "published"
COLUMNS = (NUMBER, FIRST_DAY, LAST_DAY, PUBLISHED)
FACETS = (*(facet.value for facet in Facet), "meeting", "language")


@dataclass(frozen=True)
class FacetColumn:
    """A code for each document: the index of its value.

    For topics, the value is the tuple of all topics of a statement.
    """

    codes: NDArray[Any]
    values: list[Any]


@dataclass(frozen=True)
class SegmentContent:
    """What a segment contains: inverted fields, whole numbers and facets by name, all for the same documents."""

    document_count: int
    fields: dict[str, FieldPostings]
    columns: dict[str, NDArray[Any]]
    facets: dict[str, FacetColumn]


def write_segment(path: Path, content: SegmentContent) -> None:
    """Write a segment to a new file and sync it."""
    write_segment_file(path, *_laid_out(content))


def _laid_out(content: SegmentContent) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return the arrays and the attributes of a segment's file."""
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
            f"{name}.lengths": postings.lengths,
        }
        if postings.positions is not None:
            arrays[f"{name}.positions"] = postings.positions
            arrays[f"{name}.from_the_end"] = np.array(from_the_end(postings.terms), np.uint32)
        if name == KEPT_BY_DOCUMENT:
            arrays |= turned(postings, content.document_count)
    attributes = {
        "document_count": content.document_count,
        "total_lengths": {name: postings.total_length for name, postings in content.fields.items()},
        "values": {name: column.values for name, column in content.facets.items()},
    }
    return arrays, attributes


class Segment:
    """An open segment. Opening it raises DamagedIndex if the file is not what was written."""

    def __init__(self, path: Path) -> None:
        self._read_segment_file(SegmentFile(path))

    @classmethod
    def in_memory(cls, content: SegmentContent) -> Self:
        """Return a segment that is never on disk."""
        segment = cls.__new__(cls)
        segment._read_segment_file(SegmentInMemory(*_laid_out(content)))
        return segment

    def _read_segment_file(self, file: SegmentFile | SegmentInMemory) -> None:
        self.file = file
        self.document_count: int = self.file.attributes["document_count"]
        self._facets: dict[str, FacetColumn] = {}
        self._fields: dict[str, FieldReader] = {}
        self._vocabularies: dict[str, Vocabulary] = {}

    def field(self, name: str) -> FieldReader:
        """Return the reader of an inverted field."""
        if name not in self._fields:
            is_there = name in self.file.attributes["total_lengths"]
            self._fields[name] = FieldReader(self.file if is_there else _lacking(name, self.document_count), name)
        return self._fields[name]

    def vocabulary(self, name: str) -> Vocabulary:
        """Return the terms of a field, for searching by pattern."""
        if name not in self._vocabularies:
            self._vocabularies[name] = Vocabulary(self.field(name))
        return self._vocabularies[name]

    @cached_property
    def removed_words(self) -> WordsOfRemoved:
        """How many removed documents have each word."""
        return WordsOfRemoved(self.field(KEPT_BY_DOCUMENT))

    @cached_property
    def brevity(self) -> NDArray[np.float32]:
        """The brevity of each document's text."""
        words = distinct_words(self.field(KEPT_BY_DOCUMENT))
        return np.array([brevity(number) for number in range(int(words.max(initial=0)) + 1)], np.float32)[words]

    @property
    def word_count(self) -> int:
        """How many words its texts have, without titles."""
        return self.file.attributes["total_lengths"].get("words", 0)

    @cached_property
    def chronology(self) -> NDArray[np.int64]:
        """A key that sorts documents by date and number.

        If dates begin on the same day, the less precise comes first.
        """
        first_days = self.column(FIRST_DAY).astype(np.int64)
        spans = self.column(LAST_DAY).astype(np.int64) - first_days
        days = (first_days << 9) + (511 - np.minimum(spans, 511))
        return (days << 32) + (self.column(NUMBER) & 0xFFFFFFFF)

    def column(self, name: str) -> NDArray[Any]:
        """Return the whole number of each document."""
        return self.file.array(name)

    def facet(self, name: str) -> FacetColumn:
        """Return the facet's value of each document, always as the same object."""
        if name not in self._facets:
            self._facets[name] = self._read_facet(name)
        return self._facets[name]

    def _read_facet(self, name: str) -> FacetColumn:
        values = self.file.attributes["values"].get(name)
        if values is None:
            # An earlier version wrote the segment. Until the index is rebuilt, nothing has a value.
            return FacetColumn(np.zeros(self.document_count, np.uint8), [""])
        return FacetColumn(
            self.file.array(f"{name}.codes"), [tuple(value) if isinstance(value, list) else value for value in values]
        )

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def _lacking(name: str, document_count: int) -> SegmentInMemory:
    """Return a file with the field and no term in it, for a segment that an earlier version wrote without the field."""
    counts = ("term_ends", "document_counts", "occurrence_counts", "large_frequency_at", "positions", "from_the_end")
    arrays = {f"{name}.{part}": np.empty(0, np.uint32) for part in (*counts, "large_frequencies")}
    arrays |= {f"{name}.{part}": np.empty(0, np.uint8) for part in ("terms", "frequencies")}
    arrays[f"{name}.documents"] = np.empty(0, np.uint16)
    arrays[f"{name}.lengths"] = np.zeros(document_count, np.uint32)
    return SegmentInMemory(arrays, {"document_count": document_count, "total_lengths": {name: 0}, "values": {}})


def from_the_end(terms: Sequence[bytes]) -> list[int]:
    """Return the places of the terms, sorted by their letters from last to first."""
    return sorted(range(len(terms)), key=lambda place: terms[place][::-1])
