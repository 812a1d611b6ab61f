"""Segments are merged before they become too many, and no document is lost or doubled by it."""

import pytest

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS, MOST_WORDS
from archive.search.engines.whoosh.merging import crowded


def segments(*counts: int, deleted: int = 0) -> list[ArraySegment]:
    return [ArraySegment("statements", count, frozenset(range(deleted))) for count in counts]


def grown(commits: list[int], words: int = 0) -> list[int]:
    """Return the sizes of the segments after commits of that many documents each, of so many words."""
    held: list[ArraySegment] = []
    for count in commits:
        held += segments(count)
        while crowd := crowded(held, lambda one: words * one.doc_count()):
            held = [*segments(sum(one.doc_count() for one in crowd)), *(one for one in held if one not in crowd)]
    return [one.doc_count() for one in held]


def test_no_segment_grows_beyond_its_limit():
    assert max(grown([5_000] * 200)) <= MOST_DOCUMENTS
    assert sum(grown([5_000] * 200)) == 1_000_000


@pytest.mark.parametrize("words", [1, 90, 5_000])
def test_no_segment_grows_beyond_the_words_that_fit_into_memory(words: int):
    sizes = grown([100] * 2_000, words)
    assert sum(sizes) == 200_000
    assert max(sizes) * words <= MOST_WORDS
    # Each that cannot grow any more has at least an eighth of what fits.
    assert len(sizes) < 7 * 6 + sum(sizes) * words / MOST_WORDS * 8


def test_segments_at_the_limit_are_never_merged():
    assert crowded(segments(*[MOST_DOCUMENTS] * 20), lambda _: 0) == []
    assert crowded(segments(*[10] * 20), lambda _: MOST_WORDS) == []


def test_a_segment_that_is_more_than_half_deleted_is_rewritten():
    half = segments(100, deleted=50)
    more = segments(100, deleted=51)
    assert crowded([*half, *more], lambda _: 0) == more


@pytest.mark.parametrize("size", [1, 7, 100])
def test_publishing_one_by_one_keeps_segments_few(size: int):
    sizes = grown([size] * 5_000)
    assert sum(sizes) == 5_000 * size
    assert len(sizes) < 7 * 6 + sum(sizes) / MOST_DOCUMENTS * 8
