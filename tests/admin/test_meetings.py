"""A clerk enters a meeting with its agenda and statements on one page, and publishes it there."""

import pytest
from django.urls import reverse

from archive.actions.correct import correct
from archive.actions.withdraw import withdraw
from archive.models import AgendaItem, AuditEntry, Meeting, OutboxEntry, PartialDate, Revision, Role, Statement
from archive.search import SearchRequest, search
from tests.admin.form import page, send, values, words
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
ADD = "admin:archive_meeting_add"
REPORTED = {"text_status": "as_reported"}


def change(meeting: Meeting) -> str:
    return reverse("admin:archive_meeting_change", args=[meeting.pk])


def statement(number: int, **typed: object) -> dict[str, object]:
    """Return what is typed into one of the forms for a statement."""
    return {f"statements-{number}-{name}": value for name, value in typed.items()}


def item(number: int, **typed: object) -> dict[str, object]:
    """Return what is typed into one line of the agenda; further lines come with a press of “Add another”."""
    return {f"agenda_items-{number}-{name}": value for name, value in typed.items()}


@pytest.mark.django_db(transaction=True)
def test_a_meeting_with_three_statements_is_added_and_published_and_found_at_once(staff):
    board, speaker = make_board("Milwaukee Board"), make_speaker("Darienne Driver")
    answer = send(
        staff,
        reverse(ADD),
        button="_publish",
        board=board.pk,
        date="2017-02-23",
        **item(0, title="Superintendent’s report", label="8.D", id="", meeting=""),
        **{"agenda_items-TOTAL_FORMS": "1"},
        **statement(
            0, text="We will not share\r\nimmigration status.", title="Safe haven", speaker=speaker.pk, **REPORTED
        ),
        **statement(1, text="When does it begin?", kind="question", attribution="A member"),
        **statement(2, text="It begins today.", kind="answer", speaker=speaker.pk),
    )
    assert "Milwaukee Board, 23 February 2017 is public, with 3 statements new." in words(answer)
    meeting = Meeting.objects.public().get()
    assert [*meeting.agenda_items.values_list("position", "label")] == [(1, "8.D")]
    statements = list(meeting.statements.public().with_record())
    assert [(each.position, each.kind) for each in statements] == [(1, "remark"), (2, "question"), (3, "answer")]
    assert statements[0].text == "We will not share\nimmigration status."
    assert (statements[0].title, statements[0].speaker) == ("Safe haven", speaker)
    assert {each.text_status for each in statements} == {"as_reported"}
    assert {revision.author.username for revision in Revision.objects.all()} == {"keeper"}
    assert [hit.number for hit in search(SearchRequest(text="share immigration")).hits] == [statements[0].number]


def test_what_is_saved_and_not_published_is_not_public(staff):
    send(
        staff,
        reverse(ADD),
        board=make_board().pk,
        date="2017-02",
        **statement(1, text="Only the second form.", **REPORTED),
    )
    assert [each.text for each in Statement.objects.all()] == ["Only the second form."]
    assert not Meeting.objects.public().exists()
    assert not Statement.objects.public().exists()
    assert not OutboxEntry.objects.exists()


def test_what_is_wrong_is_said_where_it_is_wrong_and_nothing_is_lost(staff):
    answer = send(
        staff,
        reverse(ADD),
        date="23.2.2017",
        place="Room 5",
        **statement(0, text="Words that must not be lost.", start_seconds="x"),
        **statement(1, text=" \r\n ", attribution="The chair"),
    )
    said = words(answer)
    assert "This field is required." in said
    assert "“23.2.2017” is not a date: write 2017-02-23, 2017-02 or 2017." in said
    assert values(answer)["statements-0-text"] == "Words that must not be lost."
    assert values(answer)["place"] == "Room 5"
    assert not Meeting.objects.exists()


def test_nothing_is_called_verbatim_that_nobody_has_said_is(staff):
    typed = statement(0, text="One.") | statement(1, text="Two.", text_status="minutes") | statement(2, text="Three.")
    answer = send(staff, reverse(ADD), board=make_board().pk, date="2017", **typed)
    assert words(answer).count("Say how close the words are to what was said.") == 1
    assert not Statement.objects.exists()
    answer = send(staff, reverse(ADD), board=make_board().pk, date="2017", **typed | statement(0, **REPORTED))
    statuses = Statement.objects.order_by("position").values_list("text_status", flat=True)
    assert [*statuses] == ["as_reported", "minutes", "minutes"]


