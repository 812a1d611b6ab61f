"""Notes of a review: required when a statement is sent back, answered, and told by email to those who want it."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.redaction import redact
from archive.actions.rules import NotAllowed, version_of
from archive.actions.statements import (
    notes_about,
    publish,
    return_to_draft,
    settle_notes,
    submit_for_review,
    write_note,
)
from archive.actions.statements.review import LONGEST_NOTE
from archive.alerts.mails import compose
from archive.citations.passages.quote_range import QuoteRange
from archive.models import AuditEntry, Mail, Role, SentBack
from tests.record import make_draft, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_person(Role.CLERK, email="clerk@example.org")


@pytest.fixture
def editor():
    return make_person(Role.EDITOR, email="editor@example.org")


def submitted(clerk, statement=None, note=""):
    statement = statement or make_draft()
    return submit_for_review(statement=statement, note=note, seen=version_of(statement), actor=clerk)


def send_back(editor, statement, note="Who speaks?"):
    return return_to_draft(statement=statement, note=note, seen=version_of(statement), actor=editor)


@pytest.mark.parametrize("note", ["", "  \n", "x" * (LONGEST_NOTE + 1)])
def test_nothing_is_sent_back_without_a_note_or_with_an_endless_one(clerk, editor, note):
    statement = submitted(clerk)
    with pytest.raises(ValidationError, match="note"):
        send_back(editor, statement, note)
    statement.refresh_from_db()
    assert statement.status == "in_review"


def test_notes_are_read_in_the_order_in_which_they_were_written(clerk, editor):
    statement = send_back(editor, submitted(clerk))
    write_note(statement=statement, note="The chair, I think.", actor=clerk)
    submitted(clerk, statement, "It was the chair.")
    said = [(entry.actor, entry.note) for entry in notes_about(statement)]
    assert said == [(editor, "Who speaks?"), (clerk, "The chair, I think."), (clerk, "It was the chair.")]


def test_whoever_submitted_it_gets_one_email_for_all_notes(clerk, editor):
    for _ in range(2):
        send_back(editor, submitted(clerk))
    assert [(mail.account, mail.notice) for mail in Mail.objects.all()] == [(clerk, Mail.Notice.REVIEW)]


def test_the_email_names_the_meeting_and_quotes_the_first_note(clerk, editor):
    statement = send_back(editor, submitted(clerk))
    said = compose(Mail.objects.get()).body
    assert f"{statement.meeting or statement.board}, statement {statement.pk}." in said
    assert "“Who speaks?”" in said


def test_an_answer_is_told_to_the_editor_who_asked(clerk, editor):
    statement = send_back(editor, submitted(clerk))
    Mail.objects.all().delete()
    write_note(statement=statement, note="The chair.", actor=clerk)
    assert Mail.objects.get().account == editor


def test_people_who_want_no_email_get_none(clerk, editor):
    type(clerk).objects.filter(pk=clerk.pk).update(mail_about_reviews=False)
    send_back(editor, submitted(clerk))
    assert not Mail.objects.exists()


def test_a_submission_without_a_note_tells_nobody(clerk, editor):
    statement = send_back(editor, submitted(clerk))
    Mail.objects.all().delete()
    submitted(clerk, statement)
    assert not Mail.objects.exists()


def test_an_empty_note_and_one_about_a_public_statement_are_refused(clerk):
    with pytest.raises(ValidationError, match="Type the note"):
        write_note(statement=make_draft(), note=" ", actor=clerk)
    with pytest.raises(ValidationError, match="is public"):
        write_note(statement=make_statement(), note="So.", actor=clerk)
    with pytest.raises(NotAllowed):
        write_note(statement=make_draft(), note="So.", actor=make_person())


def test_a_note_is_done_once_and_only_a_note_about_the_statement(clerk, editor):
    other = send_back(editor, submitted(clerk))
    statement = send_back(editor, submitted(clerk))
    numbers = [note.pk for note in notes_about(statement, other)]
    for _ in range(2):
        settle_notes(statement=statement, notes=numbers, actor=clerk)
    assert [note.is_done for note in notes_about(statement, other)] == [False, True]
    assert AuditEntry.objects.about(statement).filter(verb="settled").count() == 1


def test_a_redaction_takes_its_words_out_of_what_was_sent_back(clerk, editor):
    statement = send_back(editor, submitted(clerk, make_draft("Robin Sample lives on Elm Street.")))
    publish(statement=statement)
    statement.refresh_from_db()
    redact(revision=statement.current_revision, passage=QuoteRange(0, 12), category="privacy", reason="An address.")
    assert "Robin" not in SentBack.objects.get(statement=statement).text
