"""The years of a search as a chart: every year has a place, and there is no chart if it would say nothing."""

import pytest

from archive.pages.search.year_chart import HEIGHT, STEP, YEARS_AT_MOST, YEARS_NAMED, year_chart
from archive.search import FacetChoice


def years(counts: dict[int, int]) -> list[FacetChoice]:
    newest_first = sorted(counts.items(), reverse=True)
    return [FacetChoice(str(year), str(year), number, chosen=False, query="") for year, number in newest_first]


def test_each_year_has_a_place_and_a_height_relative_to_the_highest():
    chart = year_chart(years({2012: 4, 2014: 8, 2015: 0}))
    assert (chart.first, chart.last, chart.peak.value) == (2012, 2014, "2014")
    assert [(bar.reach, bar.height) for bar in chart.bars] == [(2 * STEP, HEIGHT), (0, HEIGHT / 2)]
    assert chart.width == 3 * STEP
    assert [bar.label for bar in chart.bars] == ["2014: 8 statements", "2012: 4 statements"]


@pytest.mark.parametrize("counts", [{}, {2014: 3}, {2013: 0, 2014: 3}])
def test_fewer_than_two_years_make_no_chart(counts: dict[int, int]):
    assert year_chart(years(counts)) is None


def test_a_date_far_from_the_others_makes_no_chart():
    assert year_chart(years({1900: 1, 1900 + YEARS_AT_MOST - 1: 1}))
    assert year_chart(years({1900: 1, 1900 + YEARS_AT_MOST: 1})) is None


def test_few_years_are_named_below_their_bars_and_many_are_not():
    few = {2000: 1, 2000 + YEARS_NAMED - 1: 2}
    assert year_chart(years(few)).labels == [(year, few.get(year, 0)) for year in range(2000, 2000 + YEARS_NAMED)]
    assert year_chart(years({2000: 1, 2000 + YEARS_NAMED: 1})).labels == []


def test_a_year_with_one_statement_beside_thousands_is_still_visible():
    assert min(bar.height for bar in year_chart(years({2013: 1, 2014: 90_000})).bars) == 1
