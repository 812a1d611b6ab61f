"""Offices on a timeline: only certain dates are drawn as certain."""

import pytest

from archive.models import Office, PartialDate
from archive.pages.directory.office_timeline import WIDTH, latest_first, office_timeline


def office(since: str = "", until: str = "", **fields) -> Office:
    dates = {name: PartialDate.parse(date) for name, date in (("from_date", since), ("to_date", until)) if date}
    return Office(title="Member", organisation="Sample", **dates, **fields)


def drawn(*offices: Office, dates: tuple[str, ...] = ()) -> list[list[tuple[str, float, float]]]:
    timeline = office_timeline(offices, [PartialDate.parse(date) for date in dates])
    return [[(part.certainty, part.x, part.width) for part in term.stretches] for term in timeline.terms]


def test_exact_dates_are_drawn_as_certain_from_the_first_to_the_last_day():
    assert drawn(office("2001-01-01", "2002-12-31"), dates=("2000", "2003")) == [[("held", 250.5, 499.7)]]


def test_a_date_known_to_the_year_is_drawn_as_uncertain():
    ((before, held, after),) = drawn(office("2001", "2003"), dates=("2000", "2004"))
    assert [before[0], held[0], after[0]] == ["may", "held", "may"]
    assert before[2] == pytest.approx(200, abs=1)
    assert held[2] == pytest.approx(200, abs=2)
    assert (before[1], after[1]) == (pytest.approx(200, abs=1), pytest.approx(600, abs=1))


def test_two_dates_in_one_year_leave_no_day_certain():
    assert drawn(office("2001", "2001"), dates=("2000", "2001")) == [[("may", 500.7, 499.3)]]


def test_open_ends_reach_the_end_of_the_line_and_are_drawn_as_open():
    ((since,), (until,), (unknown,)) = drawn(
        office("2010-01-01"), office(until="2005-12-31"), office(), dates=("2014",)
    )
    assert since[0] == "since"
    assert since[1] + since[2] == pytest.approx(WIDTH, abs=0.2)
    assert until[:2] == ("until", 0)
    assert until[2] > 0
    assert unknown == ("unknown", 0, WIDTH)


def test_a_term_of_one_day_in_a_century_is_visible_and_stays_on_the_line():
    ((part,),) = drawn(office("1999-12-31", "1999-12-31"), dates=("1900",))
    assert part[2] >= 6
    assert part[1] + part[2] <= WIDTH


def test_there_is_no_timeline_without_any_date():
    assert office_timeline([office()], [PartialDate(2020)]) is None
    assert office_timeline([], [PartialDate(2020)]) is None


def test_the_timeline_explains_the_marks_it_uses():
    exact = office_timeline([office("2001-01-01", "2002-01-01")], [])
    assert (exact.is_vague, exact.is_open) == (False, False)
    vague = office_timeline([office("2001", "2002-01-01"), office("2001-01-01")], [])
    assert vague.is_vague
    assert vague.is_open


def test_the_latest_offices_come_first_and_undated_ones_last():
    offices = [office(pk=1), office(until="1999", pk=2), office("2010", pk=3), office("2010-02", "2011", pk=4)]
    assert [one.pk for one in latest_first(offices)] == [4, 3, 2, 1]


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_ends_of_the_calendar_are_drawn(year: str):
    timeline = office_timeline([office(year), office(until=year), office(year, year)], [])
    edges = [(part.x, part.x + part.width) for term in timeline.terms for part in term.stretches]
    assert all(0 <= start < end <= WIDTH + 0.2 for start, end in edges)
