"""No command works with a database that does not fit the program. It says why in one sentence, with an exit status."""

import errno
import os
import pkgutil
import shutil
import sqlite3
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.db import OperationalError, ProgrammingError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from archive.machine.database import fit
from archive.machine.database.fit import DatabaseState, Fit, exit_with_a_sentence, fit_of
from archive.management import base, commands
from archive.search.engines.rebuild import rebuild
from boardmeetings.start_problems import Hindrance, hindrance_to_writing
from tests.databases import environment_of, in_a_file
from tests.machine.database.site import connected

COMMANDS = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
AWAY, NEWER, OLDER, DAMAGED = DatabaseState.UNREACHABLE, DatabaseState.NEWER, DatabaseState.OLDER, DatabaseState.DAMAGED
READ_ONLY, FULL, BUSY = DatabaseState.READ_ONLY, DatabaseState.FULL, DatabaseState.BUSY
UNWRITABLE = {READ_ONLY, FULL}
# What each works with all the same, and why. All others work with none.
BORNE = {
    "backup": {OLDER, DAMAGED} | UNWRITABLE,  # It copies files, and a backup is made before an upgrade.
    "bag": UNWRITABLE,  # It writes elsewhere.
    "check_article": UNWRITABLE,  # It only reads, and so do others below.
    "check_quote": UNWRITABLE,
    "doctor": set(DatabaseState),  # It says so itself.
    "drill": set(DatabaseState),  # It tries a backup, elsewhere.
    "export": UNWRITABLE,  # It may write elsewhere.
    "follow": set(DatabaseState),  # It has a file of its own.
    "migrate": {NEWER, OLDER} | UNWRITABLE,  # It upgrades, or says itself why not.
    "move_database": {OLDER},  # It moves into a database without tables, and refuses any other.
    "parse_transcript": set(DatabaseState),  # It needs no database.
    "restore": set(DatabaseState),  # It brings a database back.
    "search": UNWRITABLE,
    "serve": set(DatabaseState),  # It migrates first.
    "verify_index": UNWRITABLE,  # It says itself if there is something to mend.
    "verify_record": UNWRITABLE,
    "work": UNWRITABLE,  # Each job says what it lacks.
}


@pytest.mark.parametrize("state", list(DatabaseState)[1:])
@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_refuses_or_bears_each_state(
    name: str, state: DatabaseState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "fit_of", lambda: Fit(state, "It does not fit."))
    command = load_command_class("archive", name)
    done = []
    monkeypatch.setattr(type(command), "handle", lambda *_, **__: done.append(name))
    monkeypatch.setattr(type(command), "requires_migrations_checks", False)
    command.requires_system_checks = []
    options = {"watch": False, "force_color": False, "no_color": False, "skip_checks": True}
    if state in BORNE.get(name, ()):
        command.execute(**options)
        assert done == [name]
        return
    with pytest.raises(CommandError, match=r"^It does not fit\.$") as refused:
        command.execute(**options)
    assert (done, refused.value.returncode) == ([], state.value)


@pytest.mark.parametrize("state", [AWAY, OLDER])
def test_a_worker_waits_for_a_database_that_is_away_or_not_migrated(state: DatabaseState) -> None:
    command = load_command_class("archive", "work")
    assert isinstance(command, base.SiteCommand)
    assert command.can_bear(state, {"watch": True})
    assert not command.can_bear(NEWER, {"watch": True})


@pytest.mark.django_db
def test_a_database_of_this_program_fits() -> None:
    assert fit_of() == Fit(DatabaseState.FITS)


@pytest.mark.django_db
def test_a_newer_database_and_one_that_is_not_migrated_are_told_apart() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("archive", "0999_of_a_later_release")
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        recorder.record_applied(fit.WRITER, version)
    newer = fit_of()
    assert newer.state is DatabaseState.NEWER
    assert "another version of the program (1.10.0): this one does not know its migrations 0999_of_a" in newer.sentence
    recorder.record_unapplied("archive", "0999_of_a_later_release")
    recorder.record_unapplied("archive", "0034_telling_hashes")
    recorder.migration_qs.filter(app="archive", name__gt="0034").delete()
    assert fit_of().state is DatabaseState.OLDER
    assert "Run" in fit_of().sentence or "run" in fit_of().sentence


