"""Which differences between two words are ignored, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.passages.words import keys, words
from archive.models import GAP


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Báez", "BAEZ"),
        ("don’t", "don't"),
        ("1,000,000", "1000000"),
        ("−5", "-5"),
        ("well-known", "well known"),
        ("co\u00adoperate", "cooperate"),
        ("“Never,” she said.", "never — she said"),
        ("e\u0301cole", "école"),
        ("ﬁne", "fine"),
        ("Straße", "STRASSE"),
    ],
)
def test_typography_does_not_make_a_different_word(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5", "15"),
        ("1.5", "1 5"),
        (".5 percent", "5 percent"),
        ("-5", "5"),
        ("$5", "5"),
        ("5%", "5"),
        ("1976-2016", "19762016"),
        ("10:30", "1030"),
        ("now here", "nowhere"),
        ("йод", "иод"),
        ("3rd", "3"),
    ],
)
def test_marks_that_change_the_meaning_are_kept(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_scripts_without_spaces_are_split_letter_by_letter() -> None:
    assert keys("見本です") == ["見", "本", "で", "す"]


@given(st.text())
def test_every_word_is_at_its_offsets(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert keys(text[word.start : word.end]) == [word.key]
        end = word.end


def test_a_gap_of_any_length_is_one_word() -> None:
    assert keys(f"We say {GAP * 3} here.") == ["we", "say", GAP, "here"]
