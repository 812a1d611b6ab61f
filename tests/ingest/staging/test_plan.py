"""The order of a meeting after an import, and which words of a file change a statement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.staging.plan import Plan, PlannedChange, merged_order
from archive.models import StagedTurn


@pytest.mark.parametrize(
    ("old", "pairs", "order", "why"),
    [
        (0, [], [], "nothing"),
        (2, [], [(0, None), (1, None)], "only old ones"),
        (0, [None, None], [(None, 0), (None, 1)], "only new ones"),
        (2, [0, 1], [(0, 0), (1, 1)], "the same"),
        (2, [1, 0], [(1, 0), (0, 1)], "the new order wins"),
        (3, [0, 2], [(0, 0), (1, None), (2, 1)], "an old one stays after the one it followed"),
        (3, [2, 0], [(2, 0), (0, 1), (1, None)], "it moves with that one"),
        (3, [1, 2], [(0, None), (1, 0), (2, 1)], "an old one at the beginning stays there"),
        (4, [0, None], [(0, 0), (1, None), (2, None), (3, None), (None, 1)], "several stay in their order"),
        (2, [None, 1, None], [(0, None), (None, 0), (1, 1), (None, 2)], "new ones between"),
    ],
)
def test_the_new_order_wins_and_what_has_no_new_one_stays_after_what_it_followed(
    old: int, pairs: list[int | None], order: list[tuple[int | None, int | None]], why: str
):
    assert merged_order(old, pairs) == order, why


@given(st.integers(0, 6), st.data())
def test_every_old_and_every_new_one_is_in_the_order_once(old: int, data: st.DataObject):
    continued = data.draw(st.lists(st.sampled_from(range(old)), unique=True)) if old else []
    pairs = data.draw(st.permutations([*continued, None, None]))

    order = merged_order(old, pairs)

    assert sorted(one for one, _ in order if one is not None) == [*range(old)]
    assert [new for _, new in order if new is not None] == [*range(len(pairs))]
    assert all(pairs[new] == one for one, new in order if new is not None)


def test_only_the_conflicts_that_a_person_takes_become_changes():
    changes = [PlannedChange.CONFLICT, PlannedChange.CONFLICT, PlannedChange.NEW, PlannedChange.UNCHANGED]
    plan = Plan([StagedTurn(pk=number) for number in range(1, 5)], [], changes=changes)

    plan.take([2, 3])

    assert plan.changes == [PlannedChange.CONFLICT, PlannedChange.CHANGED, PlannedChange.NEW, PlannedChange.UNCHANGED]
    assert plan.counts == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "withdrawn": 0,
        "conflict": 1,
        "proposed": 0,
        "lost": 0,
    }
