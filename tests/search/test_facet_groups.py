"""A facet that takes over what is known of an earlier commit is the one that is rebuilt."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.search.engines.whoosh.facet import FacetGroups
from archive.search.engines.whoosh.segment import FacetColumn


def column(values: list[object]) -> FacetColumn:
    """Return the column of a segment whose documents have these values."""
    distinct = list(dict.fromkeys(values))
    return FacetColumn(np.array([distinct.index(value) for value in values], np.uint8), distinct)


segments = st.lists(
    st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=1, max_size=6).map(column), min_size=1, max_size=4
)
segments_of_topics = st.lists(
    st.lists(st.sampled_from([(), (1,), (1, 2), (3,)]), min_size=1, max_size=6).map(column), min_size=1, max_size=4
)


@given(data=st.data(), made=st.one_of(segments, segments_of_topics))
def test_a_commit_that_shares_segments_with_the_one_before_has_the_same_values(
    data: st.DataObject, made: list[FacetColumn]
) -> None:
    facet = None
    for _ in range(4):
        columns = data.draw(st.lists(st.sampled_from(made), min_size=1, max_size=4, unique_by=id))
        facet, rebuilt = FacetGroups(columns, facet), FacetGroups(columns)
        assert facet.groups == rebuilt.groups
        assert facet.codes.tolist() == rebuilt.codes.tolist()
        documents = np.arange(len(rebuilt.codes))
        assert facet.counts(documents) == rebuilt.counts(documents)
        for value in ("a", "b", 1, 2, "none"):
            assert facet.having({value}).tolist() == rebuilt.having({value}).tolist()


class Compared(str):
    """A value that counts how often one like it was compared."""

    __slots__ = ()
    times = 0

    def __lt__(self, other: str) -> bool:
        Compared.times += 1
        return super().__lt__(other)


def test_a_commit_that_adds_no_value_puts_none_in_order_again() -> None:
    large = column([Compared(value) for value in range(50)])
    facet = FacetGroups([large])
    before = Compared.times
    taken_over = FacetGroups([large, column([Compared(7), Compared(3)])], facet)
    assert taken_over.codes.tolist() == [*facet.codes.tolist(), facet.groups.index("7"), facet.groups.index("3")]
    assert Compared.times == before > 0
