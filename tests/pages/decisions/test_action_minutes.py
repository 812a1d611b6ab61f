"""Action minutes: a page, a Word file and a PDF of the same lines, with a blank for what is not on record."""

import io
from html import unescape

import pypdfium2
import pytest
from django.test import Client
from docx import Document

from archive.models import AgendaItem, Board, Decision, Meeting, SiteSettings, Statement
from tests.exports.typeset.pdf_text import text_of as pdf_text
from tests.pages.page import Page
from tests.record import make_decision, make_document, make_meeting, make_statement

pytestmark = pytest.mark.django_db

BLANK = "_" * 12
ROLL = ("Kim Example: yes", "Robin Sample: no", "Lee Person: absent")


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(start="19:30")


def add_item(meeting: Meeting, title: str = "Library & <halls>", **fields) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, position=meeting.agenda_items.count(), title=title, **fields)


def attend(meeting: Meeting, **fields) -> Statement:
    facts = {"kind": "roll_call"}
    return make_decision("Who came.", meeting=meeting, ballots=["Kim Example: present"], facts=facts, **fields)


def word_file(client: Client, meeting: Meeting, language: str = "en"):
    return Document(io.BytesIO(client.get(f"/{language}/meetings/{meeting.pk}/minutes.docx").content))


def lines(client: Client, meeting: Meeting, language: str = "en") -> list[str]:
    return [paragraph.text for paragraph in word_file(client, meeting, language).paragraphs]


def assert_in_order(wanted: list[str], text: str) -> None:
    at = 0
    for line in wanted:
        at = text.index(" ".join(line.split()), at)


def make_minutes(meeting: Meeting) -> None:
    item, _ = add_item(meeting, label="8.D."), add_item(meeting, "Pumps")
    facts = {"result": "carried", "mover_name": "Kim Example", "file_number": "Res 12"}
    make_decision("To open it.", meeting=meeting, agenda_item=item, ballots=ROLL, facts=facts)
    make_decision("To close at nine.", title="Hours", meeting=meeting, facts={"kind": "amendment"})
    attend(meeting)


@pytest.mark.parametrize("language", ["en", "es"])
def test_page_word_file_and_pdf_have_the_same_lines_in_the_same_order(client: Client, meeting: Meeting, language: str):
    make_minutes(meeting)
    told = lines(client, meeting, language)
    path = f"/{language}/meetings/{meeting.pk}/minutes"
    assert_in_order(told, " ".join(Page(client.get(f"{path}/").content.decode()).one("main").text.split()))
    assert_in_order(told, pdf_text(client.get(f"{path}.pdf").content))


def test_what_is_on_record_is_told_once_and_what_is_not_is_a_blank(client: Client, meeting: Meeting):
    make_minutes(meeting)
    assert lines(client, meeting) == [
        f"Action minutes: {meeting}",
        "Regular meeting, Tuesday 5 March 2024, 7:30 p.m.",
        f"Called to order at {BLANK} by {BLANK}.",
        "Attendance",
        "Who came.",
        "1 present.",
        "Present: Kim Example.",
        "8.D. Library & <halls>",
        "Res 12",
        "To open it.",
        f"Moved by Kim Example. Seconded by {BLANK}.",
        "Carried, 1 to 1, 1 absent.",
        "Yes: Kim Example.",
        "No: Robin Sample.",
        "Absent: Lee Person.",
        "Pumps",
        "No decision is published here.",
        "Other decisions",
        "Amendment",
        "Hours",
        "To close at nine.",
        f"Moved by {BLANK}. Seconded by {BLANK}.",
        f"Result: {BLANK}",
        "Adjournment and approval",
        f"Adjourned at {BLANK}.",
        *(f"{label}: {BLANK * 2}" for label in ("Signature", "Name and office", "Date", "Approved on")),
    ]


def test_decisions_without_an_agenda_have_a_heading_of_their_own(client: Client, meeting: Meeting):
    attend(meeting)
    make_decision("To open it.", meeting=meeting)
    told = lines(client, meeting)
    assert told[told.index("To open it.") - 1] == "Decisions"


def test_attendance_stands_below_its_item_or_is_a_blank(client: Client, meeting: Meeting):
    make_decision(meeting=meeting)
    told = lines(client, meeting)
    heading = told.index("Attendance")
    assert told[heading + 1 : heading + 3] == [f"Present: {BLANK}", f"Absent: {BLANK}"]
    attend(meeting, agenda_item=add_item(meeting, "Roll call"))
    told = lines(client, meeting)
    assert "Attendance" not in told
    assert told[told.index("Roll call") + 1 :][:3] == ["Who came.", "1 present.", "Present: Kim Example."]


