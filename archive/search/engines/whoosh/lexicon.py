"""The words of the archive and how many of its statements have each: for suggestions and for spelling."""

from collections import Counter
from collections.abc import Collection, Iterable

import numpy as np

from archive.search.engines.results import WordCount
from archive.search.engines.whoosh.snapshot import Snapshot

TEXT_FIELDS = ("words", "title_words")
NAME_FIELDS = ("speaker", "board", "topic")
MOST_WORDS = 1_000
SPARE = 5
"""How many times more words are read than requested, because some may no longer be in any statement."""


def words_with_prefix(snapshot: Snapshot, prefix: str, limit: int) -> list[WordCount]:
    """Return the words of texts and titles with this prefix, the most frequent first."""
    counts: Counter[bytes] = Counter()
    for field in TEXT_FIELDS:
        for _, vocabulary in snapshot.vocabularies(field):
            places = vocabulary.with_prefix(prefix)
            in_documents = vocabulary.reader.document_counts[places.start : places.stop]
            for place in np.argsort(in_documents)[-limit * SPARE :].tolist():
                counts[vocabulary.reader.term(places.start + place)] += int(in_documents[place])
    frequent = [term for term, _ in counts.most_common(limit * 2)]
    return counted(snapshot, frequent, TEXT_FIELDS)[:limit]


def all_words_with_prefix(snapshot: Snapshot, prefix: str) -> frozenset[str]:
    """Return the words of texts and titles with this prefix, even of removed statements; many come unsorted."""

    def find() -> frozenset[str]:
        words: set[str] = set()
        for field in TEXT_FIELDS:
            for _, vocabulary in snapshot.vocabularies(field):
                places = vocabulary.with_prefix(prefix)[:MOST_WORDS]
                words.update(vocabulary.reader.term(place).decode() for place in places)
        return frozenset(words)

    return snapshot.with_beginning(prefix, find)


def words_like(snapshot: Snapshot, word: str, others: Collection[str]) -> list[WordCount]:
    """Return the words of texts, titles and names at most one letter away, and those of the others that exist."""
    terms = {other.encode() for other in others}
    for field in (*TEXT_FIELDS, *NAME_FIELDS):
        for _, vocabulary in snapshot.vocabularies(field):
            terms.update(map(vocabulary.reader.term, vocabulary.within_one_edit(word)))
    return counted(snapshot, terms, (*TEXT_FIELDS, *NAME_FIELDS))


def counted(snapshot: Snapshot, terms: Iterable[bytes], fields: Iterable[str]) -> list[WordCount]:
    """Return the terms that statements have, each with its number of statements in the field where most have it."""
    counts = {term.decode(): max(_count(snapshot, field, term) for field in fields) for term in terms}
    word_counts = [WordCount(word, count) for word, count in counts.items() if count]
    return sorted(word_counts, key=lambda entry: (-entry.count, entry.word))


def _count(snapshot: Snapshot, field: str, term: bytes) -> int:
    count = snapshot.document_frequency(field, term)
    if not count or snapshot.live is None:
        return count
    postings = snapshot.postings(field, term)
    return int(snapshot.live[postings.documents].sum()) if postings else 0
