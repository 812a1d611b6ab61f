"""The list of a meeting at the desk: its rows in order, in parts, and each with its own form."""

import pytest
from django.urls import reverse

from archive.actions.rules import version_of
from archive.actions.statements import (
    change_statement,
    notes_about,
    publish,
    return_to_draft,
    submit_for_review,
    withdraw,
)
from archive.desk.rows import ROWS_A_PART, MeetingRows
from archive.models import Meeting, Role, Statement
from tests.ingest.transcripts import make_batch
from tests.record import make_decision, make_draft, make_meeting, make_statement, make_statements
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "fetch"}


def told(meeting: Meeting, status: str = "") -> list[str]:
    """Return the rows of a meeting, each by its title or words."""
    rows = MeetingRows(meeting, status)[0:100]
    return [row.instance.text if isinstance(row.instance, Statement) else str(row.instance) for row in rows]


def page_of(meeting: Meeting) -> str:
    return reverse("desk:meeting", args=[meeting.pk])


def test_attendance_comes_first_and_each_item_before_what_was_said_under_it():
    meeting = make_meeting()
    _, second, third, _ = (meeting.agenda_items.create(position=place, title=f"Item {place}") for place in (1, 2, 3, 4))
    make_draft("Welcome.", meeting=meeting)
    make_draft("On the second.", meeting=meeting, agenda_item=second)
    make_draft("On the third.", meeting=meeting, agenda_item=third)
    make_draft("Back to the second.", meeting=meeting, agenda_item=second)
    make_decision("Roll call.", meeting=meeting, facts={"kind": "roll_call"})
    assert told(meeting) == [
        "Roll call.",
        "Welcome.",
        "Item 1",
        "Item 2",
        "On the second.",
        "Item 3",
        "On the third.",
        "Back to the second.",
        "Item 4",
    ]
    assert told(meeting, "published") == ["Roll call."]
    assert told(meeting, "draft") == [
        "Welcome.",
        "Item 2",
        "On the second.",
        "Item 3",
        "On the third.",
        "Back to the second.",
    ]


def test_a_file_that_is_being_read_has_its_place(clerk):
    batch = make_batch(make_meeting())
    page = clerk.get(page_of(batch.meeting)).content.decode()
    assert f"{batch.turns.count()} rows, not saved yet" in page
    assert reverse("desk:import", args=[batch.pk]) in page


def test_a_row_shows_what_readers_will_see_who_speaks_its_status_and_its_source(clerk):
    meeting = make_meeting()
    make_draft("We open on Saturdays.", title="Hours", meeting=meeting)
    make_decision("To open.", meeting=meeting, ballots=["Kim Example: yes"], facts={"result": "carried"})
    Statement.objects.filter(kind="decision").update(text_status="")
    page = " ".join(clerk.get(page_of(meeting)).content.decode().split())
    for said in (
        "We open on Saturdays.",
        "Hours",
        "Sample transcript, verbatim",
        "Yes: Kim Example.",
        "nobody said how close it is",
    ):
        assert said in page, said


def test_a_row_shows_what_changed_since_it_was_sent_back_and_the_notes_that_are_open(clerk):
    statement = make_draft("We meet on Monday.", title="Hours")
    submit_for_review(statement=statement)
    return_to_draft(statement=statement, note="Which day?")
    change_statement(statement=statement, text="We meet on Friday.")
    lists = [page_of(statement.meeting), reverse("desk:statement", args=[statement.pk])]
    for page in [clerk.get(path).content.decode() for path in lists]:
        assert "We meet on <del>Monday</del> <ins>Friday</ins>." in page
        assert "Which day?" in page
    [note] = notes_about(statement)
    form = clerk.get(lists[1]).context["form"]
    shown = {field.name: field.value() or "" for field in form}
    clerk.post(lists[1], shown | {"then": "submit", "done": [note.pk]})
    row = clerk.get(lists[0]).content.decode()
    assert "Which day?" not in row
    assert "<ins>Friday</ins>" in row
    assert "Which day?" not in clerk.get(reverse("desk:work-list")).content.decode()
    publish(statement=statement)
    assert "<ins>" not in clerk.get(lists[0]).content.decode()


def test_a_long_meeting_comes_in_parts_and_leads_to_the_part_of_a_row(editor):
    meeting = make_meeting()
    statements = make_statements(
        (f"We open library {n} on Saturdays." for n in range(ROWS_A_PART * 40)), meeting=meeting
    )
    page = editor.get(page_of(meeting))
    assert len(page.context["page"]) == ROWS_A_PART
    assert len(page.content) <= 150_000
    wanted = statements[ROWS_A_PART + 5]
    assert editor.get(page_of(meeting), {"at": wanted.pk}).context["page"].number == 2
    assert editor.get(page_of(meeting), {"at": "99999999"}).context["page"].number == 1


def test_a_script_gets_the_form_of_a_row_alone_and_saving_it_leads_back_to_the_row(clerk):
    statement = make_draft("We meet on Monday.")
    path = reverse("desk:statement", args=[statement.pk])
    form = clerk.get(path, headers=SCRIPT)
    assert "<html" not in form.content.decode()
    assert f'id="row-{statement.pk}-text"' in form.content.decode()
    shown = {field.name: field.value() or "" for field in form.context["form"]}
    saved = clerk.post(path, shown | {"text": "We meet on Tuesday.", "list": "1"})
    assert saved["Location"] == f"{page_of(statement.meeting)}?at={statement.pk}#statement-{statement.pk}"
    refused = clerk.post(path, shown | {"text": "", "list": "1", "seen": version_of(statement)})
    assert 'name="list" value="1"' in refused.content.decode()


def test_words_that_were_withdrawn_are_not_in_the_list_of_a_clerk(clerk):
    decision = make_decision("To open the bakery.", ballots=["Kim Example: yes"])
    withdraw(statement=decision, category="privacy", reason="It names a private person.")
    page = clerk.get(page_of(decision.meeting)).content.decode()
    assert "bakery" not in page
    assert "Kim Example" not in page


def test_what_readers_see_is_locked_in_the_row_of_a_clerk():
    clerk = signed_in(make_person(Role.CLERK))
    form = clerk.get(reverse("desk:statement", args=[make_statement().pk]), headers=SCRIPT).context["form"]
    assert form.fields["speaker"].disabled
    assert not form.fields["text"].disabled
