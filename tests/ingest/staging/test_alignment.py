"""Which turn of a new transcript is which statement of the record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.staging.alignment import align

RECORD = [
    "Good evening, the meeting will come to order.",
    "Thank you.",
    "We move on to the budget, which has grown by three percent since last year.",
    "Thank you.",
    "Is there a second?",
    "The motion carries and we are adjourned.",
]


def test_the_same_transcript_matches_every_statement():
    assert align(RECORD, RECORD) == [0, 1, 2, 3, 4, 5]


def test_capitals_and_punctuation_do_not_hide_a_turn():
    assert align(RECORD, [text.upper().rstrip(".?") for text in RECORD]) == [0, 1, 2, 3, 4, 5]


def test_a_corrected_turn_keeps_its_place():
    better = list(RECORD)
    better[2] = "We move on to the budget, which has grown by thirteen percent since last May."
    assert align(RECORD, better) == [0, 1, 2, 3, 4, 5]


def test_a_turn_inserted_between_others_is_new():
    assert align(RECORD, [*RECORD[:3], "Point of order, madam chair.", *RECORD[3:]]) == [0, 1, 2, None, 3, 4, 5]


def test_a_statement_whose_turn_is_missing_is_not_matched():
    assert align(RECORD, [*RECORD[:2], *RECORD[3:]]) == [0, 1, 3, 4, 5]


def test_a_turn_split_in_two_continues_in_the_longer_part():
    halves = [
        *RECORD[:2],
        "We move on to the budget,",
        "which has grown by three percent since last year.",
        *RECORD[3:],
    ]
    assert align(RECORD, halves) == [0, 1, None, 2, 3, 4, 5]


def test_another_meeting_matches_nothing():
    assert align(RECORD, ["Zoning first.", "Parks second, please."]) == [None, None]


def test_an_empty_transcript_or_record_matches_nothing():
    assert align([], RECORD) == [None] * 6
    assert align(RECORD, []) == []


@pytest.mark.parametrize(
    ("old", "new", "pairs", "why"),
    [
        (["one two three four"], ["one two five six"], [0], "half of the words"),
        (["one two three four"], ["one five six seven"], [None], "a quarter"),
        (["one two three four"], ["one two"], [0], "all words of a shorter turn"),
        (["one two"], ["one two three four five six"], [0], "all words of a shorter statement"),
        (["one two three four"], ["four three"], [0], "one word in order, half of the shorter one"),
        (["one two three four"], ["one two", "three four five"], [0, None], "the first of two parts as long"),
        (
            ["one two", "three four five"],
            ["one two three four five six"],
            [1],
            "the statement with more words in common",
        ),
        (["one two three", "four five six"], ["one two four", "five six seven"], [0, 1], "words of both, in order"),
    ],
)
def test_a_turn_continues_the_statement_with_which_it_shares_most_words(
    old: list[str], new: list[str], pairs: list[int | None], why: str
):
    assert align(old, new) == pairs, why


texts = st.lists(
    st.lists(st.sampled_from(["budget", "tax", "bus", "roof", "yes", "no", "school"]), max_size=6).map(" ".join)
)


@given(texts, texts)
def test_no_statement_is_matched_twice(old, new):
    found = [index for index in align(old, new) if index is not None]
    assert len(found) == len(set(found))
    assert all(0 <= index < len(old) for index in found)


@given(texts)
def test_a_transcript_that_is_read_again_matches_all_statements(turns):
    assert align(turns, turns) == list(range(len(turns)))
