"""An agenda is staged and reviewed like a transcript, and the transcript of the meeting joins it."""

import pytest
from django.urls import reverse

from archive.actions.statements import publish_meeting
from archive.ingest.staging.agenda_of_meeting import same_items
from archive.ingest.staging.commit import save_as_drafts
from archive.ingest.staging.plan import plan_import
from archive.models import AgendaItem, ImportBatch, Meeting, Role, Source, StagedItem, Statement
from tests.desk.acting import press
from tests.ingest.folder.test_staging import imported
from tests.record import make_board
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]
AGENDA = b"""Sample Elm School Board
AGENDA
Regular meeting, March 5, 2098

1. Roll call
2. Purchase of electric buses
The superintendent proposes two electric buses.
3. Adjournment
"""
TRANSCRIPT = """speaker,agenda item,text
Kim Example,1. Roll call,Good evening.
Robin Sample,2. Purchase of electric buses,The buses are quiet and clean.
Kim Example,3. Adjournment,Good night.
"""


def published_agenda() -> Meeting:
    make_board("Sample Elm School Board")
    imported("agenda.txt", AGENDA)
    batch = ImportBatch.objects.get()
    save_as_drafts(batch=batch)
    publish_meeting(meeting=batch.meeting)
    return Meeting.objects.get()


def test_an_agenda_makes_a_scheduled_meeting_with_its_items_and_their_words():
    meeting = published_agenda()

    batch = ImportBatch.objects.get()
    assert (batch.source_kind, batch.text_status) == (Source.Kind.AGENDA, Statement.TextStatus.AS_REPORTED)
    assert (meeting.status, meeting.date.isoformat()) == ("scheduled", "2098-03-05")
    assert [str(item) for item in meeting.agenda_items.order_by("position")] == [
        "1. Roll call", "2. Purchase of electric buses", "3. Adjournment",
    ]  # fmt: skip
    [buses] = Statement.objects.public().filter(agenda_item__title__contains="buses")
    assert (buses.kind, buses.speaker) == ("narrative", None)
    assert "two electric buses" in buses.text


def test_the_page_of_an_agenda_asks_nothing_about_speakers():
    make_board("Sample Elm School Board")
    imported("agenda.txt", AGENDA)
    client = signed_in(make_person(Role.EDITOR))
    batch = ImportBatch.objects.get()
    page = client.get(reverse("desk:import", args=[batch.pk]))
    assert page.status_code == 200
    assert "two electric buses" in page.text

    press(client, "import:save", batch.pk)
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.SAVED


def test_a_transcript_joins_the_meeting_and_its_turns_fall_under_the_items():
    meeting = published_agenda()
    before = list(meeting.statements.values_list("pk", flat=True))

    imported("Sample Elm School Board 2098-03-05.csv", TRANSCRIPT.encode())

    batch = ImportBatch.objects.exclude(format="plain_text").get()
    assert batch.meeting == meeting
    assert plan_import(batch).lost == []
    save_as_drafts(batch=batch)
    said = meeting.statements.exclude(pk__in=before).order_by("position", "number")
    assert [(one.agenda_item.title, one.attribution) for one in said] == [
        ("Roll call", "Kim Example"), ("Purchase of electric buses", "Robin Sample"), ("Adjournment", "Kim Example"),
    ]  # fmt: skip
    assert meeting.agenda_items.count() == 3


def test_an_agenda_that_comes_after_the_transcript_says_nothing_about_what_was_said():
    board = make_board("Sample Elm School Board")
    imported("Sample Elm School Board 2098-03-05.csv", TRANSCRIPT.encode())
    save_as_drafts(batch=ImportBatch.objects.get())
    imported("agenda.txt", AGENDA)

    batch = ImportBatch.objects.get(format="plain_text")
    plan = plan_import(batch)
    assert (batch.meeting.board, plan.lost, plan.counts["new"]) == (board, [], 3)


@pytest.mark.parametrize(
    ("agenda", "headings", "pairs"),
    [
        ([("1", "Roll call"), ("2", "Budget")], [("2", "Budget"), ("1", "Roll call")], [1, 0]),
        ([("II.A", "Budget for 2030")], [("II.A.", "Budget")], [0]),
        ([("4", "Budget")], [("", "Budget")], [0]),
        ([("4", "Budget")], [("4", "Roads")], [None]),
        ([("1", "Budget"), ("2", "Budget")], [("2", "Budget"), ("", "Budget"), ("", "Budget")], [1, 0, None]),
    ],
)
def test_a_heading_is_the_item_of_its_number_and_title_or_of_its_title(agenda, headings, pairs):
    old = [AgendaItem(label=label, title=title) for label, title in agenda]
    assert same_items(old, [StagedItem(label=label, title=title) for label, title in headings]) == pairs
