"""The record's token changes with every write that a page may show, in any way, and with no other write."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.reports import settle_report
from archive.actions.rules import version_of
from archive.actions.site import save_site
from archive.actions.statements import change_statement, correct, delete_draft, publish, schedule, withdraw
from archive.citations.passages.quote_range import QuoteRange
from archive.language.timed_words import TimedWord, pack
from archive.models import (
    AgendaItem,
    AuditEntry,
    Meeting,
    Office,
    OutboxEntry,
    RecordVersion,
    Role,
    SpeakerName,
    Statement,
    WordTimes,
)
from archive.models.fields.described import shown_tables
from archive.models.upkeep.record_version import all_triggers, prepare
from archive.search.engines import outbox
from tests.databases import undone
from tests.record import (
    make_concept,
    make_decision,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def token() -> str:
    return RecordVersion.objects.get().token


def changes(write: Callable[[], object]) -> bool:
    """Return whether the write changed the token."""
    before = token()
    write()
    return token() != before


@pytest.fixture
def shown_rows() -> dict[str, models.Model]:
    """Create a row of each table that pages show, and return these rows."""
    meeting = make_meeting(published_at=timezone.now())
    topic = make_topic()
    AgendaItem.objects.create(meeting=meeting, position=1, title="Buses").topics.add(topic)
    make_document(meeting)
    speaker = make_speaker()
    Office.objects.create(speaker=speaker, title="Chair", organisation="A union")
    SpeakerName.objects.create(speaker=speaker, name="N. Speaker")
    statement = make_statement(meeting=meeting, speaker=speaker, topics=[topic])
    correct(statement=statement, text="We will open on Sundays.", reason="Misheard.")
    make_decision(ballots=["Example: yes"])
    report, editor = make_report(statement), make_person(Role.EDITOR)
    settle_report(report=report, outcome="It was Saturday.", seen=version_of(report), actor=editor)
    withdraw(statement=make_statement(), category="privacy", reason="A mistake.")
    redact(revision=statement.current_revision, passage=QuoteRange(0, 7), category="law", reason="A court ordered it.")
    speaker.slug = "renamed"
    speaker.save()
    save_site(values={"name": "Sample Lake Archive"})
    make_concept()
    WordTimes.objects.create(revision=make_statement().current_revision, packed=pack([TimedWord(0, 1, 2)]))
    rows = {}
    for model, shown in shown_tables():
        where = f"WHERE {shown.where.format(row=model._meta.db_table)}" if shown.where else ""
        found = model._base_manager.raw(f"SELECT * FROM {model._meta.db_table} {where}")
        rows[model.__name__] = next(iter(found), None)
    return rows


def test_every_way_of_writing_a_row_changes_the_token(shown_rows: dict[str, models.Model]):
    assert [name for name, row in shown_rows.items() if row is None] == [], "shown_rows, above, makes no such rows"
    for name, row in shown_rows.items():
        with undone():
            assert ways_that_change_nothing(row) == [], name


def ways_that_change_nothing(row: models.Model) -> list[str]:
    """Write the row in every way, and return the ways that leave the token as it was."""
    model, table, key = type(row), row._meta.db_table, row._meta.pk.column
    # Django's own queryset, because this test is not about what the archive's own refuses.
    rows = models.QuerySet(model)
    field = next(field for field in row._meta.concrete_fields if not field.primary_key)
    in_sql = f"UPDATE {table} SET {key} = {key} WHERE {key} = %s"

    def delete() -> None:
        rows.filter(pk=row.pk)._raw_delete("default")

    ways: dict[str, Callable[[], object]] = {
        "save": lambda: models.Model.save_base(row, raw=True, force_update=True),
        "update": lambda: rows.filter(pk=row.pk).update(**{field.name: getattr(row, field.attname)}),
        "update many": lambda: rows.bulk_update([row], [field.name]),
        "SQL": lambda: connection.cursor().execute(in_sql, [row.pk]),
        "delete": delete,
        "create": lambda: models.Model.save_base(row, raw=True, force_insert=True),
        "delete again": delete,
        "create many": lambda: rows.bulk_create([row]),
        "delete once more": delete,
        "create unless there": lambda: rows.bulk_create([row], ignore_conflicts=True),
    }
    return [name for name, write in ways.items() if not changes(write)]


def test_actions_change_the_token():
    draft = make_draft()
    assert changes(lambda: publish(statement=draft))
    assert changes(lambda: withdraw(statement=draft, category="privacy", reason="A mistake."))


def test_adding_or_moving_a_draft_changes_the_token():
    draft, meeting = make_draft(), make_meeting()
    assert changes(lambda: make_draft(meeting=meeting))
    assert changes(lambda: Statement.objects.filter(pk=draft.pk).update(meeting=meeting))
    assert changes(lambda: delete_draft(statement=draft))


def test_work_in_progress_does_not_change_the_token():
    meeting, statement, person = make_meeting(), make_statement(), make_person(Role.EDITOR)
    draft, tomorrow = make_draft(), timezone.now() + timedelta(days=1)
    assert not changes(lambda: change_statement(statement=statement, text="Other words.", reason="A mistake."))
    assert not changes(lambda: change_statement(statement=draft, text="Better words."))
    assert not changes(lambda: schedule(subject=draft, at=tomorrow, seen=version_of(draft), actor=person))
    assert not changes(lambda: make_report(statement))
    assert not changes(lambda: Meeting.objects.filter(pk=meeting.pk).update(place="Room 2"))
    assert not changes(lambda: AuditEntry.objects.create(verb="changed", subject="board", subject_id=1, name="A board"))
    assert not changes(lambda: outbox.add(OutboxEntry.Subject.STATEMENT, [statement.pk]))
    assert not changes(make_person)
    assert not changes(outbox.drain)


def test_a_token_is_never_reused():
    given = set()
    for _ in range(50):
        make_topic()
        given.add(token())
    assert len(given) == 50


@pytest.mark.django_db(transaction=True)
def test_a_rollback_restores_the_token():
    def undone() -> None:
        with transaction.atomic():
            make_topic()
            transaction.set_rollback(True)

    assert not changes(undone)


@pytest.mark.django_db(transaction=True)
def test_a_migration_restores_lost_triggers_and_changes_the_token():
    lost = next(all_triggers(connection.vendor))
    table = f' ON "{lost.table}"' if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f'DROP TRIGGER "{lost.name}"{table}')
    meeting = make_meeting()
    assert not changes(lambda: AgendaItem.objects.create(meeting=meeting, position=1, title="Buses"))
    assert changes(prepare)
    assert changes(lambda: AgendaItem.objects.create(meeting=meeting, position=2, title="Buses"))
    assert not changes(prepare)
