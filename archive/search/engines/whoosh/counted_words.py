"""How many statements of groups have a word, counted from the words of each document."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.counted_words import LOOKED_AT, OFTEN, SHORTEST, CountedWords, most_used
from archive.search.engines.whoosh.by_document import FIELD, words_of
from archive.search.engines.whoosh.field_reader import FieldReader
from archive.search.engines.whoosh.segment import Segment
from archive.search.engines.whoosh.selection import documents_of
from archive.search.engines.whoosh.snapshot import Snapshot

NO_GROUP = -1
FURTHER = 4
"""How many times more words of each segment are read if those that were read may not be all."""


class _Part(NamedTuple):
    """For one segment: its terms, their columns in the counts, each group's counts, and which can be typical."""

    reader: FieldReader
    removed: NDArray[np.int64]
    columns: NDArray[np.int32]
    places: NDArray[np.intp]
    statements: NDArray[np.int64]
    uses: NDArray[np.int64]
    tells: NDArray[np.bool_]


class _Totals(NamedTuple):
    """For some terms in alphabetical order: the counts of each group, and of the archive."""

    terms: list[bytes]
    statements: NDArray[np.int64]
    uses: NDArray[np.int64]
    everywhere: NDArray[np.int64]


def counted_words(
    snapshot: Snapshot, groups: Sequence[Sequence[int]], leave_out: Collection[str]
) -> list[CountedWords]:
    """Return the words that each group uses most often; no statement may be in two groups."""
    chosen = [documents_of(snapshot, group) for group in groups]
    group_of = np.full(snapshot.size, NO_GROUP, np.int16)
    for group, documents in enumerate(chosen):
        group_of[documents] = group
    left_out = sorted(word.encode() for word in leave_out)
    parts = [
        _part(segment, entry.deleted, group_of[base : base + segment.document_count], len(groups), left_out)
        for base, (entry, segment) in zip(snapshot.bases, snapshot.entries, strict=True)
    ]
    totals = _most_used(parts, len(groups))
    together, size = totals.statements.sum(axis=0), sum(map(len, chosen))
    counted = []
    for group, documents in enumerate(chosen):
        at = most_used(totals.uses[group])
        statements = totals.statements[group, at]
        counted.append(
            CountedWords(
                words=[totals.terms[place].decode() for place in at.tolist()],
                size=len(documents),
                statements=statements,
                uses=totals.uses[group, at],
                in_groups=together[at],
                size_of_groups=size,
                elsewhere=totals.everywhere[at] - statements,
                size_elsewhere=snapshot.size - snapshot.deleted_count - len(documents),
            )
        )
    return counted


def _part(
    segment: Segment,
    removed: frozenset[int],
    group_of: NDArray[np.int16],
    groups: int,
    left_out: Sequence[bytes],
) -> _Part:
    """Count the words of each group in a segment."""
    reader = segment.field(FIELD)
    without = segment.removed_words.counts(removed)
    columns = np.full(len(reader), -1, np.int32)
    inside = np.flatnonzero(group_of != NO_GROUP)
    if not len(inside):
        nothing = np.zeros((groups, 0), np.int64)
        return _Part(reader, without, columns, inside, nothing, nothing, np.zeros(0, bool))
    first, end = int(inside[0]), int(inside[-1]) + 1
    used = words_of(reader, first, end)
    group = np.repeat(group_of[first:end], used.counts)
    kept = group != NO_GROUP
    terms, frequencies, group = used.terms[kept], used.frequencies[kept], group[kept]
    places = np.flatnonzero(np.bincount(terms, minlength=len(reader)))
    columns[places] = np.arange(len(places))
    cells = group.astype(np.int64) * len(places) + columns[terms]
    statements = np.bincount(cells, minlength=groups * len(places)).reshape(groups, len(places))
    uses = np.bincount(cells, frequencies, groups * len(places)).astype(np.int64).reshape(groups, len(places))
    tells = _tells(reader, places)
    unwanted = columns[(known := reader.find_all(left_out))[known >= 0]]
    tells[unwanted[unwanted >= 0]] = False
    return _Part(reader, without, columns, places, statements, uses, tells)


def _tells(reader: FieldReader, places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which terms can be typical (``archive.search.engines.counted_words.can_be_typical``)."""
    starts = reader.ends[places]
    letters = reader.text_bytes[starts]
    is_number = (letters >= ord("0")) & (letters <= ord("9"))
    return (reader.ends[places + 1] - starts >= SHORTEST) & ~is_number


def _most_used(parts: Sequence[_Part], groups: int) -> _Totals:
    """Return the counts of terms among which are those that each group uses most often in all segments together."""
    size = LOOKED_AT
    while True:
        terms: set[bytes] = set()
        bounds = np.zeros(groups, np.int64)
        for group in range(groups):
            having = [part for part in parts if part.uses[group].any()]
            for part in having:
                frequent, bound = _frequent(part, group, size, OFTEN if len(having) == 1 else 1)
                terms.update(frequent)
                bounds[group] += bound
        totals = _totals(parts, sorted(terms), groups)
        # A term that was not read is used at most as often as the bound says.
        if all(not bound or _least_used(totals.uses[group]) > bound for group, bound in enumerate(bounds)):
            return totals
        size *= FURTHER


def _frequent(part: _Part, group: int, size: int, often: int) -> tuple[list[bytes], int]:
    """Return at least so many terms of a segment that the group uses most often, and how often it uses the others."""
    uses = part.uses[group]
    here = np.flatnonzero((uses >= often) & part.tells)
    bound = 0
    if len(here) > size:
        least = np.partition(uses[here], len(here) - size)[len(here) - size]
        here = here[uses[here] >= least]
        bound = int(least) - 1
    return [part.reader.term(place) for place in part.places[here].tolist()], bound


def _least_used(uses: NDArray[np.int64]) -> int:
    """Return how often the last of the words to look at is used; 0 if there are not so many."""
    at = most_used(uses)
    return int(uses[at[-1]]) if len(at) == LOOKED_AT else 0


def _totals(parts: Sequence[_Part], terms: list[bytes], groups: int) -> _Totals:
    statements = np.zeros((groups, len(terms)), np.int64)
    uses = np.zeros((groups, len(terms)), np.int64)
    everywhere = np.zeros(len(terms), np.int64)
    for part in parts:
        places = part.reader.find_all(terms)
        known = np.flatnonzero(places >= 0)
        everywhere[known] += part.reader.document_counts[places[known]] - part.removed[places[known]]
        columns = part.columns[places[known]]
        used = columns >= 0
        statements[:, known[used]] += part.statements[:, columns[used]]
        uses[:, known[used]] += part.uses[:, columns[used]]
    return _Totals(terms, statements, uses, everywhere)


def first_having(snapshot: Snapshot, words: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """Return for each word the first of the numbered statements that has it, 0 if none has."""
    documents = documents_of(snapshot, numbers)
    firsts = []
    for word in words:
        postings = snapshot.postings(FIELD, word.encode())
        having = documents[_among(documents, postings.documents)] if postings else documents[:0]
        firsts.append(int(snapshot.numbers[having[0]]) if len(having) else 0)
    return firsts


def _among(documents: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which of the documents are among others, which are in order."""
    at = np.minimum(np.searchsorted(others, documents), len(others) - 1)
    return others[at] == documents
