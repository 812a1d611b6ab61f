"""Dates as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.language.dates.typed import AmbiguousDate, written_date
from archive.models import PartialDate


@pytest.mark.parametrize(
    "typed",
    [
        "8/13/2024",
        "13/8/2024",
        "13.08.2024",
        "August 13, 2024",
        "Aug. 13th, 2024",
        "13 August 2024",
        "the 13th of August 2024",
        "13 de agosto de 2024",
        "2024-08-13",
        "2024-08-13T00:00:00Z",
    ],
)
def test_a_full_date_is_read(typed):
    assert written_date(typed) == PartialDate(2024, 8, 13)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2024", PartialDate(2024)),
        ("August 2024", PartialDate(2024, 8)),
        ("marzo de 2024", PartialDate(2024, 3)),
        ("5/5/2024", PartialDate(2024, 5, 5)),
    ],
)
def test_a_partial_date_is_read(typed, date):
    assert written_date(typed) == date


def test_an_ambiguous_day_and_month_raise_a_question():
    with pytest.raises(
        AmbiguousDate, match="can be 4 March 2024 or 3 April 2024: write 2024-03-04 or 2024-04-03"
    ) as info:
        written_date("3/4/2024")
    assert info.value.readings == (PartialDate(2024, 3, 4), PartialDate(2024, 4, 3))


@pytest.mark.parametrize("typed", ["", "soon", "31/2/2024", "February 30, 2024", "13/13/2024", "August"])
def test_text_that_is_not_a_date_is_refused(typed):
    with pytest.raises(ValueError, match=r"date|day|month|year"):
        written_date(typed)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(typed):
    with contextlib.suppress(ValueError):
        assert isinstance(written_date(typed), PartialDate)


@pytest.mark.parametrize(
    "typed",
    [
        "Friday, July 12, 2024",
        "Fri 7/12/2024",
        "viernes, 12 de julio de 2024",
        "Jul 12, 2024",
        "12 de julio del 2024",
        "am 12. Juli 2024",
        "le 12 juillet 2024",
        "12 lipca 2024",
        "2024/7/12",
    ],
)
def test_weekdays_abbreviations_and_other_languages_are_read(typed):
    assert written_date(typed) == PartialDate(2024, 7, 12)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("13/13/2024", "“13/13/2024” is not a real date."), ("31/2/2024", "“31/2/2024” is not a real date.")],
)
def test_an_impossible_date_is_refused_in_our_own_words(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        written_date(typed)


@pytest.mark.parametrize("typed", ["Monday, July 12, 2024", "lunes, 12 de julio de 2024", "12 July 2024 (Monday)"])
def test_a_weekday_that_contradicts_its_date_is_refused(typed):
    with pytest.raises(ValueError, match="was another weekday"):
        written_date(typed)


@pytest.mark.parametrize(
    "typed", ["12-13 July 2024", "July 12-13, 2024", "12 al 13 de julio de 2024", "12 and 13 July 2024"]
)
def test_a_range_of_days_is_no_day(typed):
    with pytest.raises(ValueError, match=r"is more than one day. Write the first: 2024-07-12"):
        written_date(typed)


@pytest.mark.parametrize("typed", ["5 to 4 May 2024", "Item 3 - 12 July 2024", "3 - 12 July 2024"])
def test_a_number_beside_a_date_is_refused(typed):
    with pytest.raises(ValueError, match=r"date|day|month|year"):
        written_date(typed)


@pytest.mark.parametrize(
    ("typed", "month"),
    [("2 set 2024", 9), ("2 out. 2024", 10), ("2 gen 2024", 1), ("2 mag 2024", 5), ("2 giu 2024", 6), ("2 lug 2024", 7),
     ("2 ott 2024", 10), ("2 fev 2024", 2), ("2 dez 2024", 12)],
)  # fmt: skip
def test_short_months_of_portuguese_and_italian_are_read(typed, month):
    assert written_date(typed) == PartialDate(2024, month, 2)
