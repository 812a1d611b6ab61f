"""Editing a statement: what changes, what others saved meanwhile, and what only an editor publishes."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.rules import ChangedMeanwhile, Grounds, version_of
from archive.actions.statements import (
    edit_statement,
    publish,
    return_to_draft,
    submit_for_review,
    submit_meeting,
    withdraw,
)
from archive.models import AuditEntry, Role, Statement
from tests.record import make_draft, make_meeting, make_speaker, make_statement, make_topic
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def edit(statement, **changes):
    values = {"text": statement.text, "title": statement.current_revision.title, "seen": version_of(statement)}
    return edit_statement(statement=statement, **values | changes)


def notes(statement):
    return list(AuditEntry.objects.about(statement).filter(verb="changed").values_list("note", flat=True))


def test_words_and_everything_else_change_together():
    statement, speaker, topic, clerk = (
        make_draft("We meet on Monday."),
        make_speaker(),
        make_topic(),
        make_person(Role.CLERK),
    )
    fields = {"speaker": speaker, "kind": Statement.Kind.POLICY_STATEMENT}
    edit(statement, text="We meet on Tuesday.", title="Our day", topics=[topic], fields=fields, actor=clerk)
    statement.refresh_from_db()
    assert (statement.text, statement.title, statement.speaker) == ("We meet on Tuesday.", "Our day", speaker)
    assert (statement.kind, list(statement.topics.all())) == ("policy_statement", [topic])
    assert statement.current_revision.author == clerk
    assert notes(statement) == ["speaker, kind, topics, words"]


def test_saving_without_changes_leaves_no_trace():
    statement = make_draft()
    edit(statement, fields={"kind": statement.kind})
    assert notes(statement) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda statement: edit(statement, text="Other words."),
        lambda statement: edit(statement, title="A title"),
        lambda statement: edit(statement, topics=[make_topic()]),
        lambda statement: edit(statement, fields={"attribution": "Chair"}),
        lambda statement: submit_for_review(statement=statement),
        lambda statement: publish(statement=statement),
    ],
)
def test_changes_that_somebody_else_saved_meanwhile_are_not_overwritten(change):
    statement = make_draft("We meet on Monday.")
    seen = version_of(statement)
    change(statement)
    held = version_of(statement := Statement.objects.get(pk=statement.pk))
    with pytest.raises(ChangedMeanwhile):
        edit(statement, seen=seen, text="We meet on Friday.")
    assert version_of(Statement.objects.get(pk=statement.pk)) == held


def test_new_words_of_a_published_statement_wait_as_its_next_revision():
    statement = make_statement("We meet on Monday.")
    edit(statement, text="We meet on Tuesday.", reason="Misheard.")
    statement.refresh_from_db()
    assert statement.text == "We meet on Monday."
    assert publish(statement=statement).text == "We meet on Tuesday."


def test_a_withdrawn_statement_cannot_be_edited():
    statement = withdraw(statement=make_statement(), category="privacy", reason="A child is named.")
    with pytest.raises(ValidationError, match="withdrawn"):
        edit(statement, text="Other words.")


def test_an_invalid_value_changes_nothing():
    statement = make_draft("We meet on Monday.")
    with pytest.raises(ValidationError):
        edit(statement, text=" ", fields={"kind": Statement.Kind.MOTION})
    assert Statement.objects.get(pk=statement.pk).kind == "remark"


def test_a_statement_goes_to_review_and_back():
    statement = submit_for_review(statement=make_draft())
    assert return_to_draft(statement=statement, note="Who is speaking?").status == "draft"
    assert AuditEntry.objects.about(statement).first().note == "Who is speaking?"
    with pytest.raises(ValidationError, match="not in review"):
        return_to_draft(statement=statement, note="Again.")


def test_a_meeting_is_submitted_at_once():
    meeting = make_meeting()
    drafts = [make_draft(meeting=meeting), make_draft(meeting=meeting)]
    assert submit_meeting(meeting=meeting) == 2
    assert {Statement.objects.get(pk=draft.pk).status for draft in drafts} == {"in_review"}
    with pytest.raises(ValidationError, match="no draft"):
        submit_meeting(meeting=meeting)


EVIDENCE = Grounds(evidence="The recording at 12:05.")


@pytest.mark.parametrize(
    ("given", "drafted"),
    [
        ({}, False),
        ({"text": "We meet on Monday.\r\n", "title": " Our  day "}, False),
        ({"reason": "Misheard."}, False),
        ({"text": "We meet on Monday"}, True),
        ({"title": "Our days"}, True),
    ],
)
def test_only_other_words_of_a_published_statement_become_a_draft(given: dict[str, str], drafted: bool):
    statement = make_statement("We meet on Monday.", title="Our day")
    edit(statement, **given)
    assert statement.revisions.filter(published_at=None).exists() == drafted
    assert notes(statement) == (["words"] if drafted else [])


@pytest.mark.parametrize(
    ("given", "noted"),
    [
        ({}, False),
        ({"reason": "  Misheard. "}, False),
        ({"grounds": EVIDENCE}, False),
        ({"grounds": None}, False),
        ({"reason": "Misprinted."}, True),
        ({"grounds": Grounds(evidence="The minutes.")}, True),
        ({"text": "We meet on Friday."}, True),
        ({"title": "Our day"}, True),
    ],
)
def test_a_draft_changes_if_its_words_its_reason_or_its_grounds_do(given: dict[str, object], noted: bool):
    statement = make_statement("We meet on Monday.")
    drafted = {"text": "We meet on Tuesday.", "reason": "Misheard."}
    edit(statement, grounds=EVIDENCE, **drafted)
    edit(Statement.objects.get(pk=statement.pk), **drafted | given)
    assert len(notes(statement)) == 1 + noted
