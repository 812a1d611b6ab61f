"""Boards and meetings at the desk: made once, reviewed and published at once, and the list of what waits."""

import pytest
from django.urls import reverse

from archive.actions.rules import version_with_waiting
from archive.actions.statements import submit_for_review
from archive.models import Board, Meeting, Role, ScheduledPublication, Statement
from tests.desk.acting import do, send, sentences, tick
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def new_meeting(client, board, date="2024-03-05", **data):
    data |= {"board": board.pk, "date": date, "kind": "regular", "status": "held"}
    return do(client, "meeting-new", **data)


def test_an_administrator_creates_a_board_and_continues_to_its_meeting():
    admin = signed_in(make_person(Role.ADMINISTRATOR))
    data = {"name": "Sample City Council", "kind": "council", "timezone": "America/Chicago", "language": "en"}
    response = do(admin, "board-new", **data)
    assert response.redirect_chain[-1][0] == f"/desk/meetings/new/?board={Board.objects.get().pk}"


def test_without_a_board_the_page_says_what_to_do_first(clerk):
    assert "Create the board" in clerk.get(reverse("desk:meeting-new")).content.decode()


def test_creating_a_meeting_leads_to_its_transcript(clerk):
    response = new_meeting(clerk, make_board(), place="Room 1", recording_url="video.example/1")
    meeting = Meeting.objects.get()
    assert meeting.recording_url == "https://video.example/1"
    assert response.redirect_chain[-1][0] == f"/desk/meetings/{meeting.pk}/?add=file"


def test_a_second_meeting_of_a_board_on_one_day_is_pointed_out_first(clerk):
    there = make_meeting()
    response = new_meeting(clerk, there.board)
    assert reverse("desk:meeting", args=[there.pk]) in response.content.decode()
    assert Meeting.objects.count() == 1
    new_meeting(clerk, there.board, another="on")
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize("date", ["5 March", "2024-02-30", ""])
def test_an_invalid_date_is_reported_and_what_was_typed_stays(clerk, date):
    page = new_meeting(clerk, make_board(), date=date, place="Room 1").content.decode()
    assert "Room 1" in page
    assert not Meeting.objects.exists()


def test_a_meeting_can_have_only_a_month(clerk):
    new_meeting(clerk, make_board(), date="2017-02")
    assert str(Meeting.objects.get().date) == "February 2017"


def test_a_changed_date_is_passed_on_to_the_statements(clerk):
    statement = make_draft()
    meeting = statement.meeting
    data = {"board": meeting.board_id, "date": "2024-03-06", "kind": "regular", "status": "held"}
    send(clerk, "meeting-edit", meeting, **data)
    statement.refresh_from_db()
    assert statement.date.isoformat() == "2024-03-06"


def test_only_an_editor_changes_a_public_meeting(clerk, editor):
    meeting = make_statement().meeting
    data = {"board": meeting.board_id, "date": "2024-03-05", "kind": "special", "status": "held"}
    assert do(clerk, "meeting-edit", meeting, **data).status_code == 403
    assert "Give a reason for the change" in do(editor, "meeting-edit", meeting, **data).content.decode()
    meeting.refresh_from_db()
    assert meeting.kind == "regular"
    send(editor, "meeting-edit", meeting, **data, reason="The notice says so.")
    meeting.refresh_from_db()
    assert meeting.kind == "special"
    correction = meeting.corrections.public().get()
    assert (correction.reason, correction.changes) == (
        "The notice says so.",
        [["kind", "Regular meeting", "Special meeting"]],
    )


def test_a_whole_meeting_goes_to_review_and_becomes_public(clerk, editor):
    meeting = make_meeting()
    for text in ("First.", "Second."):
        make_draft(text, meeting=meeting)
    assert sentences(do(clerk, "meeting:submit", meeting)) == ["2 statements are ready for review."]
    assert "2 statements in review" in editor.get(reverse("desk:work-list")).content.decode()
    assert sentences(do(editor, "meeting:publish", meeting, when="now")) == ["Published: 2 statements."]
    assert Statement.objects.public().count() == 2
    assert "Published this week" in clerk.get(reverse("desk:work-list")).content.decode()


def test_a_planned_publication_of_a_meeting_waits_and_can_be_cancelled(editor):
    meeting = make_meeting()
    make_draft(meeting=meeting)
    send(editor, "meeting:publish", meeting, when="later", at="2099-07-01T09:00")
    assert ScheduledPublication.objects.get().meeting == meeting
    assert "1 July 2099, 09:00" in editor.get(reverse("desk:work-list")).content.decode()
    send(editor, "meeting:unschedule", meeting)
    assert not ScheduledPublication.objects.exists()
    assert not Statement.objects.public().exists()


def test_ticked_statements_are_published_and_refusals_are_reported(editor):
    meeting = make_meeting()
    first, second, third = (make_draft(meeting=meeting) for _ in range(3))
    public = make_statement(meeting=meeting)
    response = do(editor, "meeting:ticked", meeting, action="publish", statements=tick(first, second, public))
    assert set(Statement.objects.public()) == {first, second, public}
    assert f"Statement {public.pk} has nothing new to publish." in sentences(response)
    assert "2 published." in sentences(response)
    third.refresh_from_db()
    assert third.status == "draft"


