"""Turns that are split where the times of their words and their own disagree."""

import pytest

from archive.ingest.parsed import ParsedMeeting, Turn
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.stage import stage
from archive.ingest.staging.staged_turns import TurnEdit, edit_turn, split_turn
from archive.language.timed_words import TimedWord, pack
from archive.models import StagedTurn
from tests.ingest.transcripts import make_batch
from tests.record import make_meeting

pytestmark = pytest.mark.django_db
TEXT = "We meet here today"
TIMES = ((0, 1.0), (3, 2.0), (8, 3.0), (13, 4.0))
EARLY = pack([TimedWord(at, at + 2, second, second + 0.5) for at, second in TIMES])


@pytest.fixture(params=[110.0, None])
def turn(request) -> StagedTurn:
    """Return a turn whose words have times before its own start."""
    batch = make_batch(make_meeting(), (("Robin Sample", TEXT),))
    batch.turns.update(start_seconds=100.0, end_seconds=request.param, word_times=EARLY)
    return batch.turns.get()


@pytest.mark.parametrize("way", ["edit", "split", "split at a second"])
def test_a_part_never_ends_before_it_starts(turn: StagedTurn, way: str):
    if way == "edit":
        parts = edit_turn(turn=turn, edit=TurnEdit("We meet\n---\nhere\n---\ntoday"))
    else:
        parts = split_turn(turn=turn, places=[8, 13], start=105.0 if way != "split" else None)

    assert [part.text for part in parts] == ["We meet", "here", "today"]
    assert parts[0].end_seconds == (105.0 if way == "split at a second" else None)
    for part in parts:
        assert part.end_seconds is None or part.start_seconds <= part.end_seconds


def test_a_new_start_does_not_keep_an_old_end_before_it():
    meeting = make_meeting()
    said = "We meet here today to speak of the fence"
    for turn in (Turn(said, "Lee", start=5, end=10), Turn(f"{said} and road.", "Lee", start=20)):
        batch = make_batch(meeting)
        stage(batch, ParsedMeeting("webvtt", (turn,)))
        save_as_drafts(batch=batch)

    statement = meeting.statements.get()
    assert (statement.start_seconds, statement.end_seconds) == (20, None)
