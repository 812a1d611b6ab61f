"""Dates among the words of a search, as a reader means them on 25 November 2026."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.question.natural.dates import dates

TODAY = datetime.date(2026, 11, 25)
WORDS = "last this past year month in since before until between and to may 2023 1979 1980s 5 5th de el ano pasado of a"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("in 2023", "2023", "2023"),
        ("during May 2023", "2023-05", "2023-05"),
        ("May 5 2023", "2023-05-05", "2023-05-05"),
        ("5th May 2023", "2023-05-05", "2023-05-05"),
        ("5 de mayo de 2023", "2023-05-05", "2023-05-05"),
        ("2023-05-05", "2023-05-05", "2023-05-05"),
        ("since May", "2026-05", None),
        ("since December", "2025-12", None),
        ("desde mayo de 2020", "2020-05", None),
        ("since 2020", "2020", None),
        ("before 1980", None, "1979"),
        ("before May 2023", None, "2023-04"),
        ("until 1980", None, "1980"),
        ("between 1979 and 1981", "1979", "1981"),
        ("from May 2020 to June 2021", "2020-05", "2021-06"),
        ("from June 2003", "2003-06", "2003-06"),
        ("from June 2003 on", "2003-06", None),
        ("from 2003 onwards", "2003", None),
        ("between 1981 and 1979", "1979", "1981"),
        ("in the 1980s", "1980", "1989"),
        ("1979-1981", "1979", "1981"),
        ("last year", "2025", "2025"),
        ("last month", "2026-10", "2026-10"),
        ("this year", "2026", "2026"),
        ("the past five years", "2021-11", None),
        ("last 3 months", "2026-08", None),
        ("el año pasado", "2025", "2025"),
        ("en 2023", "2023", "2023"),
        ("2023-05", "2023-05", "2023-05"),
        ("1979/1981", "1979", "1981"),
        ("sept 2023", "2023-09", "2023-09"),
        ("setiembre 2023", "2023-09", "2023-09"),
        ("last diez meses", "2026-01", None),
        ("last 2 anos", "2024-11", None),
        ("in may", "2026-05", "2026-05"),
        ("before May", None, "2026-04"),
        ("until 5 May 2023", None, "2023-05-05"),
        ("between the 1970s and the 1980s", "1970", "1989"),
        ("entre 1979 y 1981", "1979", "1981"),
        ("this month", "2026-11", "2026-11"),
        ("el mes pasado", "2026-10", "2026-10"),
        ("este año", "2026", "2026"),
        ("este mes", "2026-11", "2026-11"),
    ],
)
def test_a_date_is_read(typed: str, first: str | None, last: str | None):
    words = typed.lower().replace("ñ", "n").split()
    (read,) = dates(words, TODAY)
    ends = [date.isoformat() if date else None for date in (read.dated.first, read.dated.last)]
    assert ends == [first, last]
    assert read.end == len(words)


@pytest.mark.parametrize(
    "typed",
    [
        "may",
        "march against hunger",
        "2000000 dollars",
        "in 9999",
        "in the room",
        "last",
        "2023-13-01",
        "last five",
        "last 0 years",
        "last years",
        "last five buses",
        "el ano",
        "el ano proximo",
        "5 may",
        "may 5",
        "between",
        "40 may",
    ],
)
def test_text_that_is_not_a_date_is_left_alone(typed: str):
    assert dates(typed.split(), TODAY) == []


def test_only_a_year_without_a_preposition_can_be_a_word():
    assert [read.certain for read in dates(["targets", "1979"], TODAY)] == [False]
    assert [read.certain for read in dates(["in", "1979"], TODAY)] == [True]


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12))
def test_recognised_dates_never_overlap_or_run_backwards(words: list[str]):
    end = 0
    for read in dates(words, TODAY):
        assert end <= read.start < read.end <= len(words)
        end = read.end
        if read.dated.first and read.dated.last:
            assert read.dated.first.first <= read.dated.last.last


@pytest.mark.parametrize(
    ("typed", "read", "certain"),
    [
        ("buses last year and taxes", ["last year"], True),
        ("last year buses", ["last year"], True),
        ("buses last 3 years and taxes", ["last 3 years"], True),
        ("taxes el ano pasado aqui", ["el ano pasado"], True),
        ("taxes este ano y aqui", ["este ano"], True),
        ("buses in the 1980s and taxes", ["in the 1980s"], True),
        ("buses in 1979 taxes since 1981", ["in 1979", "since 1981"], True),
        ("from june 2003 onward taxes", ["from june 2003 onward"], True),
        ("in june 2003 on taxes", ["in june 2003"], True),
        ("since may 5", ["since may 5"], True),
        ("since may the fifth", ["since may"], True),
        ("between 1979 and 1981 and taxes", ["between 1979 and 1981"], True),
        ("from 1979 to", ["from 1979"], True),
        ("from 1979 to taxes", ["from 1979"], True),
        ("from may 2020 buses", ["from may 2020"], True),
        ("between 1979", ["1979"], False),
        ("between 1979 1981", ["1979", "1981"], False),
        ("between 1979 and buses", ["1979"], False),
        ("budget of 2023", ["of 2023"], False),
        ("4th of july 2023", ["4th of july 2023"], True),
        ("budget for may 2023", ["for may 2023"], True),
        ("buses may 5 2023 taxes", ["may 5 2023"], True),
        ("buses 5 de mayo de 2023 taxes", ["5 de mayo de 2023"], True),
        ("february 30 2023", ["2023"], False),
        ("40 may 2023", ["may 2023"], True),
    ],
)
def test_only_the_words_of_a_date_are_read_as_one(typed: str, read: list[str], certain: bool):
    words = typed.split()
    found = dates(words, TODAY)
    assert [" ".join(words[one.start : one.end]) for one in found] == read
    assert {one.certain for one in found} == {certain}


@pytest.mark.parametrize(
    ("today", "typed", "first"),
    [
        (datetime.date(2026, 3, 31), "last month", "2026-02"),
        (datetime.date(2026, 1, 15), "last month", "2025-12"),
        (datetime.date(2026, 12, 31), "this month", "2026-12"),
        (datetime.date(2026, 12, 31), "last 12 months", "2025-12"),
        (datetime.date(2024, 2, 29), "past year", "2023"),
        (datetime.date(2026, 1, 1), "since December", "2025-12"),
        (datetime.date(2026, 12, 1), "since December", "2026-12"),
    ],
)
def test_a_date_is_relative_to_today(today: datetime.date, typed: str, first: str):
    (read,) = dates(typed.lower().split(), today)
    assert read.dated.first.isoformat() == first


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("7/20/2005", "2005-07-20", "2005-07-20"),
        ("7/20/05", "2005-07-20", "2005-07-20"),
        ("7/20/79", "1979-07-20", "1979-07-20"),
        ("in the '90s", "1990", "1999"),
        ("the early 1980s", "1980", "1983"),
        ("mid-1990s", "1993", "1996"),
        ("20/7/2005", "2005-07-20", "2005-07-20"),
        ("4.7.2005", "2005-07-04", "2005-07-04"),
        ("spring 2021", "2021-03", "2021-05"),
        ("winter 2021", "2020-12", "2021-02"),
        ("Q3 2013", "2013-07", "2013-09"),
        ("otono 2019", "2019-09", "2019-11"),
        ("last march", "2024-03", "2024-03"),
        ("last november", "2023-11", "2023-11"),
        ("this march", "2024-03", "2024-03"),
        ("last spring", "2024-03", "2024-05"),
        ("last winter", "2023-12", "2024-02"),
        ("last fall", "2024-09", "2024-11"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, first: str, last: str):
    (read,) = dates(typed.lower().split(), datetime.date(2024, 11, 25))
    assert (read.dated.first.isoformat(), read.dated.last.isoformat()) == (first, last)


def test_a_day_without_a_year_is_in_every_year():
    assert dates(["4th", "of", "july", "fireworks"], TODAY) == []
