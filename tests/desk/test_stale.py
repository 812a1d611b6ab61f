"""Nobody acts on what they did not see: a version is named, and what changed since is refused."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.actions.schedule import publish_due
from archive.actions.version import version_of
from archive.models import Role, ScheduledPublication, Speaker, Statement
from tests.desk.acting import do
from tests.desk.test_statements import edit
from tests.record import make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return signed_in(make_person(Role.CLERK))


@pytest.fixture
def editor():
    return signed_in(make_person(Role.EDITOR))


def let_time_pass():
    ScheduledPublication.objects.update(at=timezone.now() - datetime.timedelta(seconds=1))


def change_words(clerk, statement):
    edit(clerk, statement, text="Words that nobody reviewed.")


def add_a_statement(clerk, statement):
    make_draft("Slipped in.", meeting=statement.meeting)


def rename_the_speaker(clerk, statement):
    Speaker.objects.filter(pk=statement.speaker_id).update(name="Somebody Else")


@pytest.mark.parametrize("change", [change_words, add_a_statement, rename_the_speaker])
def test_an_embargo_publishes_what_the_editor_saw_or_nothing(clerk, editor, change):
    statement = make_draft(speaker=make_speaker())
    do(editor, "meeting-publish", statement.meeting, when="later", at="2099-07-01T09:00")
    change(clerk, statement)
    work = editor.get(reverse("desk:work-list")).content.decode()
    assert "It has changed since and will not be published as it is" in work
    let_time_pass()
    assert publish_due() == 0
    assert not Statement.objects.public().exists()
    assert "It was not published: it has changed since" in editor.get(reverse("desk:work-list")).content.decode()


def test_an_embargo_of_one_statement_is_for_the_words_of_then(clerk, editor):
    statement = make_draft()
    do(editor, "statement-publish", statement, when="later", at="2099-07-01T09:00")
    change_words(clerk, statement)
    let_time_pass()
    assert publish_due() == 0
    assert not Statement.objects.public().exists()


def test_an_embargo_of_somebody_who_may_publish_no_longer_is_off(editor):
    statement, person = make_draft(), make_person(Role.EDITOR)
    do(signed_in(person), "statement-publish", statement, when="later", at="2099-07-01T09:00")
    person.groups.clear()
    let_time_pass()
    assert publish_due() == 0
    assert "may no longer publish" in editor.get(reverse("desk:work-list")).content.decode()


@pytest.mark.parametrize("page", ["statement", "meeting"])
def test_what_was_saved_after_the_page_was_opened_is_not_published(clerk, editor, page):
    statement = make_draft("Words A.")
    record = statement if page == "statement" else statement.meeting
    seen = version_of(record)
    shown = editor.get(reverse(f"desk:{page}", args=[record.pk])).content.decode()
    assert f'name="seen" value="{seen}"' in shown
    change_words(clerk, statement)
    for stale in (seen, "", "0" * 32):
        answer = do(editor, f"{page}-publish", record, when="now", seen=stale).content.decode()
        assert "has changed since you opened the page" in answer
    assert not Statement.objects.public().exists()
    do(editor, f"{page}-publish", record, when="now")
    assert Statement.objects.public().get().text == "Words that nobody reviewed."


def test_a_tick_names_the_version_that_the_row_showed(clerk, editor):
    statement = make_draft()
    page = reverse("desk:meeting", args=[statement.meeting_id])
    [tick] = re.findall(r'name="statements" value="([^"]+)"', editor.get(page).content.decode())
    change_words(clerk, statement)
    for action in ("publish", "submit", "delete"):
        do(editor, "meeting-statements", statement.meeting, action=action, statements=[tick])
    statement.refresh_from_db()
    assert statement.status == "draft"


def test_what_is_withdrawn_was_seen_as_it_is_and_the_reason_typed_stays(editor):
    statement = make_statement()
    given = {"category": "privacy", "reason": "It names a child.", "seen": "0" * 32}
    answer = do(editor, "statement-withdraw", statement, **given)
    assert answer.status_code == 409
    assert "It names a child." in answer.content.decode()
    assert Statement.objects.public().get() == statement


def test_a_clerk_renames_no_public_speaker(clerk):
    speaker = make_statement(speaker=make_speaker("Ann Lee")).speaker
    assert do(clerk, "speaker", speaker, name="Zoe Lee", kind="person", reason="So.").status_code == 403
    speaker.refresh_from_db()
    assert speaker.name == "Ann Lee"
    assert not speaker.corrections.exists()


def test_withdrawn_words_are_for_editors_alone(clerk, editor):
    statement = make_statement("Quillifer Zanthrope lives here.", meeting=make_meeting())
    do(editor, "statement-withdraw", statement, category="privacy", reason="It names a private person.")
    meeting = reverse("desk:meeting", args=[statement.meeting_id])
    assert "Zanthrope" not in clerk.get(meeting).content.decode()
    assert "Zanthrope" in editor.get(meeting).content.decode()
    for page in ("statement", "cited-by"):
        path = reverse(f"desk:{page}", args=[statement.pk])
        assert clerk.get(path).status_code == 403
        assert editor.get(path).status_code == 200