@pytest.mark.parametrize("text", ["Library hours", "Library hours\n\nMoved to open."])
def test_words_do_not_repeat_the_title_of_their_item(client: Client, meeting: Meeting, text: str):
    item = add_item(meeting, "Library hours")
    make_decision(text, meeting=meeting, agenda_item=item, title="Library hours")
    told = "\n".join(lines(client, meeting))
    assert told.count("Library hours") == 1
    assert ("Moved to open." in told) == ("Moved" in text)


@pytest.mark.parametrize("text", ["Approve Resolution 12 as amended", "Approve Resolution 1 is moved"])
def test_words_that_only_begin_as_the_title_of_their_item_are_whole(client: Client, meeting: Meeting, text: str):
    make_decision(text, meeting=meeting, agenda_item=add_item(meeting, "Approve Resolution 1"))
    assert text in lines(client, meeting)


def test_a_count_that_contradicts_the_roll_is_told(client: Client, meeting: Meeting):
    make_decision("To open it.", meeting=meeting, ballots=ROLL, facts={"result": "carried", "yes_count": 4})
    assert "The printed count of “Yes” is 4, and the list has 1 name." in lines(client, meeting)


def test_the_official_document_is_named(client: Client, meeting: Meeting):
    document = make_document(meeting, "Ordinance 3, as signed")
    make_decision(meeting=meeting, facts={"file_number": "Ord 3", "document": document})
    assert "Ord 3, Ordinance 3, as signed" in lines(client, meeting)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letterhead_of_the_board_stands_above_all_of_them(client: Client, meeting: Meeting, language: str):
    make_decision(meeting=meeting)
    path = f"/{language}/meetings/{meeting.pk}/minutes"
    assert "1 Sample Street" not in client.get(f"{path}/").content.decode()
    Board.objects.update(letterhead="Sample Town & District\n\n1 Sample Street, Sample Town\r\n")
    told = lines(client, meeting, language)
    assert told[:2] == ["Sample Town & District", "1 Sample Street, Sample Town"]
    assert meeting.board.name in told[2]
    assert_in_order(told, " ".join(Page(client.get(f"{path}/").content.decode()).one("main").text.split()))
    assert_in_order(told, pdf_text(client.get(f"{path}.pdf").content))


def test_the_files_say_who_made_them_and_what_they_are(client: Client, meeting: Meeting):
    SiteSettings.objects.update_or_create(pk=1, defaults={"name": "Sample Archive"})
    make_decision(meeting=meeting)
    properties = word_file(client, meeting).core_properties
    assert (properties.title, properties.author) == (f"Action minutes: {meeting}", "Sample Archive")
    path = f"/en/meetings/{meeting.pk}/minutes"
    said = pypdfium2.PdfDocument(client.get(f"{path}.pdf").content).get_metadata_dict()
    assert (said["Title"], said["Author"]) == (f"Action minutes: {meeting}", "Sample Archive")
    assert client.get(f"{path}.docx").content == client.get(f"{path}.docx").content


def test_they_have_no_words_of_drafts(client: Client, meeting: Meeting):
    make_decision("To open it.", meeting=meeting)
    draft = make_decision("Secretly moved.", meeting=meeting)
    Statement.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    told = lines(client, meeting)
    assert "To open it." in told
    assert "Secretly moved." not in told
    path = f"/en/meetings/{meeting.pk}/minutes"
    assert "Secretly" not in unescape(client.get(f"{path}/").content.decode())
    assert f'href="{path}/"' in client.get(f"/en{meeting.get_absolute_url()}").content.decode()


def test_of_an_item_with_a_draft_readers_hear_only_that_no_decision_is_published(client: Client, meeting: Meeting):
    make_decision(meeting=meeting)
    item = add_item(meeting, "Pumps")
    without = lines(client, meeting)
    draft = make_decision("Secretly moved.", meeting=meeting, agenda_item=item)
    Statement.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    assert lines(client, meeting) == without
    assert without[without.index("Pumps") + 1] == "No decision is published here."


def test_a_meeting_without_public_decisions_has_no_action_minutes(client: Client):
    hidden, empty = make_decision("Secretly moved."), make_statement()
    Statement.objects.filter(pk=hidden.pk).update(status="draft", published_at=None)
    Meeting.objects.filter(pk=hidden.meeting_id).update(published_at=None)
    for meeting in (hidden.meeting, empty.meeting):
        for end in ("/", ".docx", ".pdf"):
            assert client.get(f"/en/meetings/{meeting.pk}/minutes{end}").status_code == 404
    assert Decision.objects.exists()
