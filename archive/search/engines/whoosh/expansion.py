"""Patterns that match many terms.

The terms are found in each segment's vocabulary, and their postings read together.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.engines.whoosh.vocabulary import Vocabulary
from archive.search.question import query

MOST_TERMS = 1_000
"""A pattern matches at most this many terms. If there are more, the most frequent are used."""

Pattern: TypeAlias = query.Prefix | query.Fuzzy


class Expansion(NamedTuple):
    """The terms that a pattern matches, and for each the number of documents with it.

    For each posting there is its document, the index of its term, and how often the document has it. ``left_out`` says
    how many terms there were beyond MOST_TERMS.
    """

    terms: list[bytes]
    document_counts: NDArray[np.int64]
    documents: NDArray[np.intp]
    term_of: NDArray[np.intp]
    frequencies: NDArray[Any]
    left_out: int


class MatchedTerms(NamedTuple):
    """The terms that a pattern matches in one segment: their places in it, and their codes across all segments."""

    base: int
    vocabulary: Vocabulary
    places: NDArray[np.intp]
    codes: NDArray[np.intp]


def expand(snapshot: Snapshot, pattern: Pattern) -> Expansion:
    """Return the postings of the terms that a pattern matches."""
    known: dict[bytes, int] = {}
    parts = []
    for base, vocabulary in snapshot.vocabularies(pattern.field):
        term_places = _places(vocabulary, pattern)
        numbered = [known.setdefault(vocabulary.reader.term(place), len(known)) for place in term_places]
        parts.append(MatchedTerms(base, vocabulary, np.array(term_places, np.intp), np.array(numbered, np.intp)))
    counts = np.zeros(len(known), np.int64)
    for part in parts:
        counts[part.codes] += part.vocabulary.reader.document_counts[part.places]
    terms, kept = list(known), np.arange(len(known))
    if len(terms) > MOST_TERMS:
        kept = np.sort(np.argpartition(-counts, MOST_TERMS)[:MOST_TERMS])
        parts = [_only(part, kept, len(terms)) for part in parts]
    documents, term_of, frequencies = [np.empty(0, np.intp)], [np.empty(0, np.intp)], [np.empty(0, np.uint8)]
    for base, vocabulary, places, codes in parts:
        reader = vocabulary.reader
        for first, end in _runs(places):
            where = reader.range(first, end)
            documents.append(reader.documents(where).astype(np.intp) + base)
            frequencies.append(reader.frequencies(where))
        term_of.append(np.repeat(codes, reader.document_counts[places]))
    return Expansion(
        terms=[terms[code] for code in kept.tolist()],
        document_counts=counts[kept],
        documents=np.concatenate(documents),
        term_of=np.concatenate(term_of),
        frequencies=np.concatenate(frequencies),
        left_out=len(terms) - len(kept),
    )


def _places(vocabulary: Vocabulary, pattern: Pattern) -> range | list[int]:
    if isinstance(pattern, query.Prefix):
        return vocabulary.with_prefix(pattern.text)
    return vocabulary.within_one_edit(pattern.text)


def _only(part: MatchedTerms, kept: NDArray[np.intp], count: int) -> MatchedTerms:
    renumbered = np.full(count, -1, np.intp)
    renumbered[kept] = np.arange(len(kept))
    codes = renumbered[part.codes]
    return part._replace(places=part.places[codes >= 0], codes=codes[codes >= 0])


def _runs(places: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of consecutive places, which are read together."""
    breaks = np.flatnonzero(np.diff(places) != 1) + 1
    for run in np.split(places, breaks):
        if len(run):
            yield int(run[0]), int(run[-1]) + 1
