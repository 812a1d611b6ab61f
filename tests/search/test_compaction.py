"""Segments are merged before they become too many, and no document is lost or doubled by it."""

from collections.abc import Sequence

import pytest

from archive.search.engines.whoosh.array_segment import ArraySegment
from archive.search.engines.whoosh.compaction import FACTOR, crowded
from archive.search.engines.whoosh.inversion import MOST_DOCUMENTS


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


def test_few_segments_stay_as_they_are():
    assert crowded(segments(1, 1, 1, 500, 500, 60_000)) == []


def test_segments_of_one_size_merge_into_one_of_the_next():
    small = segments(*[1] * FACTOR)
    assert crowded([*segments(500), *small]) == small


def test_no_segment_grows_beyond_its_limit():
    assert max(grown([5_000] * 200)) <= MOST_DOCUMENTS
    assert sum(grown([5_000] * 200)) == 1_000_000


EIGHTH, HALF = MOST_DOCUMENTS // 8, MOST_DOCUMENTS // 2


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ([EIGHTH] * 8, range(8)),
        ([EIGHTH] * 9, range(8)),
        ([EIGHTH + 1, *[EIGHTH] * 7], range(1, 8)),
        ([EIGHTH, EIGHTH + 2, *[EIGHTH - 1] * 3, *[EIGHTH] * 4], (0, *range(2, 9))),
        ([HALF, *[MOST_DOCUMENTS] * 6, HALF], (0, 7)),
        ([HALF, *[MOST_DOCUMENTS] * 6, HALF + 1], ()),
        ([1, *[EIGHTH] * 7], ()),
        ([*[EIGHTH] * 8, *[1] * 8], range(8, 16)),
    ],
)
def test_the_smallest_segments_of_a_size_merge_as_far_as_they_fit_into_one(counts: list[int], merged: Sequence[int]):
    held = segments(*counts)
    assert crowded(held) == [held[place] for place in merged]


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
