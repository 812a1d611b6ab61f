"""How templates write dates, times and the source of a text."""

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import override

from archive.exports.phrases import (
    clock,
    duration,
    full_date,
    grouped,
    text_status_meaning,
    text_status_phrase,
    unbroken,
)
from archive.models import PartialDate, Statement


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (PartialDate(2017, 2, 23), "Thursday 23 February 2017"),
        (PartialDate(2017, 2), "February 2017"),
        (PartialDate(2017), "2017"),
        (None, ""),
    ],
)
def test_a_date_is_written_in_full_as_exactly_as_it_is_known(date: PartialDate | None, said: str):
    assert full_date(date) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "0:00:00"), (59.9, "0:00:59"), (3852.4, "1:04:12"), (36000, "10:00:00"), (None, "")]
)
def test_a_time_in_a_recording_is_written_as_a_clock_time(seconds: float | None, said: str):
    assert clock(seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(8040, "2 h 14 min"), (7200, "2 h"), (61, "2 min"), (0, "")])
def test_a_length_of_time_is_given_in_hours_and_minutes(seconds: float, said: str):
    assert duration(seconds) == said


def test_a_date_stays_on_one_line():
    assert unbroken("4 June 2024") == "4\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2024"


def test_every_text_status_has_a_phrase_and_a_meaning_of_its_own():
    phrases = {text_status_phrase(status) for status in Statement.TextStatus}
    meanings = {text_status_meaning(status) for status in Statement.TextStatus}
    assert len(phrases) == len(meanings) == len(Statement.TextStatus)
    assert "" not in phrases
    assert all(meaning.endswith(".") for meaning in meanings)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_number_is_written_as_django_groups_it(language: str, monkeypatch: pytest.MonkeyPatch):
    numbers = [-1234, -1, 0, 7, 999, 1000, 1234567, True, None, "", "1234"]
    with override(language):
        assert [grouped(number) for number in numbers] == [intcomma(number) for number in numbers]
        monkeypatch.setattr("archive.exports.phrases.intcomma", None)
        assert grouped(999) == "999"
