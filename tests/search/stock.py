"""Our index and our queries as stock Whoosh sees them, so that it can search the same files.

Whoosh's own search works term by term and document by document. The evaluator must find the same.
"""

import copy
import datetime
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import query as whoosh
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.index import FileIndex
from whoosh.matching import LeafMatcher, ListMatcher, Matcher, ReadTooFar
from whoosh.reading import TermInfo

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.field_reader import FieldReader
from archive.search.engines.whoosh.index_folder import NAME, SCHEMA, SyncedStorage
from archive.search.engines.whoosh.inversion import LENGTHS
from archive.search.engines.whoosh.segment import Segment
from archive.search.question import each_of, query
from archive.search.question.grammar.nodes import All, AnyOf, Choice, Dated, Not


def stock_index(folder: Path) -> FileIndex:
    """Return the index in a folder, opened by Whoosh with our reader of segments."""
    ArraySegment.codec = lambda _: ArrayCodec()
    return FileIndex(SyncedStorage(str(folder)), schema=SCHEMA, indexname=NAME)


def in_whoosh(node: query.Query) -> whoosh.Query:
    """Return the same tree in Whoosh's nodes."""
    match node:
        case All(nodes) | AnyOf(nodes):
            kind = whoosh.And if isinstance(node, All) else whoosh.Or
            return kind(list(map(in_whoosh, nodes)))
        case Not(inner):
            return whoosh.Not(in_whoosh(inner))
        case query.AndMaybe(needed, liked):
            return whoosh.AndMaybe(in_whoosh(needed), in_whoosh(liked))
        case query.Every():
            return whoosh.Every()
        case query.Nothing():
            return whoosh.NullQuery
    return _leaf(node)


def _leaf(node: query.Query) -> whoosh.Query:
    match node:
        case query.Term(field, text, boost):
            return whoosh.Term(field, text, boost=boost)
        case query.Phrase(field, words, boost):
            return whoosh.Phrase(field, list(words), boost=boost)
        case query.Near(field, groups, slop):
            parts = [_any_of([whoosh.Term(field, word) for word in group]) for group in groups]
            return whoosh.SpanNear2(parts, slop=slop, ordered=False, mindist=0)
        case query.Prefix(field, text, boost):
            return whoosh.Prefix(field, text, boost=boost, constantscore=False)
        case query.Fuzzy(field, text, boost):
            return whoosh.FuzzyTerm(field, text, boost=boost, maxdist=1, prefixlength=0, constantscore=False)
        case Choice() | Dated():
            return Chosen(node)
    raise TypeError(f"Whoosh has no node for {type(node).__name__}.")


def _any_of(terms: list[whoosh.Query]) -> whoosh.Query:
    return terms[0] if len(terms) == 1 else whoosh.Or(terms)


class Chosen(whoosh.Query):
    """Documents that our columns choose, because Whoosh has no columns of its own here."""

    def __init__(self, node: Choice | Dated) -> None:
        self._node = node

    def estimate_size(self, ixreader: Any) -> int:
        return ixreader.doc_count_all()

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:  # noqa: ARG002
        reader = searcher.reader()
        segment = Segment(Path(reader.storage().folder) / reader.segment().file_name)
        ids = [at for at, chosen in enumerate(_chosen(segment, self._node)) if chosen and not reader.is_deleted(at)]
        return ListMatcher(ids, [1.0] * len(ids))


def _chosen(segment: Segment, node: Choice | Dated) -> list[bool]:
    if isinstance(node, Choice):
        column = segment.facet(node.field)
        return [not set(node.values).isdisjoint(each_of(column.values[code])) for code in column.codes]
    least = node.first.first.toordinal() if node.first else 0
    most = node.last.last.toordinal() if node.last else datetime.date.max.toordinal()
    days = zip(segment.column("first_day"), segment.column("last_day"), strict=True)
    return [last >= least and first <= most for first, last in days]


