"""What the archive needs of PostgreSQL beyond Django: checks that follow their fields, upgrades, words off the disk."""

import datetime
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DataError, OperationalError, connection, models, transaction
from django.utils import timezone

from archive.actions.redaction import redact
from archive.actions.removed_words import disk
from archive.actions.rules import version_of, version_with_waiting
from archive.actions.statements import planning as scheduling
from archive.citations.passages.quote_range import from_ends
from archive.ingest.loading.demo import load_demo, remove_demo
from archive.log.changes import settle
from archive.machine.database.log import STILL_READ
from archive.models import Change, OutboxEntry, PublicationToTell, Role, ScheduledPublication, SearchIndex, Speaker
from archive.models.fields.choice import ChoiceField
from archive.search.engines import home, outbox
from archive.upkeep.readiness import index_problem
from tests.record import make_draft, make_meeting, make_speaker, make_statement
from tests.removing import PATIENCE_SECONDS, obstacle
from tests.staff import make_person

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Needs PostgreSQL: make test-postgresql"),
    pytest.mark.django_db(transaction=True),
]


def checked_fields() -> list[models.Field]:
    return [
        field
        for model in apps.get_app_config("archive").get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, ChoiceField)
    ]


def ask(sql: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def do(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def check_of(field: models.Field) -> str:
    """Return the check of the column, as the database has it."""
    sql = """SELECT pg_get_constraintdef(rule.oid) FROM pg_constraint AS rule
        JOIN pg_attribute AS part ON part.attrelid = rule.conrelid AND rule.conkey = ARRAY[part.attnum]
        WHERE rule.contype = 'c' AND rule.conrelid = %s::regclass AND part.attname = %s AND rule.conname LIKE %s"""
    ((definition,),) = ask(sql, field.model._meta.db_table, field.column, f"%{field.column[:20]}%check")
    return definition


def test_many_fields_have_choices():
    assert len(checked_fields()) > 20


@pytest.mark.parametrize("field", checked_fields(), ids=str)
def test_the_database_accepts_only_the_choices_of_a_field(field):
    """Django changes no check of a field when its choices change: redactions and sending back were refused."""
    assert set(re.findall(r"'([^']*)'", check_of(field))) == {str(word) for word, _ in field.flatchoices}


def test_a_failed_upgrade_leaves_the_database_unchanged():
    def fail_half_way() -> None:
        with connection.upgrading():
            do("CREATE TABLE half_made (id integer)", "SELECT 1 / 0")

    with pytest.raises(DataError):
        fail_half_way()
    assert "half_made" not in connection.introspection.table_names()


def test_names_are_found_by_their_parts_through_an_index():
    make_speaker("Kim Sample")
    do("SET enable_seqscan = off")
    plan = Speaker.objects.filter(name__icontains="amp").explain()
    do("RESET enable_seqscan")
    assert "archive_speaker_name_parts" in plan


def bytes_of(table: str) -> bytes:
    """Return the contents of the files of a table, including its long texts."""
    do("CHECKPOINT")
    sql = """SELECT pg_read_binary_file(pg_relation_filepath(part)) FROM
        (SELECT %s::regclass AS part UNION SELECT reltoastrelid FROM pg_class WHERE oid = %s::regclass) AS parts
        WHERE part <> 0"""
    return b"".join(bytes(content) for (content,) in ask(sql, table, table))


def redact_name(statement) -> None:
    revision = statement.current_revision
    passage = from_ends(revision.text, "Quillifer", "Zanthrope")
    redact(revision=revision, passage=passage, category="privacy", reason="A private person.")


def test_redacted_words_disappear_from_the_files_of_the_tables():
    statement = make_statement("Quillifer Zanthrope agreed to it.")
    assert b"Zanthrope" in bytes_of("archive_revision")
    redact_name(statement)
    assert obstacle(statement) == ""
    assert b"Zanthrope" not in bytes_of("archive_revision")


def test_the_removal_waits_and_says_so_while_a_transaction_may_still_read_the_words():
    statement = make_statement("Quillifer Zanthrope agreed to it.")
    other = connection.copy()
    other.inc_thread_sharing()
    with other.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM archive_topic")
        redact_name(statement)
        assert disk.waiting(statement).get().last_error == STILL_READ
        cursor.execute("ROLLBACK")
    other.close()
    assert obstacle(statement) == ""
    assert b"Zanthrope" not in bytes_of("archive_revision")


def test_rows_that_were_changed_a_moment_ago_do_not_count_as_still_read():
    make_statement("Quillifer Zanthrope agreed to it.")
    for position in (1, 2, 3):
        do(f"UPDATE archive_statement SET position = {position}")
    # The server counts what a connection changed when its next command ends, but at most once a second.
    time.sleep(1.1)
    assert connection.vacuum(["archive_statement"])


def test_large_tables_are_rewritten_when_the_operator_says_so(monkeypatch):
    monkeypatch.setattr("archive.machine.database.log.REWRITTEN_AT_ONCE", 0)
    statement = make_statement("Quillifer Zanthrope agreed to it.")
    redact_name(statement)
    assert "--only removed-words" in obstacle(statement)
    call_command("work", "--only", "removed-words")
    assert not disk.waiting(statement).exists()
    assert b"Zanthrope" not in bytes_of("archive_revision")


def test_a_second_machine_with_its_own_index_is_refused(settings):
    settings.INDEX_HOME = "first"
    assert home.problem() == ""
    settings.INDEX_HOME = "second"
    with pytest.raises(CommandError, match="SEARCH_BACKEND=opensearch"):
        call_command("rebuild_index")
    with outbox.held_back():
        make_statement()
    assert outbox.drain() == 0
    assert OutboxEntry.objects.of_index().pending().exists(), "the first machine still hears of it"
    assert "another machine" in index_problem()


def test_the_index_moves_to_another_machine_when_the_operator_says(settings, capsys):
    settings.INDEX_HOME = "first"
    assert home.problem() == ""
    settings.INDEX_HOME = "second"
    call_command("rebuild_index", "--here")
    assert SearchIndex.objects.get().home == "second"
    settings.INDEX_HOME = "first"
    assert "another machine" in home.problem()


def test_the_demo_is_removed_with_the_changes_that_another_process_is_listing():
    load_demo()
    listed, may_commit = Event(), Event()

    def list_changes() -> None:
        with closing(connection), transaction.atomic():
            settle()
            listed.set()
            may_commit.wait(PATIENCE_SECONDS)

    def remove() -> None:
        with closing(connection):
            remove_demo()

    with ThreadPoolExecutor(2) as pool:
        listing = pool.submit(list_changes)
        listed.wait(PATIENCE_SECONDS)
        removing = pool.submit(remove)
        until = time.monotonic() + PATIENCE_SECONDS
        while not ask("SELECT 1 FROM pg_locks WHERE NOT granted"):
            assert time.monotonic() < until
        may_commit.set()
        listing.result()
        removing.result()
    assert not Change.objects.exists()
    assert not PublicationToTell.objects.exists()


@pytest.mark.parametrize("whole", [True, False], ids=["a meeting", "a statement"])
def test_nobody_changes_what_a_plan_approved_between_its_comparison_and_its_publication(monkeypatch, whole):
    statement = make_draft(meeting=make_meeting())
    editor, subject = make_person(Role.EDITOR), statement.meeting if whole else statement
    scheduling.schedule(
        subject=subject,
        at=timezone.now() + datetime.timedelta(hours=1),
        seen=version_with_waiting(subject) if whole else version_of(subject),
        actor=editor,
    )
    ScheduledPublication.objects.update(at=timezone.now())
    compare = scheduling.changed_since

    def lock(row: models.Model) -> str:
        try:
            with transaction.atomic():
                type(row)._base_manager.select_for_update(nowait=True).get(pk=row.pk)
        except OperationalError:
            return "locked"
        finally:
            connection.close()
        return "free"

    def compared(planned: ScheduledPublication) -> list[str]:
        with ThreadPoolExecutor(1) as other:
            assert [*other.map(lock, {statement, subject})] == ["locked"] * len({statement, subject})
        return compare(planned)

    monkeypatch.setattr(scheduling, "changed_since", compared)
    assert scheduling.publish_due() == 1
