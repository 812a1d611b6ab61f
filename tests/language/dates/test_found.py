"""Days as people write them beside a quotation."""

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.language.dates import Day, dates_in, days_in
from archive.models import PartialDate


@pytest.mark.parametrize(
    ("written", "days", "dated"),
    [
        ("on July 12", [(None, 7, 12)], "July 12"),
        ("on July 12th, 2026, at", [(2026, 7, 12)], "July 12th, 2026"),
        ("12 July 2026", [(2026, 7, 12)], "12 July 2026"),
        ("the 12th of July", [(None, 7, 12)], "12th of July"),
        ("July of 2026", [(2026, 7, None)], "July of 2026"),
        ("el 12 de julio de 2026", [(2026, 7, 12)], "12 de julio de 2026"),
        ("the 24th day of July, A.D. 2026", [(2026, 7, 24)], "24th day of July, A.D. 2026"),
        ("el 12 de julio del año 2026", [(2026, 7, 12)], "12 de julio del año 2026"),
        ("Jul-12-2026", [(2026, 7, 12)], "Jul-12-2026"),
        ("July 12, ’26", [(2026, 7, 12)], "July 12, ’26"),
        ("12 July '26", [(2026, 7, 12)], "12 July '26"),
        ("4 paź 2026", [(2026, 10, 4)], "4 paź 2026"),
        ("On May 12, '20 percent’", [(None, 5, 12)], "May 12"),
        ("on 12 May '20 percent’", [(None, 5, 12)], "12 May"),
        ("2026-07-12", [(2026, 7, 12)], "2026-07-12"),
        ("2026-07", [(2026, 7, None)], "2026-07"),
        ("7/12/2026", [(2026, 7, 12), (2026, 12, 7)], "7/12/2026"),
        ("7/7/2026", [(2026, 7, 7)], "7/7/2026"),
        ("13/7/2026", [(2026, 7, 13)], "13/7/2026"),
        ("7.13.26", [(2026, 7, 13)], "7.13.26"),
        ("7/12/99", [(2099, 7, 12), (2099, 12, 7)], "7/12/99"),
        ("in 2026", [(2026, None, None)], "2026"),
        ("in July", [(None, 7, None)], ""),
        ("last May", [(None, 5, None)], ""),
        ("May said", [], ""),
        ("July 32", [], ""),
        ("32/13/2026", [], ""),
        ("July 12, 2026, and August 3, 2025", [(2026, 7, 12)], "July 12, 2026 / August 3, 2025"),
        ("July 12, 2026, or else 2025-08-03", [(2026, 7, 12)], "July 12, 2026 / 2025-08-03"),
        ("nothing", [], ""),
    ],
)
def test_the_first_date_is_read_and_every_date_is_marked(
    written: str, days: list[tuple[int | None, int | None, int | None]], dated: str
):
    found, places = days_in(written)

    assert [(day.year, day.month, day.day) for day in found] == days
    assert [written[start:end].strip(" ,") for start, end in places] == [date for date in dated.split(" / ") if date]


@pytest.mark.parametrize(
    ("written", "weekday"), [("on Monday", 0), ("el domingo", 6), ("on Wednesday night", 2), ("el sábado", 5)]
)
def test_a_weekday_is_read_if_there_is_no_date(written: str, weekday: int):
    (day,) = days_in(written)[0]

    assert (day.weekday, day.month, day.iso, day.first) == (weekday, None, "", None)


@pytest.mark.parametrize(
    ("day", "date", "fits"),
    [
        (Day(2026, 7, 12), "2026-07-12", True),
        (Day(2025, 7, 12), "2026-07-12", False),
        (Day(2026, 8, 12), "2026-07-12", False),
        (Day(2026, 7, 13), "2026-07-12", False),
        (Day(None, 7, None), "2026-07-12", True),
        (Day(2026, 7, 12), "2026", True),
        (Day(2026, 7, 12), "2026-08", False),
        (Day(weekday=6), "2026-07-12", True),
        (Day(weekday=0), "2026-07-12", False),
        (Day(weekday=0), "2026-07", True),
    ],
)
def test_what_either_leaves_out_cannot_differ(day: Day, date: str, fits: bool):
    assert day.fits(PartialDate.parse(date)) is fits


