"""No statement is stored or published unless a person said where its text comes from and how close it is."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import NOT_PROVIDED

from archive.actions.rules import NotAllowed, SaidBy, Why
from archive.actions.statements import (
    NewDecision,
    NewStatement,
    change_statement,
    correct,
    create_statement,
    create_statements,
    publish,
    publish_many,
    publish_meeting,
    say_text_status,
    submit_meeting,
)
from archive.models import Correction, ImportBatch, OutboxEntry, Role, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_statements, origin
from tests.staff import make_person

pytestmark = pytest.mark.django_db
LACKING = [{"source": None}, {"text_status": ""}, {"source": None, "text_status": ""}]
DECISIONS = [None, NewDecision({"result": "carried"}, [])]


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("lacking", LACKING)
def test_nothing_is_created_without_a_source_and_a_text_status(lacking: dict[str, Any], decision: NewDecision | None):
    meeting, fields = make_meeting(), origin() | lacking
    with pytest.raises(ValidationError):
        create_statement(text="Moved.", meeting=meeting, decision=decision, **fields)
    with pytest.raises(ValidationError):
        create_statement(text="Moved.", board=make_board(), date="2024", decision=decision, **fields)
    with pytest.raises(ValidationError):
        create_statements(meeting=meeting, statements=[NewStatement("Moved.", "", (), fields, decision)])
    assert not Statement.objects.exists()


def test_no_default_of_the_database_says_how_close_a_text_is():
    for model, names in ((Statement, ["text_status"]), (ImportBatch, ["text_status", "source_kind"])):
        for name in names:
            assert model._meta.get_field(name).default is NOT_PROVIDED
            assert model._meta.get_field(name).db_default is NOT_PROVIDED


@pytest.mark.parametrize("lacking", LACKING)
def test_what_an_older_release_left_without_is_not_published(lacking: dict[str, Any]):
    draft = make_draft(decision=DECISIONS[1])
    Statement.objects.update(**lacking)
    for act in (
        lambda: publish(statement=draft),
        lambda: publish_meeting(meeting=draft.meeting),
        lambda: submit_meeting(meeting=draft.meeting),
    ):
        with pytest.raises(ValidationError, match=r"Name the source|Say how close"):
            act()
    assert not Statement.objects.exclude(status="draft").exists()


def test_a_statement_in_bulk_needs_a_source():
    meeting = make_meeting()
    with pytest.raises(ValidationError, match="source"):
        publish_many(
            statements=[Statement(meeting=meeting, board=meeting.board, date=meeting.date, text_status="minutes")],
            texts=["Moved."],
        )


@pytest.mark.parametrize("lacking", LACKING[:2])
def test_neither_is_taken_away(lacking: dict[str, Any]):
    draft, public = make_draft(), make_statement()
    with pytest.raises(ValidationError):
        change_statement(statement=draft, **lacking)
    with pytest.raises(ValidationError):
        correct(statement=public, reason="A sample reason.", fields=lacking)


def test_the_rest_of_an_older_row_can_be_corrected():
    decision = make_statement(decision=DECISIONS[1])
    Statement.objects.update(source=None, text_status="")
    assert correct(statement=decision, text="Moved to open.", reason="A sample reason.").text == "Moved to open."


@pytest.mark.parametrize("lacking", [{"text_status": ""}, {"source": None, "text_status": ""}])
def test_facts_are_corrected_where_nobody_said_how_close_the_text_is(lacking: dict[str, Any]):
    decision = make_statement(decision=DECISIONS[1])
    Statement.objects.update(**lacking)
    fields = {**lacking, "start_seconds": 4.5}
    assert correct(statement=decision, fields=fields, reason="A sample reason.").start_seconds == 4.5
    said_by = SaidBy(make_speaker("Kim Sample"), "Kim Sample")
    corrected = correct(statement=decision, said_by=said_by, kind="attribution", reason="A sample reason.")
    assert (corrected.speaker, corrected.text_status) == (said_by.speaker, "")


def test_the_database_refuses_a_statement_without_both():
    make_statement()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(source=None, text_status="")


def test_an_editor_says_it_once_for_all_texts_of_a_source():
    meeting = make_meeting()
    said, *unsaid = make_statements(["One.", "Two.", "Three."], meeting=meeting)
    numbers = [one.pk for one in unsaid]
    Statement.objects.filter(pk__in=numbers).update(text_status="")
    OutboxEntry.objects.all().delete()
    given = {"source": said.source, "text_status": "minutes", "why": Why("They are from the minutes.")}
    with pytest.raises(NotAllowed):
        say_text_status(**given, actor=make_person(Role.CLERK))
    with pytest.raises(ValidationError, match="reason"):
        say_text_status(**given | {"why": Why("")})
    with pytest.raises(ValidationError, match="how close"):
        say_text_status(**given | {"text_status": ""})
    assert say_text_status(**given, actor=make_person(Role.EDITOR)) == 2
    assert list(Statement.objects.order_by("pk").values_list("text_status", flat=True)) == [
        "verbatim",
        "minutes",
        "minutes",
    ]
    assert Correction.objects.get().source == said.source
    assert OutboxEntry.objects.get().subject_id == meeting.pk
    with pytest.raises(ValidationError, match="Somebody has said it"):
        say_text_status(**given)