def test_a_refusal_of_the_database_keeps_what_was_typed(staff, monkeypatch):
    """Somebody else takes the same place on the agenda between our check and our saving."""
    meeting = make_meeting()
    address = change(meeting)
    data = values(staff.get(address)) | item(0, title="Ours", position="1", id="", meeting=meeting.pk)
    data |= {"agenda_items-TOTAL_FORMS": "1", "place": "Room 5"}
    AgendaItem.objects.create(meeting=meeting, position=1, title="Theirs")
    answer = staff.post(address, data)
    assert "most likely because someone saved the same thing just now" in words(answer)
    assert 'value="Room 5"' in answer.content.decode()
    assert [*meeting.agenda_items.values_list("title", flat=True)] == ["Theirs"]


def test_agenda_items_change_places(staff):
    meeting = make_meeting()
    for position, title in enumerate(("First", "Second", "Third"), 1):
        meeting.agenda_items.create(position=position, title=title)
    typed = item(0, position="2") | item(1, position="1") | item(2, position="")
    assert "changed successfully" in words(send(staff, change(meeting), **typed))
    assert [*meeting.agenda_items.values_list("position", "title")] == [(1, "Second"), (2, "First"), (3, "Third")]
    answer = send(staff, change(meeting), **item(0, position="2"))
    assert "Two agenda items have position 2." in words(answer)


def test_an_agenda_item_is_chosen_among_those_of_the_meeting(staff):
    meeting, other = make_meeting(), make_meeting()
    ours = meeting.agenda_items.create(position=1, title="Ours")
    theirs = other.agenda_items.create(position=1, title="Theirs")
    draft = make_draft(meeting=meeting)
    shown = staff.get(change(meeting)).content.decode()
    assert "Ours" in shown
    assert "Theirs" not in shown
    send(staff, change(meeting), **statement(0, agenda_item=ours.pk))
    draft.refresh_from_db()
    assert draft.agenda_item == ours
    assert "Select a valid choice" in words(send(staff, change(meeting), **statement(0, agenda_item=theirs.pk)))


def test_statements_follow_when_date_or_board_changes(staff):
    public = make_statement(meeting=make_meeting(date="2017-02"))
    draft, board = make_draft(meeting=public.meeting), make_board()
    OutboxEntry.objects.all().delete()
    typed = statement(1, attribution="The chair")
    assert "changed" in words(send(staff, change(public.meeting), date="2017-02-23", board=board.pk, **typed))
    for each in (public, draft):
        each.refresh_from_db()
        assert (each.board, each.date) == (board, PartialDate(2017, 2, 23))
    assert draft.attribution == "The chair"
    assert ("meeting", public.meeting_id) in OutboxEntry.objects.values_list("subject", "subject_id")


def test_words_of_drafts_are_edited_and_those_of_published_ones_are_not(staff):
    meeting = make_meeting()
    public, draft = make_statement("Published words.", meeting=meeting), make_draft("A draft.", meeting=meeting)
    typed = statement(0, text="Rewritten.", attribution="The chair", kind="motion") | statement(
        1, text="A better draft."
    )
    assert "changed successfully" in words(send(staff, change(meeting), **typed))
    public.refresh_from_db()
    draft.refresh_from_db()
    assert (public.text, public.attribution, public.kind) == ("Published words.", "", "motion")
    assert public.revisions.count() == 1
    assert draft.text == "A better draft."
    assert AuditEntry.objects.about(draft).first().note == "words"


def test_saving_without_a_change_changes_nothing(staff):
    meeting = make_meeting()
    make_draft("Line one.\n\nLine two.", meeting=meeting, start_seconds=1.5, title="Title")
    withdraw(statement=make_statement(meeting=meeting), category="privacy", reason="A mistake.")
    before = (AuditEntry.objects.count(), [*Revision.objects.values_list("sha256", "author")])
    OutboxEntry.objects.all().delete()
    assert "changed successfully" in words(send(staff, change(meeting)))
    assert before == (AuditEntry.objects.count() - 1, [*Revision.objects.values_list("sha256", "author")])
    assert not OutboxEntry.objects.exists()


def test_nobody_overwrites_the_words_of_another(staff):
    meeting = make_meeting()
    draft = make_draft("First words.", meeting=meeting)
    mine = values(staff.get(change(meeting)))
    send(staff, change(meeting), **statement(0, text="Theirs."))
    answer = staff.post(change(meeting), mine | statement(0, text="Mine."), follow=True)
    assert "Someone else has changed the words" in words(answer)
    assert values(answer)["statements-0-text"] == "Mine."
    draft.refresh_from_db()
    assert draft.text == "Theirs."