def test_ticked_statements_are_submitted_sent_back_withdrawn_and_deleted(editor):
    meeting = make_meeting()
    draft, review, public = make_draft(meeting=meeting), make_draft(meeting=meeting), make_statement(meeting=meeting)
    submit_for_review(statement=review)
    send(editor, "meeting:ticked", meeting, action="submit", statements=tick(draft))
    send(editor, "meeting:ticked", meeting, action="return", statements=tick(review), note="Who speaks?")
    withdrawal = {"action": "withdraw", "statements": tick(public), "reason": "A child is named."}
    assert "Choose the kind of reason" in sentences(do(editor, "meeting:ticked", meeting, **withdrawal))[-1]
    send(editor, "meeting:ticked", meeting, category="privacy", **withdrawal)
    status = dict(Statement.objects.values_list("pk", "status"))
    assert status == {draft.pk: "in_review", review.pk: "draft", public.pk: "withdrawn"}
    send(editor, "meeting:ticked", meeting, action="delete", statements=tick(Statement.objects.get(pk=review.pk)))
    assert not Statement.objects.filter(pk=review.pk).exists()


@pytest.mark.parametrize(
    "data",
    [{"action": "publish"}, {"action": "publish", "statements": ["x", "-1", "9:", "99999:ab"]}, {}],
)
def test_ticking_nothing_does_nothing(editor, data):
    meeting = make_meeting()
    make_draft(meeting=meeting)
    assert do(editor, "meeting:ticked", meeting, **data).status_code == 200
    assert not Statement.objects.public().exists()


def test_statements_of_another_meeting_cannot_be_ticked(editor):
    other, meeting = make_draft(meeting=make_meeting()), make_meeting()
    send(editor, "meeting:ticked", meeting, action="publish", statements=tick(other))
    assert not Statement.objects.public().exists()


def test_the_list_can_be_filtered(clerk):
    meeting = make_meeting()
    make_draft("A draft about buses.", meeting=meeting)
    make_statement("A public word about roofs.", meeting=meeting)
    page = clerk.get(reverse("desk:meeting", args=[meeting.pk]), {"show": "draft"}).content.decode()
    assert "about buses" in page
    assert "about roofs" not in page


def test_an_empty_archive_has_an_empty_work_list(clerk):
    assert "There is nothing to do" in clerk.get(reverse("desk:work-list")).content.decode()


def test_publishing_a_meeting_asks_for_confirmation_and_says_what_it_does(editor):
    meeting = make_meeting()
    make_draft(meeting=meeting, speaker=make_speaker())
    for attribution in ("", "Speaker 2"):
        make_draft(meeting=meeting, attribution=attribution)
    asked = do(editor, "meeting:publish", meeting, when="now", sure="")
    assert not Statement.objects.public().exists()
    page = asked.content.decode()
    assert (
        "Becomes public: 3 statements: 1 by 1 named speaker, 1 with only the name in the source, 1 unidentified."
        in page
    )
    # The form is sent again with the answer.
    assert f'name="seen" value="{version_with_waiting(meeting)}"' in page
    send(editor, "meeting:publish", meeting, when="now")
    assert Statement.objects.public().count() == 3


@pytest.mark.parametrize(("action", "says"), [("publish", "Publish 2 statements?"), ("delete", "Delete 2 statements?")])
def test_an_action_on_ticked_statements_asks_for_confirmation(editor, action, says):
    meeting = make_meeting()
    ticks = tick(make_draft(meeting=meeting), make_draft(meeting=meeting))
    asked = do(editor, "meeting:ticked", meeting, action=action, statements=ticks, sure="")
    assert says in asked.content.decode()
    assert all(f'name="statements" value="{one}"' in asked.content.decode() for one in ticks)
    assert set(meeting.statements.values_list("status", flat=True)) == {"draft"}


def test_meetings_and_boards_are_found_by_words_and_dates(clerk):
    meeting = make_meeting(make_board("Elm School Board"), date="2024-08-13")
    other = make_meeting(make_board("Oak Council"), date="2023-01-09")
    for typed in ("8/13/2024", "August 2024", meeting.board.name):
        page = clerk.get(reverse("desk:meetings"), {"q": typed}).context["page"]
        assert list(page) == [meeting], typed
    assert set(clerk.get(reverse("desk:meetings")).context["page"]) == {meeting, other}
    assert list(clerk.get(reverse("desk:boards"), {"q": other.board.name}).context["page"]) == [other.board]
    assert not list(clerk.get(reverse("desk:boards"), {"q": "nowhere"}).context["page"])


def test_the_only_board_is_chosen_already(clerk):
    board = make_board()
    assert clerk.get(reverse("desk:meeting-new")).context["form"]["board"].value() == board.pk
    make_board("Oak Council")
    assert clerk.get(reverse("desk:meeting-new")).context["form"]["board"].value() is None
