"""A statement on its own page: written, submitted, published, corrected, withdrawn."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from archive.actions.correct import correct
from archive.actions.draft_revision import draft_revision
from archive.actions.withdraw import withdraw
from archive.models import AuditEntry, OutboxEntry, PartialDate, Role, Source, Statement
from archive.search import SearchRequest, search
from tests.admin.form import page, send, values, words
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
ADD = "admin:archive_statement_add"
LIST = "admin:archive_statement_changelist"


def change(statement: Statement) -> str:
    return reverse("admin:archive_statement_change", args=[statement.pk])


def correction(statement: Statement) -> str:
    return reverse("admin:archive_statement_correct", args=[statement.pk])


def withdrawal(statement: Statement) -> str:
    return reverse("admin:archive_statement_withdraw", args=[statement.pk])


def act(client, action: str, *statements: Statement, **typed: str):
    data = {"action": action, "_selected_action": [statement.pk for statement in statements]} | typed
    return client.post(reverse(LIST), data, follow=True)


def found(text: str) -> list[int]:
    return [hit.number for hit in search(SearchRequest(text=text)).hits]


def test_a_written_reply_outside_a_meeting_is_added(staff):
    board, topic, remark = make_board(), make_topic(), make_statement()
    source = Source.objects.create(kind=Source.Kind.PRESS_REPORT, title="Report")
    typed = {"title": "Reply", "text": "We disagree.", "topics": [topic.pk], "responds_to": remark.pk}
    answer = send(
        staff, reverse(ADD), board=board.pk, date="2017-02", source=source.pk, text_status="as_reported", **typed
    )
    assert "added successfully" in words(answer)
    statement = Statement.objects.exclude(pk=remark.pk).get()
    assert (statement.board, statement.date, statement.meeting) == (board, PartialDate(2017, 2), None)
    assert (statement.responds_to, statement.source, [*statement.topics.all()]) == (remark, source, [topic])
    assert (statement.title, statement.text, statement.status) == ("Reply", "We disagree.", "draft")
    assert statement.current_revision.author.username == "keeper"
    assert [*AuditEntry.objects.about(statement).values_list("verb", flat=True)] == ["created"]


def test_board_and_date_are_those_of_the_meeting(staff):
    meeting = make_meeting(date="2017-02-23")
    send(staff, f"{reverse(ADD)}?meeting={meeting.pk}", text="We will.", text_status="minutes")
    statement = Statement.objects.get()
    assert (statement.meeting, statement.board, statement.position) == (meeting, meeting.board, 1)
    answer = send(staff, reverse(ADD), text="No meeting and no date.")
    assert words(answer).count("Choose a meeting above, or give board and date here.") == 2
    other = make_meeting(date="2018")
    send(staff, change(statement), meeting=other.pk)
    statement.refresh_from_db()
    assert (statement.board, statement.date) == (other.board, PartialDate(2018))


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "x", "meeting": "abc"},
        {"text": "x", "meeting": "9" * 30},
        {"text": "x", "responds_to": "nobody"},
        {"text": "x", "responds_to": "9" * 30},
        {"text": "x", "speaker": "-1"},
        {"text": "x", "topics": ["abc"]},
        {"text": "x", "position": "9" * 12},
        {"text": "x", "start_seconds": "inf"},
        {"text": "x", "start_seconds": "9", "end_seconds": "8"},
        {"text": "x", "title": "x" * 301},
        {"text": "with \0 in it"},
        {"text": " \r\n\t "},
        {"text": "x", "kind": "song"},
        {"text": "x", "date": "2017-02-30"},
        {"text": "x", "text_status": ""},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(staff, typed):
    answer = send(staff, reverse(ADD), **({"board": make_board().pk, "date": "2017", "text_status": "minutes"} | typed))
    assert "Please correct the error" in words(answer)
    assert not Statement.objects.exists()


@pytest.mark.parametrize("meeting", ["abc", "9" * 30, "-1", "0", ""])
def test_an_address_that_names_no_meeting_opens_an_empty_form(staff, meeting):
    assert staff.get(reverse(ADD), {"meeting": meeting, "date": "x", "board": "y"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_from_draft_to_withdrawal_the_search_follows_at_once(staff):
    make_statement("Something else.")
    draft = make_draft("We will open the library.")
    assert f"Statement {draft.number} is in review." in words(send(staff, change(draft), button="_submit"))
    assert found("library") == []
    answer = send(staff, change(draft), button="_publish", text="We will open the library on Saturdays.")
    assert "is published. See it on the site." in words(answer)
    assert found("saturdays") == [draft.number]
    send(staff, correction(draft), text="We will open the library on Sundays.", reason="Checked against the recording.")
    assert found("saturdays") == []
    assert found("sundays") == [draft.number]
    speaker = make_speaker("Darienne Driver").name
    send(staff, correction(draft), speaker=speaker, kind="attribution", reason="Another voice.", evidence="The video.")
    assert found("Driver") == [draft.number]
    assert draft.corrections.first().evidence == "The video."
    send(staff, withdrawal(draft), category="privacy", reason="Attributed to the wrong person.")
    assert found("library") == []
    assert [*AuditEntry.objects.about(draft).order_by("id").values_list("verb", flat=True)] == [
        "created",
        "submitted",
        "changed",
        "published",
        "corrected",
        "corrected",
        "withdrawn",
    ]
    history = words(staff.get(reverse("admin:archive_statement_history", args=[draft.pk])))
    for deed in ("Submitted for review.", "Published.", "Corrected: Checked against the recording.", "Withdrawn: "):
        assert deed in history


def test_statements_are_published_from_the_list_and_what_cannot_be_is_said(staff):
    drafts = [make_draft(), make_draft()]
    public = make_statement()
    answer = words(act(staff, "publish_selected", *drafts, public))
    assert answer.count("is published. See it on the site.") == 2
    assert f"Statement {public.number} has nothing new to publish." in answer
    assert Statement.objects.public().count() == 3


def test_withdrawing_from_the_list_asks_for_the_reason(staff):
    statements = [make_statement("First."), make_statement("Second.")]
    draft = make_draft()
    question = act(staff, "withdraw_selected", *statements, draft)
    assert "First." in words(question)
    assert Statement.objects.public().count() == 2
    data = values(question)
    assert "This field is required." in words(
        staff.post(reverse(LIST), data | {"category": "mistake", "reason": " "}, follow=True)
    )
    assert Statement.objects.public().count() == 2
    given = {"category": "mistake", "reason": "Attributed to the wrong people."}
    answer = words(staff.post(reverse(LIST), data | given, follow=True))
    assert answer.count("is withdrawn.") == 2
    assert f"Statement {draft.number} is not published, so it cannot be withdrawn." in answer
    assert not Statement.objects.public().exists()


def test_a_withdrawn_statement_is_shown_and_never_changed(staff):
    statement = withdraw(statement=make_statement(topics=[make_topic()]), category="privacy", reason="A mistake.")
    shown = staff.get(change(statement))
    assert "Withdrawn on" in words(shown)
    assert not page(shown).findall(".//textarea")
    assert staff.post(change(statement), {"text": "Rewritten."}).status_code == 403
    assert "nothing to correct" in words(staff.get(correction(statement), follow=True))
    assert "cannot be withdrawn" in words(send(staff, withdrawal(statement), category="privacy", reason="Again."))


def test_published_words_are_shown_and_not_edited(staff):
    statement = make_statement("Published words.", title="Title")
    send(staff, change(statement), text="Rewritten.", title="", attribution="The chair", kind="motion")
    statement.refresh_from_db()
    assert (statement.text, statement.title, statement.attribution) == ("Published words.", "Title", "")
    assert statement.kind == "motion"
    assert statement.revisions.count() == 1


def test_a_change_to_a_published_statement_is_told_to_the_index(staff):
    statement = make_statement()
    OutboxEntry.objects.all().delete()
    send(staff, change(statement), kind="motion")
    assert [*OutboxEntry.objects.values_list("subject", "subject_id")] == [("statement", statement.number)]


@pytest.mark.parametrize("outside", [True, False])
def test_saving_without_a_change_changes_nothing(staff, outside):
    where = {"board": make_board(), "date": "2017"} if outside else {"meeting": make_meeting()}
    statement = make_statement("Line one.\n\nLine two.", topics=[make_topic()], start_seconds=1.5, **where)
    OutboxEntry.objects.all().delete()
    assert "changed successfully" in words(send(staff, change(statement)))
    assert not OutboxEntry.objects.exists()
    assert not AuditEntry.objects.about(statement).filter(verb="changed").exists()


def test_a_correction_needs_words_a_reason_and_a_change(staff):
    statement = make_statement("We will nto.")
    for typed, said in (
        ({"text": "We will not."}, "This field is required."),
        ({"text": " ", "reason": "A reason."}, "This field is required."),
        ({"reason": "A reason."}, "there is nothing to correct"),
        ({"text": "x\0", "reason": "A reason."}, "Null characters are not allowed."),
    ):
        assert said in words(send(staff, correction(statement), **typed))
    assert statement.revisions.count() == 1
    answer = send(staff, correction(statement), text="We will not.", reason="A typing error.")
    assert "its words are now revision 2" in words(answer)
    statement.refresh_from_db()
    assert statement.text == "We will not."


def test_words_prepared_before_are_filled_in(staff):
    statement = make_statement("We will nto.")
    draft_revision(statement=statement, text="We will not.")
    assert values(staff.get(correction(statement)))["text"] == "We will not."


def test_nobody_corrects_what_they_have_not_seen(staff):
    statement = make_statement("We will nto.")
    mine = values(staff.get(correction(statement))) | {"text": "We wil not.", "reason": "A typing error."}
    correct(statement=statement, text="We will not.", reason="A typing error.")
    answer = staff.post(correction(statement), mine)
    assert "Someone has corrected these words since you opened the page" in words(answer)
    assert "We will not." in words(answer)
    assert values(answer)["text"] == "We wil not."
    staff.post(correction(statement), values(answer) | {"text": "We shall not."})
    statement.refresh_from_db()
    assert (statement.text, statement.current_revision.number) == ("We shall not.", 3)


def test_drafts_are_deleted_and_published_statements_never(staff):
    draft, public = make_draft(), make_statement()
    asked = words(staff.get(reverse("admin:archive_statement_delete", args=[public.pk])))
    assert "has been published: withdraw it instead." in asked
    for statement in (draft, public):
        staff.post(reverse("admin:archive_statement_delete", args=[statement.pk]), {"post": "yes"})
    assert [*Statement.objects.all()] == [public]
    drafts = [make_draft(), make_draft()]
    assert "withdraw it instead" in words(act(staff, "delete_selected", *drafts, public, post="yes"))
    assert Statement.objects.count() == 3
    assert "Successfully deleted 2 statements." in words(act(staff, "delete_selected", *drafts, post="yes"))
    deleted = AuditEntry.objects.filter(verb="deleted").values_list("subject_id", flat=True)
    assert len(deleted) == 3


def test_a_draft_that_another_responds_to_is_not_deleted(staff):
    draft = make_draft()
    response = make_draft(responds_to=draft)
    page_of_it = reverse("admin:archive_statement_delete", args=[draft.pk])
    assert f"has a response: Statement {response.number}" in words(staff.post(page_of_it, {"post": "yes"}, follow=True))
    assert Statement.objects.filter(pk=draft.pk).exists()


def test_a_clerk_writes_and_submits_and_only_an_editor_does_more():
    clerk = signed_in(make_person(Role.CLERK, is_staff=True))
    editor = signed_in(make_person(Role.EDITOR, is_staff=True))
    draft, public = make_draft(), make_statement()
    assert "in review" in words(send(clerk, change(draft), button="_submit"))
    buttons = clerk.get(change(draft)).content.decode()
    assert "Save and publish" not in buttons
    assert correction(public) not in clerk.get(change(public)).content.decode()
    for address in (correction(public), withdrawal(public)):
        assert clerk.get(address).status_code == 403
        assert clerk.post(address, {"reason": "x", "text": "x", "seen": "1"}).status_code == 403
    for action in ("publish_selected", "withdraw_selected"):
        act(clerk, action, draft, public, reason="x")
    assert [*Statement.objects.public()] == [public]
    send(editor, change(draft), button="_publish")
    send(editor, withdrawal(public), category="privacy", reason="A mistake.")
    assert [*Statement.objects.public()] == [draft]


def test_who_may_only_look_sees_it_all_and_saves_nothing():
    reader = make_person(is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = signed_in(reader)
    statement = make_statement("Published words.")
    for address in (change(statement), reverse("admin:archive_meeting_change", args=[statement.meeting_id])):
        shown = client.get(address)
        assert "Published words." in words(shown)
        assert "Save" not in [button.get("value") for button in page(shown).iter("input")]
        assert client.post(address, {}).status_code == 403


@pytest.mark.parametrize("number", ["0", "999", "9" * 18])
def test_pages_of_a_statement_that_is_not_there_say_so(staff, number):
    for name in ("correct", "withdraw"):
        answer = staff.get(reverse(f"admin:archive_statement_{name}", args=[number]), follow=True)
        assert "doesn’t exist" in words(answer)