class ArrayCodec(Codec):
    """Opens the readers of a segment."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> TermsReader:
        return ArrayTermsReader(Segment(Path(storage.folder) / segment.file_name))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> PerDocumentReader:
        return ArrayDocumentReader(Segment(Path(storage.folder) / segment.file_name), segment)


class ArrayTermsReader(TermsReader):
    """The terms of a segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._segment.field(term[0]).find(term[1]) is not None

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        field = self._segment.field(fieldname)
        for term in field.terms(field.first_from(prefix)):
            yield fieldname, term

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:
        return ArrayFieldCursor(self._segment.field(fieldname), fieldobj)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field = self._segment.field(fieldname)
        where = field.range(*_place(field, text))
        documents, frequencies = field.documents(where), field.frequencies(where)
        lengths = LENGTHS[field.lengths[documents]]
        return TermInfo(
            weight=float(frequencies.sum()),
            df=len(documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field = self._segment.field(fieldname)
        where = field.range(*_place(field, text))
        return where.stop - where.start

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> LeafMatcher:
        field = self._segment.field(fieldname)
        return ArrayMatcher(field, _place(field, text)[0], (fieldname, text), format_, scorer)

    def close(self) -> None:
        self._segment.close()


class ArrayFieldCursor(FieldCursor):
    """A place among the terms of a field."""

    def __init__(self, field: FieldReader, field_type: Any) -> None:
        self._field = field
        self._field_type = field_type
        self._index = 0

    def find(self, string: str | bytes) -> str | None:
        self._index = self._field.first_from(string if isinstance(string, bytes) else string.encode())
        return self.text()

    def is_valid(self) -> bool:
        """Return whether there is a term at this place."""
        return self._index < len(self._field)

    def text(self) -> str | None:
        """Return the term at this place as text, or None past the last."""
        return self._field_type.from_bytes(self._field.term(self._index)) if self.is_valid() else None


class ArrayMatcher(LeafMatcher):
    """The postings of one term, one after the other."""

    def __init__(self, field: FieldReader, index: int, term: tuple[str, bytes], format_: Any, scorer: Any) -> None:
        where = field.range(index, index + 1)
        frequencies = field.frequencies(where)
        self._ids = field.documents(where).tolist()
        self._weights = [1.0] * len(self._ids) if format_.posting_size == 0 else frequencies.astype(float).tolist()
        self._ends = np.cumsum(frequencies).tolist()
        self._positions = field.positions(where).tolist() if field.has_positions else None
        self._place = 0
        self._term = term
        self.format = format_
        self.scorer = scorer

    def is_active(self) -> bool:
        return self._place < len(self._ids)

    def reset(self) -> None:
        self._place = 0

    def copy(self) -> "ArrayMatcher":
        return copy.copy(self)

    def id(self) -> int:
        return self._ids[self._place]

    def all_ids(self) -> Iterator[int]:
        while self.is_active():
            yield self.id()
            self._place += 1

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._place += 1
        return not self.is_active()

    def skip_to(self, id: int) -> None:  # noqa: A002 - the name of Whoosh's interface
        if not self.is_active():
            raise ReadTooFar
        self._place = bisect_left(self._ids, id, self._place)

    def weight(self) -> float:
        return self._weights[self._place]

    def value(self) -> list[int]:
        if self._positions is None:
            return []
        start = self._ends[self._place - 1] if self._place else 0
        return self._positions[start : self._ends[self._place]]

    def value_as(self, astype: str) -> Any:
        return self.value() if astype == "positions" else self.weight()


class ArrayDocumentReader(PerDocumentReader):
    """What a segment knows about its documents: which are deleted, and how long their fields are."""

    def __init__(self, segment: Segment, entry: ArraySegment) -> None:
        self._segment = segment
        self._entry = entry

    def doc_count(self) -> int:
        return self._entry.doc_count()

    def doc_count_all(self) -> int:
        return self._entry.doc_count_all()

    def has_deletions(self) -> bool:
        return self._entry.has_deletions()

    def is_deleted(self, docnum: int) -> bool:
        return self._entry.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._entry.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> float:
        return float(LENGTHS[self._segment.field(fieldname).lengths[docnum]]) or default

    def field_length(self, fieldname: str) -> int:
        return self._segment.field(fieldname).total_length

    def close(self) -> None:
        self._segment.close()


def _place(field: FieldReader, term: bytes) -> tuple[int, int]:
    index = field.find(term)
    if index is None:
        raise KeyError(term)
    return index, index + 1
