"""A database in a file is upgraded completely or not at all, even if the process is killed or others have it open."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings

from archive.actions.statements import correct
from archive.citations.verification import verify_record
from archive.machine.database import delete_replaced, version_in_use
from archive.machine.database.fit import WRITER, known_versions
from archive.machine.database.sqlite import upgrade as upgrading
from archive.machine.database.sqlite.base import DatabaseWrapper
from archive.machine.database.sqlite.upgrade import DamagedDatabase, DatabaseInUse, one_upgrade_at_a_time, upgrade
from archive.management.commands.migrate import pending
from archive.models import Statement
from archive.upkeep import readiness
from boardmeetings import VERSION
from tests.databases import in_a_file
from tests.machine.database.site import connected
from tests.record import make_statement
from tools.released_database import database_of

pytestmark = [pytest.mark.django_db, in_a_file]
POINTS = ("upgrade.copied", "upgrade.migrated", "upgrade.kept", "upgrade.replaced")


@pytest.fixture
def file(tmp_path: Path, empty_file: Path) -> Path:
    return Path(shutil.copy(empty_file, tmp_path / "site.sqlite3"))


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "PATIENCE", 0)


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def columns(file: Path, table: str) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        return {name for _, name, *_ in database.execute(f'PRAGMA table_info("{table}")')}


def read(database: DatabaseWrapper) -> None:
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM archive_statement").fetchone()


def adding(database: DatabaseWrapper, table: str) -> Callable[[], None]:
    def migrate() -> None:
        with database.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {table} (id integer PRIMARY KEY)")

    return migrate


def test_the_old_database_is_kept_with_its_version_until_the_next_upgrade(file: Path) -> None:
    with connected(file) as database:
        upgrade(database, "1", adding(database, "first"))
        assert "first" in tables(file)
        assert [path.name for path in database.replaced()] == [f"{file.name}.before-1"]
        assert "first" not in tables(file.with_name(f"{file.name}.before-1"))
        upgrade(database, "2", adding(database, "second"))
        assert [path.name for path in database.replaced()] == [f"{file.name}.before-2"]
        assert {"first", "second"} <= tables(file)


def test_a_redaction_deletes_the_old_database(file: Path) -> None:
    with connected(file) as database:
        upgrade(database, "1", adding(database, "first"))
        delete_replaced(database)
        assert database.replaced() == []


def test_a_new_database_leaves_no_old_copy(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite3"
    with connected(file) as database:
        upgrade(database, "", adding(database, "first"))
        assert tables(file) == {"first"}
        assert database.replaced() == []
    assert {path.name for path in tmp_path.iterdir()} == {file.name}


@pytest.mark.parametrize("point", POINTS)
def test_an_upgrade_killed_at_any_point_leaves_the_old_file_or_the_new_one(file: Path, point: str) -> None:
    before = tables(file)
    child = os.fork()
    if not child:
        upgrading.failpoint = lambda name: name == point and os.kill(os.getpid(), signal.SIGKILL)
        with connected(file) as database:
            upgrade(database, "1", adding(database, "first"))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
    assert tables(file) == (before | {"first"} if point == POINTS[-1] else before)
    with connected(file) as database, one_upgrade_at_a_time(file):
        upgrade(database, "1", adding(database, "second"))
    assert "second" in tables(file)
    assert not [path for path in file.parent.iterdir() if "upgrading" in path.name]


@pytest.mark.usefixtures("no_patience")
@pytest.mark.parametrize("writes", [True, False], ids=["that writes", "that idles"])
def test_nothing_is_changed_while_another_connection_is_open(file: Path, writes: bool) -> None:
    with connected(file) as database, connected(file) as other:
        read(other)
        if writes:
            other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(DatabaseInUse, match="Other processes have the database open"):
            upgrade(database, "1", adding(database, "first"))
        other.close()
        assert "first" not in tables(file)
        upgrade(database, "1", adding(database, "first"))
        assert "first" in tables(file)


def test_nobody_can_connect_during_the_upgrade(file: Path) -> None:
    def migrate() -> None:
        with (
            closing(sqlite3.connect(file, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("INSERT INTO archive_topic (name, slug, description, rule) VALUES ('lost', 'lost', '', '')")

    with connected(file) as database:
        upgrade(database, "1", migrate)


def test_a_failed_upgrade_leaves_the_file_unchanged(file: Path) -> None:
    def fail() -> None:
        adding(database, "first")()
        raise ValueError("No.")

    def damage() -> None:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("INSERT INTO archive_meeting_documents (meeting_id, source_id) VALUES (7, 7)")

    with connected(file) as database:
        for migrate, error in ((fail, ValueError), (damage, DamagedDatabase)):
            with pytest.raises(error):
                upgrade(database, "1", migrate)
            assert database.replaced() == []
            assert "first" not in tables(file)
        assert {path.name for path in file.parent.iterdir() if "upgrading" in path.name} == set()


@pytest.fixture
def site(file: Path) -> Iterator[Path]:
    """Point the commands at the file."""
    of_tests = connections["default"]
    with connected(file, alias="default") as database:
        connections["default"] = database
        try:
            yield file
        finally:
            connections["default"] = of_tests


@pytest.mark.usefixtures("no_patience")
def test_migrate_says_what_to_do_if_the_site_is_running(site: Path) -> None:
    with closing(sqlite3.connect(site)) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'auth' AND name LIKE '0012%'")
    with connected(site) as other:
        read(other)
        with pytest.raises(CommandError, match=r"Nothing was changed. Stop the site"):
            call_command("migrate", verbosity=0)


def test_a_database_from_another_version_is_left_alone(site: Path) -> None:
    with closing(sqlite3.connect(site)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('archive', '0099_of_a_later_version', 'now')"
        )
        before = list(database.iterdump())
    with pytest.raises(CommandError, match=r"another version of the program.* 0099_of_a_later_version\. Nothing was"):
        call_command("migrate", verbosity=0)
    with closing(sqlite3.connect(site)) as database:
        assert list(database.iterdump()) == before
    assert connections["default"].replaced() == []


@pytest.mark.parametrize("last", ["0001", "0020", "0029"])
def test_an_unreleased_version_is_left_alone_and_told_of_the_one_between(site: Path, last: str) -> None:
    with closing(sqlite3.connect(site)) as database, database:
        database.execute(
            "DELETE FROM django_migrations WHERE app = 'archive' AND (name > ? OR name LIKE '0001_squashed%')",
            [f"{last}_z"],
        )
        before = list(database.iterdump())
    assert pending(connections["default"])
    with pytest.raises(CommandError, match=r"Nothing was changed\. First upgrade it .* c44712e3"):
        call_command("migrate", verbosity=0)
    with closing(sqlite3.connect(site)) as database:
        assert list(database.iterdump()) == before


def test_a_site_of_the_last_unreleased_version_is_upgraded_in_its_place(site: Path) -> None:
    # It had the tables of the first release.
    site.unlink()
    database_of((Path(__file__).parent / "released" / "1.0.0.sql").read_text(), site)
    with closing(sqlite3.connect(site)) as database, database:
        database.execute("DELETE FROM django_migrations WHERE name LIKE '0001_squashed%'")
    assert "Not migrated" in readiness.problems()["migrations"]
    call_command("migrate", verbosity=0)
    assert not readiness.problems()["migrations"]
    assert version_in_use() in known_versions()
    with closing(sqlite3.connect(site)) as database:
        written_by = database.execute("SELECT name FROM django_migrations WHERE app = ?", [WRITER]).fetchall()
    assert written_by == [(VERSION,)]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("ALTER TABLE archive_meeting DROP COLUMN place", "no archive_meeting.place"),
        ("ALTER TABLE archive_topic RENAME TO archive_subject", "no archive_topic"),
        ("ALTER TABLE archive_sitesettings RENAME COLUMN name TO title", "archive_sitesettings.title is unknown"),
    ],
)
def test_a_database_whose_tables_are_not_those_of_its_migrations_is_not_called_well(
    site: Path, change: str, named: str
) -> None:
    """A site whose migrations were changed after it had applied them would start, and then could not save."""
    with closing(sqlite3.connect(site)) as database, database:
        database.execute(change)
    with pytest.raises(
        CommandError, match=rf"not those of this version \({named}.*A site from before the first release"
    ):
        call_command("migrate", verbosity=0)
    assert named in readiness.problems()["migrations"]


@pytest.mark.slow
def test_a_filled_database_from_an_earlier_version_is_upgraded(site: Path) -> None:
    statement = make_statement("We said this bevor the upgrade.")
    correct(statement=statement, text="We said this before the upgrade.", reason="A misspelling.")
    version = version_in_use()
    with override_settings(MIGRATION_MODULES={"archive": "tests.machine.database.later.migrations"}):
        call_command("migrate", verbosity=0)
    assert "length" in columns(site, "archive_statement")
    assert "length" not in columns(site.with_name(f"{site.name}.before-{version}"), "archive_statement")
    assert Statement.objects.public().get().current_revision.text == "We said this before the upgrade."
    assert list(verify_record()) == []
    assert make_statement("We said this after it.").number > statement.number
    # The initial rows of a new site exist once.
    with closing(sqlite3.connect(site)) as database:
        assert database.execute("SELECT count(*), count(DISTINCT terms) FROM archive_concept").fetchone() == (392, 392)
        assert database.execute("SELECT count(*) FROM auth_group").fetchone() == (3,)