@pytest.mark.django_db
def test_the_doctor_says_only_that_the_database_is_newer(monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild()
    MigrationRecorder(connection).record_applied("archive", "0999_of_a_later_release")
    out = StringIO()
    with pytest.raises(CommandError, match="0999_of_a_later_release") as refused:
        call_command("doctor", stdout=out)
    assert (refused.value.returncode, out.getvalue()) == (DatabaseState.NEWER.value, "")
    assert fit_of().state is DatabaseState.NEWER


@in_a_file
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "state"),
    [(b"no database" * 1000, DatabaseState.DAMAGED), (b"", DatabaseState.OLDER), (None, DatabaseState.OLDER)],
)
def test_a_file_that_is_none_is_told(
    content: bytes | None, state: DatabaseState, tmp_path: Path, empty_file: Path
) -> None:
    file = Path(shutil.copy(empty_file, tmp_path / "site.sqlite3"))
    file.unlink() if content is None else file.write_bytes(content)
    with connected(file) as database:
        assert fit_of(database).state is state


@in_a_file
@pytest.mark.django_db
def test_a_database_that_fits_but_cannot_be_written_is_told(empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with connected(empty_file) as database:
        connections["file"] = database
        for number, state in ((errno.ENOSPC, FULL), (errno.EROFS, READ_ONLY), (errno.EACCES, READ_ONLY)):
            monkeypatch.setattr(fit, "hindrance_to_writing", lambda number=number: Hindrance(number, "Why not."))
            assert fit_of(database) == Fit(state, "Why not.")
        del connections["file"]


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (sqlite3.SQLITE_BUSY, BUSY),
        (sqlite3.SQLITE_LOCKED, BUSY),
        (sqlite3.SQLITE_FULL, FULL),
        (sqlite3.SQLITE_READONLY, READ_ONLY),
        (sqlite3.SQLITE_CORRUPT, DAMAGED),
        (sqlite3.SQLITE_NOTADB, DAMAGED),
    ],
)
def test_a_database_that_refuses_during_a_command_is_a_sentence_and_an_exit_status(
    code: int, state: DatabaseState, capsys: pytest.CaptureFixture[str]
) -> None:
    cause = sqlite3.OperationalError("it refused")
    cause.sqlite_errorcode = code
    error = OperationalError("it refused")
    error.__cause__ = cause
    with pytest.raises(SystemExit) as ended:
        exit_with_a_sentence(error)
    assert ended.value.code == state.value
    assert "(it refused)" in (said := capsys.readouterr().err) or ": it refused." in said


@pytest.mark.django_db
def test_a_fault_of_the_program_is_no_sentence() -> None:
    exit_with_a_sentence(ValueError("a bug"))
    exit_with_a_sentence(ProgrammingError("a bug"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["verify_record"], ["showmigrations"], ["doctor"], ["work"], ["backup", "/nowhere"], ["serve"], ["export"]],
)
def test_a_server_that_is_away_is_one_sentence(words: list[str], tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    environment = {**environment_of(tmp_path), "DATABASE_URL": "postgresql://somebody@127.0.0.1:1/archive"}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == DatabaseState.UNREACHABLE.value
    said = done.stderr.removeprefix("CommandError: ")
    assert said.startswith("The database at 127.0.0.1:1 does not answer: ")
    assert said.count("\n") == 1


def test_a_copy_beside_the_database_that_cannot_be_written_hinders_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "archive.sqlite3").touch()
    (tmp_path / "archive.sqlite3.bak").touch()
    can = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).suffix != ".bak" and can(path, mode))
    assert hindrance_to_writing() is None
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "archive.sqlite3" and can(path, mode))
    hindrance = hindrance_to_writing()
    assert hindrance is not None
    assert hindrance.number == errno.EACCES