def test_a_draft_is_deleted_and_a_published_statement_is_not(staff):
    meeting = make_meeting()
    public, draft = make_statement(meeting=meeting), make_draft(meeting=meeting)
    typed = statement(0, DELETE="on") | statement(1, DELETE="on")
    assert "changed successfully" in words(send(staff, change(meeting), **typed))
    assert [*Statement.objects.all()] == [public]
    assert not Revision.objects.filter(statement=draft.pk).exists()


def test_a_draft_that_another_responds_to_stays(staff):
    draft = make_draft()
    make_draft(responds_to=draft)
    answer = send(staff, change(draft.meeting), **statement(0, DELETE="on"))
    assert f"responds to Statement {draft.number}" in words(answer)
    assert Statement.objects.filter(pk=draft.pk).exists()


def test_a_long_meeting_shows_what_waits_and_leads_to_the_rest(staff, monkeypatch):
    monkeypatch.setattr("archive.admin.statement_forms.SHOWN", 3)
    monkeypatch.setattr("archive.admin.meetings.SHOWN", 3)
    meeting = make_meeting()
    public = [make_statement(f"Published {number}.", meeting=meeting) for number in range(3)]
    make_draft("Waiting.", meeting=meeting)
    answer = staff.get(change(meeting))
    assert "1 draft, 3 published" in words(answer)
    assert "Published 1." not in answer.content.decode()
    assert "Waiting." in answer.content.decode()
    rest = staff.get(reverse("admin:archive_statement_changelist"), {"meeting__id__exact": meeting.pk})
    assert all(each.text in words(rest) for each in public)
    assert "changed successfully" in words(send(staff, change(meeting), **statement(0, text="Still waiting.")))


def test_a_meeting_of_the_same_day_is_pointed_out(staff):
    meeting = make_meeting(date="2017-02-23")
    answer = send(staff, reverse(ADD), board=meeting.board_id, date="2017-02-23")
    assert "has another meeting on that day: is it the same?" in words(answer)
    assert Meeting.objects.count() == 2


def test_meetings_are_published_from_the_list(staff):
    meetings = [make_draft().meeting, make_draft().meeting, make_statement().meeting]
    answer = staff.post(
        reverse("admin:archive_meeting_changelist"),
        {"action": "publish_selected", "_selected_action": [meeting.pk for meeting in meetings]},
        follow=True,
    )
    assert words(answer).count("is public, with 1 statement new.") == 2
    assert "has nothing new to publish." in words(answer)
    assert Statement.objects.public().count() == 3


def test_a_public_meeting_is_never_deleted(staff):
    meeting = make_meeting()
    send(staff, change(meeting), button="_publish")
    answer = staff.post(reverse("admin:archive_meeting_delete", args=[meeting.pk]), {"post": "yes"}, follow=True)
    assert "is public: its address has to last" in words(answer)
    assert Meeting.objects.exists()
    unpublished = make_meeting()
    staff.post(reverse("admin:archive_meeting_delete", args=[unpublished.pk]), {"post": "yes"}, follow=True)
    assert not Meeting.objects.filter(pk=unpublished.pk).exists()


def test_a_clerk_enters_a_meeting_and_an_editor_publishes_it():
    clerk = signed_in(make_person(Role.CLERK, is_staff=True))
    editor = signed_in(make_person(Role.EDITOR, is_staff=True))
    typed = statement(0, text="We will open the library.", **REPORTED)
    answer = send(clerk, reverse(ADD), button="_publish", board=make_board().pk, date="2017", **typed)
    assert "added successfully" in words(answer)
    meeting = Meeting.objects.get()
    assert meeting.published_at is None
    assert "Save and publish" not in clerk.get(change(meeting)).content.decode()
    denied = clerk.post(
        reverse("admin:archive_meeting_changelist"), {"action": "publish_selected", "_selected_action": meeting.pk}
    )
    assert denied.status_code in {200, 302}
    assert not Statement.objects.public().exists()
    send(editor, change(meeting), button="_publish")
    assert Statement.objects.public().count() == 1


def test_a_page_of_fifty_statements_takes_few_queries(staff, django_assert_max_num_queries):
    meeting, speaker = make_meeting(), make_speaker()
    for _ in range(10):
        make_draft(meeting=meeting)
    for _ in range(3):
        correct(statement=make_statement(meeting=meeting, speaker=speaker), text="Corrected.", reason="A typing error.")
    with django_assert_max_num_queries(28):
        assert len(page(staff.get(change(meeting))).findall(".//textarea")) >= 13
