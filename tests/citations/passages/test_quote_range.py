"""Passages named by numbers or by their first and last words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.passages.quote_range import (
    MalformedRange,
    OutsideText,
    QuoteRange,
    WordsFoundTwice,
    WordsNotFound,
    from_ends,
)

TEXT = "We welcome all families. We will not share that information — Director Báez agreed. We adjourned."


@given(st.integers(0, 10**8), st.integers(1, 10**8))
def test_a_written_range_is_parsed(start: int, length: int) -> None:
    passage = QuoteRange(start, start + length)
    assert QuoteRange.parse(str(passage)) == passage


@pytest.mark.parametrize(
    "written", ["", "5", "5-", "-5", "9-5", "5-5", "a-b", "1-2-3", " 1-2", "1-2\n", "٣-٤", "1-99999999999", "1.0-2"]
)
def test_anything_else_is_refused_with_a_message(written: str) -> None:
    with pytest.raises(MalformedRange, match="is not a passage"):
        QuoteRange.parse(written)


def test_offsets_are_code_points() -> None:
    assert QuoteRange(2, 5).words_in("😀 Yes.") == "Yes"


def test_a_range_beyond_the_text_says_so() -> None:
    assert QuoteRange(0, 3).words_in("abc") == "abc"
    with pytest.raises(OutsideText, match="outside the text, which is 3 characters long"):
        QuoteRange(0, 4).words_in("abc")


def passage(first: str, last: str = "") -> str:
    return from_ends(TEXT, first, last).words_in(TEXT)


def test_first_and_last_words_name_a_passage() -> None:
    assert passage("we will", "information") == "We will not share that information"
    assert passage("will NOT", "baez agreed") == "will not share that information — Director Báez agreed."
    assert passage("Director") == "Director"
    assert passage("we welcome", "all families") == "We welcome all families."


def test_words_that_are_not_there_are_named() -> None:
    with pytest.raises(WordsNotFound, match="“we sold” is not in this text"):
        passage("we sold", "families")
    with pytest.raises(WordsNotFound, match="“families” does not appear after “we will”"):
        passage("we will", "families")
    with pytest.raises(WordsNotFound):
        passage("", "families")


def test_first_words_that_occur_twice_are_refused_as_ambiguous() -> None:
    with pytest.raises(WordsFoundTwice, match="more than once"):
        passage("we", "families")
