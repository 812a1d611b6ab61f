"""Spoken roll calls: proposed beside the turns with the words that were said, and never made of a voice vote."""

import time

import pytest

from archive.ingest.parsed import Turn, Vote
from archive.ingest.text.printed_rolls import choice_of
from archive.ingest.text.spoken_rolls import with_spoken_rolls

VOTED = [("Commissioner Sample", "yes"), ("Commissioner Example", "no"), ("Chair Third", "yes")]


def proposed(*said: str) -> list[Vote]:
    turns = [Turn(text, f"Speaker {number % 2}", line=number) for number, text in enumerate(said, 1)]
    entries = with_spoken_rolls(turns)
    assert [entry for entry in entries if isinstance(entry, Turn)] == turns
    return [entry for entry in entries if isinstance(entry, Vote)]


@pytest.mark.parametrize(
    "said",
    [
        ["Commissioner Sample? — Aye. — Commissioner Example? — No. — Chair Third? — Aye. Motion passes two to one."],
        ["Call the roll.", "Commissioner Sample?", "Aye.", "Commissioner Example?", "No.", "Chair Third?", "Yes.",
         "The motion passes two to one."],
        ["Roll call, please.", "Commissioner Sample?", "I vote aye.", "Thank you. Commissioner Example?",
         "No, thank you.", "Chair Third?", "Yes.", "The motion carries 2-1."],
    ],
)  # fmt: skip
def test_called_and_answered_names_are_a_proposed_roll(said: list[str]):
    (vote,) = proposed(*said)
    assert [(name, choice_of(word)) for word, name in vote.roll] == VOTED
    assert (vote.said, vote.result, vote.aye_count, vote.no_count) == (True, "carried", 2, 1)
    assert all(name in vote.text for name, _ in VOTED)


def test_two_rolls_in_one_turn_are_two_proposals_each_with_its_own_result():
    calls = "Mr. Sample? Yes. Ms. Example? No. Ms. Third? Yes."
    first, second = proposed(f"{calls} Okay, motion carries 2-1. {calls.replace('Yes', 'No')} Motion failed 0 to 3.")
    assert (first.outcome, second.outcome) == ("motion carries 2-1", "Motion failed 0 to 3")
    assert [choice_of(word) for word, _ in second.roll] == ["no", "no", "no"]


def test_many_roll_calls_are_read_in_time_that_grows_with_their_number():
    roll = ["Call the roll. Mr. Sample? Yes. Ms. Example? No. Motion carries.", "So it does.", "On we go."]
    started = time.process_time()

    assert len(proposed(*roll * 4_000)) == 4_000
    assert time.process_time() - started < 20


def test_a_roll_call_of_who_is_here_is_attendance():
    (vote,) = proposed("Roll call.", "Member Sample?", "Here.", "Member Example?", "Present.", "We have a quorum.")
    assert (vote.kind, vote.method) == ("roll_call", "")


@pytest.mark.parametrize(
    "said",
    [
        ["All in favor? Aye. Opposed? No. The motion carries."],
        ["All those in favor say aye.", "Aye.", "Any opposed?", "No.", "The motion passes unanimously."],
        ["Questions? No. Comments? No. The motion carries 5-0."],
        ["Mr. Sample?", "Yes, I have a long question about the buses that nobody answered yet.", "Ms. Example?", "No."],
        ["Commissioner Sample?", "Yes.", "What do you think, Commissioner Example?", "Yes.", "We should talk."],
        ["Call the roll.", "Commissioner Sample?", "Aye.", "We lost the sound.", "Let us wait.", "Good night."],
    ],
)
def test_nobody_is_given_a_vote_from_a_voice_vote_or_a_conversation(said: list[str]):
    assert not proposed(*said)
