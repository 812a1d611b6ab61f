"""Nobody acts on unseen changes: each request names the version shown, and is refused if that has changed."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.actions.rules import version_of, version_with_waiting
from archive.actions.statements import publish, publish_due
from archive.desk.staff_pages import ANYONE, PASSWORD_GIVEN
from archive.exports.addresses import page_above
from archive.ingest.staging.commit import save_as_drafts
from archive.models import Role, ScheduledPublication, Speaker, Statement, Topic
from archive.search.engines import outbox
from tests.desk.acting import TYPED_ORIGIN, add_row, do, page_and_act, send, sentences
from tests.desk.test_permissions import DOORS, addresses  # noqa: F401 - a fixture
from tests.desk.test_statements import edit
from tests.ingest.transcripts import make_batch
from tests.record import make_draft, make_meeting, make_speaker, make_statement, make_topic
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def let_time_pass():
    ScheduledPublication.objects.update(at=timezone.now() - datetime.timedelta(seconds=1))


def change_words(clerk, statement):
    edit(clerk, statement, text="Words that nobody reviewed.")


def add_a_statement(clerk, statement):
    make_draft("Slipped in.", meeting=statement.meeting)


def rename_the_speaker(clerk, statement):
    Speaker.objects.filter(pk=statement.speaker_id).update(name="Somebody Else")


def file_the_item(clerk, statement):
    item = statement.agenda_item
    clerk.post(
        reverse("desk:item", args=[item.pk]),
        {"seen": version_of(item.meeting), "title": item.title, "place": "1", "topics": "Slander"},
    )


def describe_the_topic(clerk, statement):
    send(clerk, "topic", statement.topics.get(), name="Parks", slug="parks", description="Words that nobody reviewed.")


def add_a_spelling(clerk, statement):
    send(clerk, "speaker:add-name", statement.speaker, name="The Crook of Elm Street")


def add_an_office(clerk, statement):
    send(clerk, "speaker:add-office", statement.speaker, title="Crook", board=statement.board_id)


CHANGES = [change_words, rename_the_speaker, file_the_item, describe_the_topic, add_a_spelling, add_an_office]


def planned_for_later(editor):
    """Return a draft of a meeting, which the editor has planned to publish."""
    statement = make_draft(speaker=make_speaker(), topics=[make_topic("Parks", slug="parks")], meeting=make_meeting())
    statement.agenda_item = statement.meeting.agenda_items.create(position=1, title="Benches")
    statement.save()
    send(editor, "meeting:publish", statement.meeting, when="later", at="2099-07-01T09:00")
    return statement


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_an_embargo_publishes_what_the_editor_saw_or_nothing(clerk, editor, change):
    statement = planned_for_later(editor)
    before = version_with_waiting(statement.meeting)
    change(clerk, statement)
    assert version_with_waiting(statement.meeting) != before
    work = editor.get(reverse("desk:work-list")).content.decode()
    assert "It has changed since, so it will not be published" in work
    let_time_pass()
    assert publish_due() == 0
    assert not Statement.objects.public().exists()
    work = editor.get(reverse("desk:work-list")).content.decode()
    assert re.search("It was not published, because [a-z0-9 ]+ has changed since", work)


def test_an_embargo_leaves_out_what_came_later(clerk, editor):
    statement = planned_for_later(editor)
    add_a_statement(clerk, statement)
    page = editor.get(reverse("desk:meeting", args=[statement.meeting_id])).content.decode()
    assert "It holds 1 statement." in page
    assert "1 that came later is not part of it." in page
    let_time_pass()
    assert publish_due() == 1
    assert Statement.objects.public().get() == statement


def test_an_embargo_of_a_statement_publishes_only_the_words_seen(clerk, editor):
    statement = make_draft()
    edit(editor, statement, then="plan", at="2099-07-01T09:00")
    change_words(clerk, statement)
    let_time_pass()
    assert publish_due() == 0
    assert not Statement.objects.public().exists()


def test_an_embargo_is_cancelled_if_its_editor_may_no_longer_publish(editor):
    statement, person = make_draft(), make_person(Role.EDITOR)
    edit(signed_in(person), statement, then="plan", at="2099-07-01T09:00")
    person.groups.clear()
    let_time_pass()
    assert publish_due() == 0
    assert "can no longer publish" in editor.get(reverse("desk:work-list")).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["statement", "meeting"])
def test_changes_saved_after_the_page_was_opened_are_not_published(clerk, editor, page):
    statement = make_draft("Words A.")
    instance = statement if page == "statement" else statement.meeting
    seen = version_of(instance) if page == "statement" else version_with_waiting(instance)
    shown = editor.get(reverse(f"desk:{page}", args=[instance.pk])).content.decode()
    assert f'name="seen" value="{seen}"' in shown
    change_words(clerk, statement)

    def publish(**stale):
        if page == "statement":
            return edit(editor, statement, then="publish", **stale)
        return do(editor, "meeting:publish", instance, when="now", **stale)

    for stale in (seen, "", "0" * 32):
        assert "has changed since you opened the page" in publish(seen=stale).content.decode()
    assert not Statement.objects.public().exists()
    publish()
    assert Statement.objects.public().get().text == "Words that nobody reviewed."


def test_a_tick_names_the_version_that_the_row_showed(clerk, editor):
    statement = make_draft()
    page = reverse("desk:meeting", args=[statement.meeting_id])
    [tick] = re.findall(r'name="statements" value="([^"]+)"', editor.get(page).content.decode())
    change_words(clerk, statement)
    for action in ("publish", "submit", "delete"):
        send(editor, "meeting:ticked", statement.meeting, action=action, statements=[tick])
    statement.refresh_from_db()
    assert statement.status == "draft"


def test_only_the_version_seen_is_withdrawn_and_a_refusal_keeps_the_reason(editor):
    statement = make_statement()
    given = {"category": "privacy", "reason": "It names a child.", "seen": "0" * 32}
    answer = do(editor, "statement:withdraw", statement, **given)
    assert answer.status_code == 409
    assert "It names a child." in answer.content.decode()
    assert Statement.objects.public().get() == statement


def test_only_editors_see_withdrawn_words(clerk, editor):
    statement = make_statement("Quillifer Zanthrope lives here.", meeting=make_meeting())
    send(editor, "statement:withdraw", statement, category="privacy", reason="It names a private person.")
    meeting = reverse("desk:meeting", args=[statement.meeting_id])
    assert "Zanthrope" not in clerk.get(meeting).content.decode()
    assert "Zanthrope" in editor.get(meeting).content.decode()
    path = reverse("desk:statement", args=[statement.pk])
    assert clerk.get(path).status_code == 403
    assert editor.get(path).status_code == 200


class TestWhatBecomesPublicToo:
    """If an action also makes other objects public, the person first sees what others wrote about them."""

    def test_a_correction_first_shows_the_topic_that_becomes_public_with_it(self, clerk, editor):
        statement, topic = make_statement(), make_topic("Later topic", slug="later-topic")
        send(clerk, "topic", topic, name="Later topic", slug="later-topic", description="Words of a clerk.")
        given = {"then": "correct", "topics": "Later topic", "reason": "It was left out."}
        asked = edit(editor, statement, **given)
        assert "Words of a clerk." in asked.content.decode()
        assert not Topic.objects.public().exists()
        seen_too = asked.context["public_too"].version

        send(clerk, "topic", topic, name="Later topic", slug="later-topic", description="Other words.")
        assert "Other words." in edit(editor, statement, **given, seen_too=seen_too).content.decode()
        assert not Topic.objects.public().exists()

        send(clerk, "topic", topic, name="Later topic", slug="later-topic", description="Words of a clerk.")
        edit(editor, statement, **given, seen_too=seen_too)
        assert Topic.objects.public().get() == topic

    def test_a_correction_of_the_speaker_first_shows_what_becomes_public_with_it(self, clerk, editor):
        statement, speaker = make_statement(), make_speaker("Ann Lee")
        send(clerk, "speaker:add-name", speaker, name="The Crook of Elm Street")
        given = {"then": "correct", "speaker": "Ann Lee", "reason": "Misheard.", "correction_kind": "attribution"}
        assert "The Crook of Elm Street" in edit(editor, statement, **given).content.decode()
        assert not Speaker.objects.public().filter(pk=speaker.pk).exists()

    def test_a_topic_without_a_description_asks_for_no_confirmation(self, editor):
        statement = make_statement()
        edit(editor, statement, then="correct", topics="Parks", reason="It was left out.")
        assert Topic.objects.public().get().name == "Parks"

    def test_the_agenda_of_a_public_meeting_first_shows_what_becomes_public_with_it(self, clerk, editor):
        meeting = make_statement(meeting=make_meeting()).meeting
        send(clerk, "topic", make_topic("Parks"), name="Parks", slug="parks", description="Words of a clerk.")
        given = {"title": "Benches", "topics": "Parks", "reason": "It was left out."}
        asked = do(editor, "item-add", meeting, **given)
        assert "Words of a clerk." in asked.content.decode()
        assert not Topic.objects.public().exists()
        send(editor, "item-add", meeting, **given, seen_too=asked.context["public_too"].version)
        assert Topic.objects.public().exists()

    def test_publishing_a_typed_statement_publishes_nothing_by_others(self, editor):
        meeting = make_meeting()
        waiting = make_draft("Unseen words.", meeting=meeting)
        meeting.agenda_items.create(position=1, title="Slander")
        given = {"text": "Typed just now.", **TYPED_ORIGIN, "then": "publish"}
        asked = add_row(editor, meeting, **given)
        assert "Slander" in asked.content.decode()
        assert not Statement.objects.public().exists()
        add_row(editor, meeting, **given, seen_too=asked.context["public_too"].version)
        assert [statement.text for statement in Statement.objects.public()] == ["Typed just now."]
        waiting.refresh_from_db()
        assert waiting.status == "draft"


@pytest.mark.parametrize("has_rule", [False, True])
def test_only_people_who_may_publish_change_a_topic_with_a_rule(clerk, editor, has_rule):
    make_statement("The library opens on Saturdays.")
    rule = {"rule": "library"}
    assert do(clerk, "topic-new", name="Libraries", **rule).status_code == 403
    topic = make_topic("Parks", slug="parks", rule="zebra" if has_rule else "")
    given = {"name": "Parks", "slug": "parks", "description": "Words of a clerk."} | ({} if has_rule else rule)
    assert do(clerk, "topic", topic, **given).status_code == 403
    outbox.drain()
    assert not Topic.objects.public().exists()
    send(editor, "topic-new", name="Libraries", **rule)
    outbox.drain()
    assert Topic.objects.public().get().name == "Libraries"


def test_own_fields_are_saved_although_something_was_added_to_the_object(clerk):
    speaker = make_speaker("Robin Sample")
    seen = version_of(speaker)
    send(clerk, "speaker:add-name", speaker, name="Rob Sample")
    given = {"name": "Robin Sample", "kind": "person", "description": "Chairs the board."}
    send(clerk, "speaker", speaker, **given, seen=seen)
    assert Speaker.objects.get(pk=speaker.pk).description == "Chairs the board."
    send(clerk, "speaker", speaker, **given | {"description": "Left."}, seen=seen)
    assert Speaker.objects.get(pk=speaker.pk).description == "Chairs the board."


def confirm_refused(client, name, instance, **data):
    """Answer a question whose reason has gone, from its own page, and return the page that follows."""
    page, act = page_and_act(name)
    path = reverse(f"desk:{page}", args=[instance.pk])
    headers = {"Referer": f"http://testserver{path}"}
    return client.post(path, {"sure": "yes", "seen": "0", **act, **data}, headers=headers, follow=True)


def test_a_refused_confirmation_says_why_on_the_page_of_the_object(editor):
    statement = make_draft(meeting=make_meeting())
    batch = make_batch(statement.meeting)
    for name, instance in [
        ("statement:delete", statement),
        ("meeting:publish", statement.meeting),
        ("meeting-edit:delete", statement.meeting),
        ("import:take-back", batch),
    ]:
        page = confirm_refused(editor, name, instance)
        path = reverse(f"desk:{name.partition(':')[0]}", args=[instance.pk])
        assert (page.status_code, page.request["PATH_INFO"]) == (200, path if ":" in name else page_above(path))
        assert len(sentences(page)) == 1, name


@pytest.mark.slow
def test_no_refused_action_leads_to_an_address_without_a_page(request):
    paths = request.getfixturevalue("addresses")
    client = signed_in(make_person(is_superuser=True, is_staff=True))
    actions = [door for door in DOORS if door.permission not in {ANYONE, PASSWORD_GIVEN}]
    walked = 0
    for door in actions:
        name, path = door.name, paths[door.name]
        headers = {"Referer": f"http://testserver{path}"}
        answer = door.send(client, path, {"sure": "yes", "seen": "0"}, headers=headers)
        answer.close()
        if answer.status_code == 302 and answer.url.startswith(("/", "http://testserver")):
            page = client.get(answer.url.removeprefix("http://testserver"), follow=True)
            page.close()
            assert page.status_code != 405, name
            walked += 1
        if name == "account:sign-out" or "_auth_user_id" not in client.session:
            client = signed_in(make_person(is_superuser=True, is_staff=True))
    assert walked > 10


def test_undoing_an_import_is_not_offered_once_any_of_it_is_public(editor):
    batch = make_batch(make_meeting())
    save_as_drafts(batch=batch)
    address, button = reverse("desk:import", args=[batch.pk]), "Undo the whole import"
    assert button in editor.get(address).content.decode()
    publish(statement=batch.meeting.statements.first())
    page = editor.get(address).content.decode()
    assert button not in page
    assert "has been published. Correct or withdraw what is wrong instead." in page
