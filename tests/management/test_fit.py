"""No command works with a database that does not fit the program. It says why in one sentence, with an exit status."""

import pkgutil
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from archive.machine.database.fit import DatabaseState, Fit, fit_of
from archive.management import base, commands
from archive.management.commands import doctor
from archive.search.engines.rebuild import rebuild
from tests.databases import environment_of, in_a_file
from tests.machine.database.site import connected

COMMANDS = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
AWAY, NEWER, OLDER, DAMAGED = DatabaseState.UNREACHABLE, DatabaseState.NEWER, DatabaseState.OLDER, DatabaseState.DAMAGED
# What each works with all the same, and why. All others work with none.
BORNE = {
    "backup": {OLDER, DAMAGED},  # It copies files, and a backup is made before an upgrade.
    "doctor": set(DatabaseState),  # It says so itself.
    "drill": set(DatabaseState),  # It tries a backup, elsewhere.
    "follow": set(DatabaseState),  # It has a file of its own.
    "migrate": {NEWER, OLDER, DAMAGED},  # It upgrades, or says itself why not.
    "move_database": {OLDER},  # It moves into a database without tables, and refuses any other.
    "parse_transcript": set(DatabaseState),  # It needs no database.
    "restore": set(DatabaseState),  # It brings a database back.
    "serve": set(DatabaseState),  # It migrates first.
    "verify_record": {DAMAGED},  # It names what is damaged.
}


@pytest.mark.parametrize("state", [AWAY, NEWER, OLDER, DAMAGED])
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
    assert command.can_bear(state, {"watch": True})
    assert not command.can_bear(NEWER, {"watch": True})


@pytest.mark.django_db
def test_a_database_of_this_program_fits() -> None:
    assert fit_of() == Fit(DatabaseState.FITS)


@pytest.mark.django_db
def test_a_newer_database_and_one_that_is_not_migrated_are_told_apart() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("archive", "0999_of_a_later_release")
    newer = fit_of()
    assert (newer.state, "0999_of_a_later_release" in newer.sentence) == (DatabaseState.NEWER, True)
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
    assert doctor.fit_of().state is DatabaseState.NEWER


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


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["verify_record"], ["verify_index"], ["doctor"], ["work"], ["backup", "/nowhere"], ["migrate"], ["export"]],
)
def test_a_server_that_is_away_is_one_sentence(words: list[str], tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    environment = {**environment_of(tmp_path), "DATABASE_URL": "postgresql://somebody@127.0.0.1:1/archive"}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == DatabaseState.UNREACHABLE.value
    assert done.stderr.startswith("CommandError: The database at 127.0.0.1:1 does not answer: ")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
