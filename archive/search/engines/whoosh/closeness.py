"""How near the words of a question are to each other in a few documents, and how many stand in one passage.

It reads the positions of each word once and then compares small arrays. It is for the best documents of a search:
``nearness``, which goes through the whole index, would take longer than the search itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.inversion import ragged
from archive.search.engines.whoosh.snapshot import Snapshot
from archive.search.question.weights import K1, Weights

FIELD = "words"
POSITION_BITS = 32
STEPS = (1, 2)
"""How far apart two words of the question may be in it to be compared: neighbours, or with one between."""


class QuestionWord(NamedTuple):
    """A word of a question: its forms in the index, and its weight."""

    forms: Sequence[bytes]
    told: float


class _Found(NamedTuple):
    """The occurrences of a word, as place of document and position in one number, and its score in each document."""

    keys: NDArray[np.int64]
    scores: NDArray[np.float32]


def earned(
    snapshot: Snapshot, documents: NDArray[np.intp], words: Sequence[QuestionWord], weights: Weights
) -> NDArray[np.float32]:
    """Return what each of the documents, in ascending order, scores for words near each other.

    A word counts by the share of its neighbours in the question that are near it, so that a long question, which has
    more pairs of words, does not weigh nearness more than a short one.
    """
    occurrences = [_occurrences_of_word(snapshot, documents, word) for word in words]
    sums = np.zeros(len(documents), np.float32)
    pairs = [(at, at + step) for step in STEPS for at in range(len(words) - step)]
    for pair in pairs:
        one, other = (occurrences[at] for at in pair)
        near = _distances(one.keys, other.keys) <= weights.near_words
        places = np.unique(one.keys[near] >> POSITION_BITS)
        for at in pair:
            sums[places] += occurrences[at].scores[places] / np.float32(sum(at in each for each in pairs))
    weight = sum(word.told for word in words)
    share = _in_one_passage(occurrences, words, len(documents), weights.passage_words) / np.float32(weight)
    return sums * np.float32(weights.near) + np.float32(weights.passage * weight) * share**2


def _occurrences_of_word(snapshot: Snapshot, documents: NDArray[np.intp], word: QuestionWord) -> _Found:
    keys = [part for form in word.forms for part in _keys(snapshot, documents, form)]
    every = np.sort(np.concatenate(keys)) if keys else np.empty(0, np.int64)
    frequencies = np.bincount(every >> POSITION_BITS, minlength=len(documents)).astype(np.float32)
    lengths, norms = snapshot.norms(FIELD)
    scores = frequencies / (frequencies + norms[lengths[documents]])
    return _Found(every, (scores * word.told * (K1 + 1)).astype(np.float32))


def _keys(snapshot: Snapshot, documents: NDArray[np.intp], form: bytes) -> list[NDArray[np.int64]]:
    """Return the occurrences of a term in the documents, segment by segment."""
    postings = snapshot.postings(FIELD, form)
    if postings is None:
        return []
    keys, start = [], 0
    for _, reader, where in snapshot.places(FIELD, form):
        segment = slice(start, start := start + where.stop - where.start)
        there = postings.documents[segment]
        at = np.searchsorted(there, documents)
        at[at == len(there)] = 0
        places = np.flatnonzero(there[at] == documents)
        if len(places):
            at, frequencies = at[places], postings.frequencies[segment]
            first = np.cumsum(frequencies, dtype=np.int64)[at] - frequencies[at]
            positions = reader.positions(where)[ragged(first, frequencies[at])]
            keys.append((np.repeat(places, frequencies[at]) << POSITION_BITS) | positions)
    return keys


def _distances(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distance from each key to the nearest of the others. Keys of different documents are far apart."""
    if not len(other):
        return np.full(len(one), np.iinfo(np.int64).max)
    after = np.searchsorted(other, one)
    before = other[np.maximum(after - 1, 0)]
    after = other[np.minimum(after, len(other) - 1)]
    return np.minimum(np.abs(one - before), np.abs(after - one))


def _in_one_passage(
    occurrences: Sequence[_Found], words: Sequence[QuestionWord], documents: int, length: int
) -> NDArray[np.float32]:
    """Return the weight of the words that the best passage of each document has; a passage is ``length`` words long."""
    starts = np.concatenate([one.keys for one in occurrences])
    sums = np.zeros(len(starts), np.float32)
    for word, one in zip(words, occurrences, strict=True):
        if len(one.keys):
            after = np.searchsorted(one.keys, starts)
            ahead = one.keys[np.minimum(after, len(one.keys) - 1)] - starts
            sums += np.float32(word.told) * ((ahead >= 0) & (ahead < length))
    best = np.zeros(documents, np.float32)
    np.maximum.at(best, starts >> POSITION_BITS, sums)
    return best
