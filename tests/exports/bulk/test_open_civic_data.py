"""The objects pass the schemas of pupa, the importer of Open Civic Data.

``pip install pupa`` brings them. Without it, one test holds the rules that are easily broken.
"""

import importlib
from typing import Any

import pytest
from jsonschema import Draft3Validator, validators

from archive.exports.bulk.open_civic_data import open_civic_data
from archive.models import AgendaItem, Board
from tests.record import make_board, make_document, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
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


@pytest.mark.parametrize(
    ("kind", "module"), [("people", "person"), ("organizations", "organization"), ("events", "event")]
)
def test_pupa_accepts_them(kind: str, module: str):
    pytest.importorskip("pupa.scrape.schemas", reason="pupa is not installed")
    schema = importlib.import_module(f"pupa.scrape.schemas.{module}").schema
    dates = Draft3Validator.TYPE_CHECKER.redefine_many({"date": lambda *_: False, "datetime": lambda *_: False})
    accepts = validators.extend(Draft3Validator, type_checker=dates)(schema)
    for entry in objects()[kind]:
        accepts.validate(entry)
