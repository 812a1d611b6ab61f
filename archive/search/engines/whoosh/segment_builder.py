"""From documents to a segment, with as little work as possible for each word."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.document import Document, moment
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS, MOST_WORDS, FieldPostings, invert
from archive.search.engines.whoosh.segment import (
    FACETS,
    FIRST_DAY,
    LAST_DAY,
    NUMBER,
    PUBLISHED,
    FacetColumn,
    SegmentContent,
)
from archive.search.question import NAME_GAP, fold, lower, raw_words, stems, words


class Interned(dict[Any, int]):
    """Numbers values in the order in which they first occur. Values with the same ``key`` count as one."""

    def __init__(self, key: Callable[[Any], Hashable] | None = None) -> None:
        super().__init__()
        self._key = key
        self.values_in_order: list[Any] = []
        self._by_key: dict[Hashable, int] = {}

    def __missing__(self, value: Any) -> int:
        key = self._key(value) if self._key else value
        if key not in self._by_key:
            self._by_key[key] = len(self.values_in_order)
            self.values_in_order.append(key)
        self[value] = self._by_key[key]
        return self[value]


@dataclass
class TextColumn:
    """The words of one text of each document, as numbers of the words as written."""

    written: Interned = field(default_factory=lambda: Interned(lower))
    occurrences: array = field(default_factory=lambda: array("I"))
    lengths: array = field(default_factory=lambda: array("I"))

    def add(self, text: str) -> None:
        """Take the text of the next document."""
        written = raw_words(text)
        self.occurrences.extend(map(self.written.__getitem__, written))
        self.lengths.append(len(written))

    def unstemmed(self) -> FieldPostings:
        """Return the postings of the folded words, with positions."""
        folded = [fold(word) for word in self.written.values_in_order]
        terms, ranks = ranked([word.encode() for word in folded])
        lengths = np.frombuffer(self.lengths, np.uint32)
        return invert(
            terms,
            ranks[np.frombuffer(self.occurrences, np.uint32)],
            np.repeat(np.arange(len(lengths), dtype=np.uint16), lengths),
            places(lengths),
            len(lengths),
        )

    def stemmed(self, languages: FacetColumn) -> FieldPostings:
        """Return the postings of the stems, given the language of each document."""
        lengths = np.frombuffer(self.lengths, np.uint32)
        documents = np.repeat(np.arange(len(lengths), dtype=np.uint16), lengths)
        written = np.frombuffer(self.occurrences, np.uint32)
        known = Interned()
        first, second = np.empty(len(written), np.uint32), np.full(len(written), -1, np.int32)
        for code, language in enumerate(languages.values):
            single = len(languages.values) == 1
            here = slice(None) if single else np.flatnonzero(languages.codes[documents] == code)
            self._stem(written, here, language, known, first, second)
        terms, ranks = ranked([stem.encode() for stem in known.values_in_order])
        extra = np.flatnonzero(second >= 0)
        occurrences = np.concatenate((first, second[extra].astype(np.uint32)))
        documents = np.concatenate((documents, documents[extra]))
        if len(extra):
            order = np.argsort(documents, kind="stable")
            occurrences, documents = occurrences[order], documents[order]
        return invert(terms, ranks[occurrences], documents, None, len(lengths))

    def _stem(
        self,
        written: NDArray[np.uint32],
        here: NDArray[np.intp] | slice,
        language: str,
        known: Interned,
        first: NDArray[np.uint32],
        second: NDArray[np.int32],
    ) -> None:
        """Set the first and second stem of the occurrences that are ``here``, all in one language."""
        used = np.unique(written[here])
        table = np.full((2, len(self.written.values_in_order)), -1, np.int32)
        for word in used.tolist():
            for row, stem in enumerate(stems(self.written.values_in_order[word], language)):
                table[row, word] = known[stem]
        first[here] = table[0][written[here]]
        second[here] = table[1][written[here]]


@dataclass
class NameColumn:
    """The names in one field of each document. Most documents have names that others have too."""

    groups: Interned = field(default_factory=Interned)
    codes: array = field(default_factory=lambda: array("I"))

    def add(self, names: tuple[str, ...]) -> None:
        """Take the names of the next document."""
        self.codes.append(self.groups[names])

    def postings(self) -> FieldPostings:
        """Return the postings of the folded words. There are NAME_GAP positions between two names."""
        known = Interned()
        occurrences, positions, lengths = array("I"), array("I"), array("I")
        for names in self.groups.values_in_order:
            place = count = 0
            for name in names:
                name_words = words(name)
                occurrences.extend(map(known.__getitem__, name_words))
                positions.extend(range(place, place + len(name_words)))
                place += len(name_words) + NAME_GAP
                count += len(name_words)
            lengths.append(count)
        terms, ranks = ranked([word.encode() for word in known.values_in_order])
        group_lengths = np.frombuffer(lengths, np.uint32).astype(np.int64)
        codes = np.frombuffer(self.codes, np.uint32)
        own = group_lengths[codes]
        starts = (np.cumsum(group_lengths) - group_lengths)[codes]
        at = np.repeat(starts, own) + places(own)
        return invert(
            terms,
            ranks[np.frombuffer(occurrences, np.uint32)[at]],
            np.repeat(np.arange(len(codes), dtype=np.uint16), own),
            np.frombuffer(positions, np.uint32)[at],
            len(codes),
        )


@dataclass
class Values:
    """One exact value of each document."""

    known: Interned = field(default_factory=Interned)
    codes: array = field(default_factory=lambda: array("I"))

    def add(self, value: Hashable) -> None:
        """Take the value of the next document."""
        self.codes.append(self.known[value])

    def facet(self) -> FacetColumn:
        """Return the values as a column."""
        return FacetColumn(np.frombuffer(self.codes, np.uint32), self.known.values_in_order)


class SegmentBuilder:
    """Takes documents until it is full, at most MOST_DOCUMENTS, and returns the content of their segment."""

    def __init__(self) -> None:
        self.numbers = array("q")
        self.published = array("q")
        self.texts = {"title": TextColumn(), "text": TextColumn()}
        self.names = {"speaker": NameColumn(), "board": NameColumn(), "topic": NameColumn(), "roll": NameColumn()}
        self.days = {FIRST_DAY: Values(), LAST_DAY: Values()}
        self.facets = {name: Values() for name in FACETS}

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def is_full(self) -> bool:
        """Whether it accepts no more documents."""
        return len(self) >= MOST_DOCUMENTS or len(self.texts["text"].occurrences) >= MOST_WORDS

    def add(self, document: Document) -> None:
        """Take the next document."""
        self.numbers.append(document.number)
        self.published.append(moment(document.published))
        self.texts["title"].add(document.title)
        self.texts["text"].add(document.text)
        self.names["speaker"].add(document.speaker_names)
        self.names["board"].add(document.board_names)
        self.names["topic"].add(document.topic_names)
        self.names["roll"].add(document.roll)
        self.days[FIRST_DAY].add(document.first_day)
        self.days[LAST_DAY].add(document.last_day)
        for name, value in document.values.items():
            self.facets[name].add(value)
        self.facets["meeting"].add(document.meeting)
        self.facets["language"].add(document.language)

    def content(self) -> SegmentContent:
        """Return the segment of the added documents."""
        text, title, languages = self.texts["text"], self.texts["title"], self.facets["language"].facet()
        return SegmentContent(
            document_count=len(self),
            fields={
                "words": text.unstemmed(),
                "text": text.stemmed(languages),
                "title_words": title.unstemmed(),
                "title": title.stemmed(languages),
                **{name: names.postings() for name, names in self.names.items()},
            },
            columns={
                NUMBER: np.frombuffer(self.numbers, np.int64),
                PUBLISHED: np.frombuffer(self.published, np.int64),
                **{name: ordinals(days) for name, days in self.days.items()},
            },
            facets={name: values.facet() for name, values in self.facets.items()},
        )


def segments_of(documents: Iterable[Document]) -> Iterator[SegmentContent]:
    """Yield the segments of documents. All except the last are as large as they may be."""
    builder = SegmentBuilder()
    for document in documents:
        builder.add(document)
        if builder.is_full:
            yield builder.content()
            builder = SegmentBuilder()
    if len(builder):
        yield builder.content()


def ranked(terms: Sequence[bytes]) -> tuple[list[bytes], NDArray[np.uint32]]:
    """Return the distinct terms in byte order, and the place among them of each given term."""
    in_order = sorted(set(terms))
    places_of = {term: index for index, term in enumerate(in_order)}
    return in_order, np.array([places_of[term] for term in terms], np.uint32)


def places(lengths: NDArray[Any]) -> NDArray[np.uint32]:
    """Return 0, 1, 2 ... for each of the lengths, one after the other."""
    ends = np.cumsum(lengths, dtype=np.uint32)
    return np.arange(ends[-1] if len(ends) else 0, dtype=np.uint32) - np.repeat(ends - lengths, lengths)


def ordinals(days: Values) -> NDArray[np.int32]:
    """Return the day of each document, 1 being 1 January of the year 1."""
    column = days.facet()
    return np.array([day.toordinal() for day in column.values], np.int32)[column.codes]
