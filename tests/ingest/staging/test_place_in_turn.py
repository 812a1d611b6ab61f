"""Where a second of the recording is in the words of a turn."""

import pytest
from django.core.exceptions import ValidationError

from archive.ingest.staging.place_in_turn import place_at
from archive.language.timed_words import TimedWord, pack
from archive.models import StagedTurn

WORDS = "one two three four five six seven eight"  # 39 characters


def split(text: str, second: float, start: float | None = 0.0, end: float | None = 10.0) -> str:
    """Return what the place separates from the words before it."""
    return text[place_at(StagedTurn(text=text, start_seconds=start, end_seconds=end), second) :]


@pytest.mark.parametrize(
    ("text", "second", "rest", "why"),
    [
        (WORDS, 5, "five six seven eight", "the word nearest to the middle"),
        (WORDS, 0.1, "two three four five six seven eight", "the first word cannot split the turn"),
        (WORDS, 9.9, "eight", "the last word"),
        ("We go. And on we go.", 8, "And on we go.", "a sentence begins near"),
        ("We go. And on. So it is.", 8, "So it is.", "the nearer of two sentences"),
    ],
)
def test_a_second_is_at_the_word_that_even_speech_has_there_or_at_a_sentence_near_it(
    text: str, second: float, rest: str, why: str
):
    assert split(text, second) == rest, why


@pytest.mark.parametrize(
    ("start", "end", "second", "message"),
    [
        (None, None, 5, "no times"),
        (0.0, None, 5, "no times"),
        (None, 10.0, 5, "no times"),
        (1.0, 10.0, 1, "not at this turn"),
        (1.0, 10.0, 0.5, "not at this turn"),
        (1.0, 10.0, 10, "not at this turn"),
        (1.0, 10.0, 11, "not at this turn"),
    ],
)
def test_a_turn_without_times_and_a_second_outside_it_are_refused(
    start: float | None, end: float | None, second: float, message: str
):
    with pytest.raises(ValidationError, match=message):
        split(WORDS, second, start, end)


def test_a_single_word_cannot_be_split():
    with pytest.raises(ValidationError, match="single word"):
        split("one", 5)


TIMED = pack([TimedWord(0, 1, 2), TimedWord(4, 3, 4), TimedWord(8, 8, 9)])


@pytest.mark.parametrize(
    ("second", "rest"),
    [(1.1, "two three"), (3, "two three"), (5.4, "two three"), (5.6, "three"), (8.9, "three")],
)
def test_times_of_words_decide_whatever_the_times_of_the_turn(second: float, rest: str):
    text = "one two three"
    turn = StagedTurn(text=text, word_times=TIMED)

    assert text[place_at(turn, second) :] == rest


@pytest.mark.parametrize("second", [0.5, 1, 9, 10])
def test_a_second_outside_the_timed_words_is_refused(second: float):
    with pytest.raises(ValidationError, match="not at this turn"):
        place_at(StagedTurn(text="one two three", word_times=TIMED), second)


def test_a_single_timed_word_cannot_be_split():
    with pytest.raises(ValidationError, match="single word"):
        place_at(StagedTurn(text="one", word_times=TIMED), 1.5)
