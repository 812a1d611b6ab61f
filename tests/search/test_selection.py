"""Choosing the best of many without sorting all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.search.engines.whoosh.selection import best, largest


@given(st.integers(0, 2**32 - 1), st.integers(0, 6_000), st.integers(1, 9), st.integers(1, 400))
def test_the_best_items_are_those_that_a_full_sort_puts_first(seed: int, size: int, different: int, count: int):
    draw = np.random.default_rng(seed)
    scores = draw.integers(0, different**4, size).astype(np.float32)
    numbers = draw.permutation(size).astype(np.int64)
    wanted = min(count, size)
    expected = np.lexsort((numbers, -scores))[:wanted]
    assert best(scores, numbers, wanted).tolist() == expected.tolist()


@given(st.integers(0, 2**32 - 1), st.integers(1, 6_000), st.integers(1, 300))
def test_no_item_of_the_largest_is_left_out(seed: int, size: int, count: int):
    values = np.random.default_rng(seed).permutation(size).astype(np.int64)
    chosen = set(largest(values, min(count, size)).tolist())
    assert set(np.argsort(-values)[:count].tolist()) <= chosen
