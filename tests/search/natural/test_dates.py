"""Dates among the words of a search, as a reader means them on 25 November 2026."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.natural.dates import dates

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
    ],
)
def test_a_date_is_read(typed: str, first: str | None, last: str | None):
    words = typed.lower().replace("ñ", "n").split()
    (read,) = dates(words, TODAY)
    ends = [date.isoformat() if date else None for date in (read.dated.first, read.dated.last)]
    assert ends == [first, last]
    assert read.end == len(words)


@pytest.mark.parametrize("typed", ["may", "march against hunger", "2000000 dollars", "in 9999", "in the room", "last"])
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
