"""``manage.py verify_record`` finds changes that bypassed the archive."""

import hashlib
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils.formats import date_format

from archive.actions.statements import correct, withdraw
from archive.alerts.outbox import drain
from archive.citations.verification import AT_ONCE, TableSlice, verify_record
from archive.machine.database.fit import DatabaseState
from archive.management.commands import verify_record as command
from archive.models import Mail, Revision, Role, Source, Statement
from archive.models.upkeep import public_count
from archive.upkeep.runs import FIXITY, last_check, last_run
from tests.databases import in_a_file
from tests.record import make_draft, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
CONTENT = b"WEBVTT\n"


def verify() -> str:
    out = StringIO()
    try:
        call_command("verify_record", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def tamper(table: str, column: str, value: object, pk: int) -> None:
    """Change a row as somebody with a database shell would."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])


@pytest.fixture
def corrected() -> Statement:
    statement = make_statement("First words.")
    return correct(statement=statement, text="Second words.", reason="Misheard.")


@pytest.fixture
def source() -> Source:
    source = Source(kind="transcript", title="Captions", file_sha256=hashlib.sha256(CONTENT).hexdigest())
    source.file.save("captions.vtt", ContentFile(CONTENT))
    return source


@pytest.mark.usefixtures("source")
def test_an_intact_record_passes(corrected: Statement) -> None:
    withdraw(statement=make_statement("Withdrawn words."), category="privacy", reason="Not the board's.")
    make_draft("A draft.")
    assert "The record is complete: 4 revisions and 1 files were checked." in verify()


def test_a_changed_text_is_found(corrected: Statement) -> None:
    first = corrected.revisions.get(number=1)
    tamper("archive_revision", "text", "Forged words.", first.pk)
    assert f"Statement {corrected.number}, revision 1 is not the text it was sealed with" in verify()


def test_a_forged_text_with_a_new_hash_breaks_the_chain(corrected: Statement) -> None:
    first = corrected.revisions.get(number=1)
    first.text = "Forged words."
    first.seal()
    tamper("archive_revision", "text", first.text, first.pk)
    tamper("archive_revision", "salt", first.salt, first.pk)
    tamper("archive_revision", "sha256", first.sha256, first.pk)
    assert f"Statement {corrected.number}, revision 2 does not name the hash of revision 1." in verify()


def test_a_missing_revision_is_found(corrected: Statement) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_revision WHERE statement_id = %s AND number = 1", [corrected.number])
    assert f"Statement {corrected.number}, revision 2 stands where revision 1 should: one is missing." in verify()


def test_a_statement_that_shows_an_older_text_is_found(corrected: Statement) -> None:
    first = corrected.revisions.get(number=1)
    Statement.objects.filter(pk=corrected.pk).update(current_revision=first)
    assert f"Statement {corrected.number} does not show the last of its published revisions." in verify()


def test_a_statement_that_shows_the_text_of_another_is_found(corrected: Statement) -> None:
    other = make_draft("Other words.")
    spare = Revision.objects.get(statement=other)
    Statement.objects.filter(pk=other.pk).update(current_revision=None)
    Statement.objects.filter(pk=corrected.pk).update(current_revision=spare)
    assert f"Statement {corrected.number} shows a text of statement {other.number}." in verify()


def test_a_changed_file_is_found(source: Source) -> None:
    Path(settings.MEDIA_ROOT, source.file.name).write_bytes(b"WEBVTT forged")
    assert f"The file of source {source.pk} (Captions) is not the one that was kept" in verify()


def test_a_missing_file_is_found(source: Source) -> None:
    Path(settings.MEDIA_ROOT, source.file.name).unlink()
    assert f"The file of source {source.pk} (Captions) cannot be read" in verify()


def write_past_checks(table: str, sql: str, *values: object) -> None:
    """Write values that the table's checks would refuse, as a damaged disk may."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute(sql, values)
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(sql, values)


def test_unreadable_rows_are_named_and_hide_no_other_fault(corrected: Statement) -> None:
    others = [make_statement(f"Words {number}.") for number in range(4)]
    forged = others[2].revisions.get()
    tamper("archive_revision", "text", "Forged words.", forged.pk)
    no_date = "UPDATE archive_statement SET date = 'zebra' WHERE number = %s"
    write_past_checks("archive_statement", no_date, others[1].number)
    no_day = "UPDATE archive_meeting SET date = 'noon' WHERE id = %s"
    write_past_checks("archive_meeting", no_day, others[3].meeting_id)
    said = verify()
    assert f"Statement {others[1].number} cannot be read" in said
    assert f"The row of archive_meeting {others[3].meeting_id} cannot be read" in said
    assert f"Statement {others[2].number}, revision 1 is not the text it was sealed with" in said
    assert f"Statement {corrected.number}" not in said


@in_a_file
def test_a_text_that_is_not_valid_utf8_is_named(corrected: Statement) -> None:
    """PostgreSQL does not accept such text."""
    other = make_statement("Other words.")
    no_text = "UPDATE archive_revision SET text = CAST(x'ff80' AS TEXT) WHERE statement_id = %s"
    write_past_checks("archive_revision", no_text, other.number)
    said = verify()
    assert f"The chain of statement {other.number} cannot be read" in said
    assert f"Statement {corrected.number}" not in said


def test_an_error_in_counting_hides_no_other_fault(corrected: Statement, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> dict[int, int]:
        raise DatabaseError("database disk image is malformed")

    tamper("archive_revision", "text", "Forged words.", corrected.current_revision_id)
    monkeypatch.setattr(public_count, "counted", fail)
    said = verify()
    assert "The public statements of each board cannot be counted: database disk image is malformed." in said
    assert "is not the text it was sealed with" in said


@in_a_file
def test_faults_found_by_the_database_itself_come_first(corrected: Statement) -> None:
    no_place = "UPDATE archive_statement SET position = -5 WHERE number = %s"
    write_past_checks("archive_statement", no_place, corrected.number)
    assert verify().startswith("The database is damaged: CHECK constraint failed in archive_statement.\n")


@pytest.mark.slow
def test_a_database_that_cannot_be_opened_is_reported_with_one_message(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite3").write_bytes(b"SQLite format 3\0" + b"\x99" * 8000)
    words = [sys.executable, "manage.py", "verify_record"]
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    ended = subprocess.run(words, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == DatabaseState.DAMAGED.value
    assert ended.stderr.startswith("CommandError: The database cannot be read at all: ")
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["verify_record", "export", "rebuild_index"])
@in_a_file
def test_a_database_without_tables_is_named_with_what_to_do(tmp_path: Path, command: str) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    words = [sys.executable, "manage.py", command]
    ended = subprocess.run(words, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == DatabaseState.OLDER.value
    assert "The database has no tables. Run manage.py migrate." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_fault_is_mailed_once_with_the_name_of_the_file_and_takes_nothing_down(source: Source, mailoutbox) -> None:
    administrator = make_person(Role.ADMINISTRATOR, email="kim@example.org")
    make_person(Role.EDITOR, email="robin@example.org")
    statement = make_statement("From the captions.", source=source)
    Path(source.file.path).write_bytes(b"other")
    verify()
    verify()
    (mail,) = Mail.objects.all()
    assert (mail.account, mail.notice) == (administrator, Mail.Notice.RECORD_DIFFERS)
    assert drain() == 1
    assert "Nothing was taken down." in mailoutbox[0].body
    assert "Captions" in mailoutbox[0].body
    assert "Captions" in last_run(FIXITY).problem
    assert Client().get(statement.get_absolute_url()).status_code == 200


def test_readers_learn_what_was_checked_and_when(source: Source, client: Client) -> None:
    make_statement("From the captions.", source=source)
    verify()
    text = " ".join(client.get("/about/").content.decode().split())
    day = date_format(last_check().at)
    assert f"1 files and 1 revisions were checked on {day}. Nothing had changed." in text
    Path(source.file.path).write_bytes(b"other")
    verify()
    assert last_check() is None
    assert 'id="checked"' not in client.get("/about/").content.decode()


def test_a_large_record_is_checked_in_as_many_nights_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "A_NIGHT", 2)
    for number in range(5):
        make_statement(f"Words {number}.")
    parts = [TableSlice(night, 3) for night in range(3)]
    assert all(sum(part.has(key) for part in parts) == 1 for key in range(5 * AT_ONCE))
    numbers = list(Statement.objects.values_list("pk", flat=True))
    monkeypatch.setattr("archive.citations.verification.AT_ONCE", 1)
    for number in numbers:
        tamper("archive_revision", "text", "Other words.", Revision.objects.get(statement=number).pk)
    faults = [
        {int(fault.split()[1].strip(",")) for fault in verify_record(part) if "its hash" in fault} for part in parts
    ]
    assert sorted(number for found in faults for number in found) == numbers
    assert command.tonights_part().of == 3
