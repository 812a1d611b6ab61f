"""The rules of Open Civic Data that are easily broken. ``make clients`` asks the schemas of pupa, its importer."""

from typing import Any

import pytest

from archive.exports.bulk.open_civic_data import open_civic_data
from archive.models import AgendaItem, Ballot, Board, Decision
from tests.record import make_board, make_decision, make_document, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
OPTIONS = {"yes", "no", "absent", "abstain", "not voting", "excused", "other"}
CLASSIFICATIONS = {"agency", "commission", "committee", "legislature"}


def objects() -> dict[str, list[dict[str, Any]]]:
    """Publish a bare meeting and a full one, and return the objects of each kind."""
    for kind in Board.Kind:
        board = make_board(kind=kind)
        make_statement(meeting=make_meeting(board, "2024"), speaker=make_speaker())
    full = make_meeting(board, place="Town Hall", recording_url="https://example.org/recording")
    make_document(full, url="https://example.org/agenda.pdf")
    AgendaItem.objects.create(meeting=full, position=1, title="Roll call")
    AgendaItem.objects.create(meeting=full, position=2, title="Buses", label="2.")
    speaker = make_speaker(website="https://example.org/")
    speaker.offices.create(title="Chair", board=board)
    make_statement(meeting=full, speaker=speaker)
    return {name.partition(".")[0].removeprefix("ocd_"): list(entries) for name, _, entries in open_civic_data()}


def blanks(value: Any, path: str = "") -> list[str]:
    """Return where a name or a note is empty."""
    if isinstance(value, dict):
        empty = [f"{path}.{key}" for key in ("name", "note") if value.get(key) == ""]
        return empty + [one for key, part in value.items() for one in blanks(part, f"{path}.{key}")]
    if isinstance(value, list):
        empty = [path for part in value if part == ""]
        return empty + [one for part in value for one in blanks(part, path)]
    return []


def test_nothing_is_empty_that_must_be_left_out():
    made = objects()
    assert [one for entries in made.values() for entry in entries for one in blanks(entry)] == []
    assert {one["classification"] for one in made["organizations"]} == CLASSIFICATIONS
    assert {host["type"] for event in made["events"] for host in event["participants"]} == {"organization"}


def test_votes_have_the_words_of_open_civic_data_and_keep_those_of_the_record():
    roll = [f"Member {choice}: {choice}" for choice in Ballot.Choice.values if choice != "other"]
    for result in Decision.Result.values:
        make_decision(ballots=roll, facts={"result": result, "abstain_count": 1, "recused_count": 2})
    votes = objects()["votes"]
    assert {vote["option"] for event in votes for vote in event["votes"]} == OPTIONS
    assert {vote.get("note") for vote in votes[0]["votes"]} == {None, "recused", "did_not_vote", "present"}
    assert [event["counts"] for event in votes] == [[{"option": "abstain", "value": 3}]] * len(votes)
    assert {event.get("result") for event in votes} == {None, "pass", "fail"}
    assert {event["extras"]["result"] for event in votes} == set(Decision.Result.values)
