"""The rule keeps the newest backup of each day, week and month, and never loses the newest of all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.upkeep.backups.thinning import ALL_OF, KeepRule

NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)
RULES = st.builds(KeepRule, *(st.integers(0, 20) for _ in range(3)))
TIMES = st.sets(st.integers(0, 500 * 24).map(lambda hours: NOW - timedelta(hours=hours)), max_size=80)


@given(RULES, TIMES)
def test_thinning_keeps_what_the_rule_says(rule: KeepRule, taken: set[datetime]) -> None:
    kept = rule.kept(taken, NOW)
    assert kept <= taken
    assert {at for at in taken if at > NOW - ALL_OF} <= kept
    if taken:
        assert max(taken) in kept
    for number, period in ((rule.days, datetime.date), (rule.months, lambda at: (at.year, at.month))):
        newest = sorted({period(at) for at in taken}, reverse=True)[:number]
        assert {max(at for at in taken if period(at) == one) for one in newest} <= kept
    recent = sum(at > NOW - ALL_OF for at in taken)
    assert len(kept) <= 1 + recent + rule.days + rule.weeks + rule.months


@given(RULES, TIMES)
def test_thinning_twice_deletes_nothing_more(rule: KeepRule, taken: set[datetime]) -> None:
    kept = rule.kept(taken, NOW)
    assert rule.kept(kept, NOW) == kept


@pytest.mark.slow
@given(RULES)
def test_a_written_rule_is_parsed(rule: KeepRule) -> None:
    assert KeepRule.read(str(rule)) == rule


@pytest.mark.parametrize("written", ["", "all", "14", "14 days", "-1 days, 2 weeks, 3 months"])
def test_anything_else_is_refused_as_a_rule(written: str) -> None:
    with pytest.raises(ValueError, match="is not a rule"):
        KeepRule.read(written)
