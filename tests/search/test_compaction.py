"""Segments are merged before they become too many, and no document is lost or doubled by it."""

import pytest

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS
from archive.search.engines.whoosh.merging import crowded


def segments(*counts: int, deleted: int = 0) -> list[ArraySegment]:
    return [ArraySegment("statements", count, frozenset(range(deleted))) for count in counts]


def grown(commits: list[int]) -> list[int]:
    """Return the sizes of the segments after commits of that many documents each."""
    held: list[ArraySegment] = []
    for count in commits:
        held += segments(count)
        while crowd := crowded(held):
            held = [*segments(sum(one.doc_count() for one in crowd)), *(one for one in held if one not in crowd)]
    return [one.doc_count() for one in held]


def test_no_segment_grows_beyond_its_limit():
    assert max(grown([5_000] * 200)) <= MOST_DOCUMENTS
    assert sum(grown([5_000] * 200)) == 1_000_000


def test_segments_at_the_limit_are_never_merged():
    assert crowded(segments(*[MOST_DOCUMENTS] * 20)) == []


def test_a_segment_that_is_more_than_half_deleted_is_rewritten():
    half = segments(100, deleted=50)
    more = segments(100, deleted=51)
    assert crowded([*half, *more]) == more


@pytest.mark.parametrize("size", [1, 7, 100])
def test_publishing_one_by_one_keeps_segments_few(size: int):
    sizes = grown([size] * 5_000)
    assert sum(sizes) == 5_000 * size
    assert len(sizes) < 7 * 6 + sum(sizes) / MOST_DOCUMENTS * 8