@pytest.mark.parametrize(
    ("day", "iso", "first"),
    [
        (Day(2026, 7, 2), "2026-07-02", datetime.date(2026, 7, 2)),
        (Day(2026, 7), "2026-07", datetime.date(2026, 7, 1)),
        (Day(2026), "2026", datetime.date(2026, 1, 1)),
        (Day(None, 7, 2), "", None),
        (Day(2026, 2, 30), "2026-02-30", None),
    ],
)
def test_a_day_is_known_as_far_as_it_was_written(day: Day, iso: str, first: datetime.date | None):
    assert (day.iso, day.first) == (iso, first)


@pytest.mark.parametrize(
    "written", ["on 12-13 July 2024", "July 12-13, 2024", "am 12. bis 13. Juli 2024", "12–13 juillet 2024"]
)
def test_every_day_of_a_range_fits(written):
    day = days_in(written)[0][0]
    fits = [number for number in range(1, 31) if day.fits(PartialDate(2024, 7, number))]
    assert fits == [12, 13]


@pytest.mark.parametrize(
    ("text", "day", "last_day"),
    [
        ("5 to 4 May 2024", 4, None),
        ("passed 12-3 July 2024", 3, None),
        ("Item 3 - 12 July 2024", 12, None),
        ("Item 3 – 12 July 2024", 12, None),
        ("10:05-12 July 2024", 12, None),
        ("12 - 13 July 2024", 12, 13),
        ("2-30 July 2024", 2, 30),
        ("July 2 - 30, 2024", 2, 30),
        ("July 5 - 7 p.m.", 5, None),
        ("July 5 - 7pm", 5, None),
        ("July 5 - 7:30", 5, None),
        ("July 5 - 20 items", 5, None),
        ("On July 12 and 15 members voted", 12, None),
        ("El julio 12 y 15 vocales votaron", 12, None),
        ("On July 12 and 15, 2024", 12, 15),
        ("On July 12 and 15", 12, 15),
        ("July 12 to 15", 12, 15),
    ],
)
def test_a_number_beside_a_date_is_a_day_of_it_only_in_a_range(text, day, last_day):
    found = dates_in(text)[0].days[0]
    assert (found.day, found.last_day) == (day, last_day)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Friday and Saturday, July 12-13, 2024", ""),
        ("Friday-Saturday, 12-13 July 2024", ""),
        ("Saturday and Sunday, 13 and 14 July 2024", ""),
        ("Monday, July 12-13, 2024", "Monday"),
        ("We adjourn until Monday. July 12, 2024 minutes were approved.", ""),
        ("Thurs. July 12, 2024", "Thurs"),
    ],
)
def test_a_weekday_beside_a_range_may_be_any_of_its_days_and_a_full_stop_parts_it(text, wrong):
    assert dates_in(text)[0].wrong_weekday == wrong


@pytest.mark.parametrize(("text", "days"), [("Monday. 7/8/2024", 2), ("Mon. 7/8/2024", 1), ("Monday, 7/8/2024", 1)])
def test_a_weekday_of_another_sentence_does_not_decide_the_order_of_day_and_month(text, days):
    assert len(dates_in(text)[0].days) == days


@given(st.integers(1, 30), st.integers(1, 30), st.sampled_from(["-", "–", " to ", " and "]))
def test_the_weekday_of_any_day_of_a_range_is_right(first, more, joint):
    last = min(first + more, 31)
    for number in range(first, last + 1):
        name = calendar.day_name[datetime.date(2024, 7, number).weekday()]
        (found,) = dates_in(f"{name}, {first}{joint}{last} July 2024")
        assert (found.wrong_weekday, found.days[0].day, found.days[0].last_day) == ("", first, last)


@pytest.mark.parametrize("text", ["7 out of 2024 households", "a set of 12 out of 15", "we set 12 and mag 7"])
def test_short_months_that_are_other_words_are_no_dates(text):
    assert [one for one in dates_in(text) if one.days[0].month] == []


@given(st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2030, 1, 1)), st.integers(0, 6))
def test_a_weekday_beside_a_date_is_wrong_if_it_is_another_days(date, weekday):
    name = calendar.day_name[weekday]
    (found,) = dates_in(f"{name}, {calendar.month_name[date.month]} {date.day}, {date.year}")
    assert found.wrong_weekday == ("" if date.weekday() == weekday else name)
