"""The database moves completely from SQLite to PostgreSQL and back, or not at all."""

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.machine.database.sqlite.transfer import SqliteEnd
from archive.machine.database.transfer import CopiedTable, TransferFailed, compare
from tests.servers.own_site import OwnSite, opened

FILE = "archive.sqlite3"
# According to the output after the move.
CHANGED = {"archive_recordversion", "archive_subjectversion"}
# Counted again, and what each database keeps for itself.
OF_EACH = {"archive_publiccount", "django_migrations", "sqlite_sequence"}


@pytest.fixture(scope="module")
def filled(empty_postgresql_site: OwnSite, tmp_path_factory: pytest.TempPathFactory) -> OwnSite:
    """A site on SQLite, with values in every kind of column."""
    site = OwnSite("", tmp_path_factory.mktemp("filled"))
    site.run("migrate")
    site.fill()
    # An earlier version had this app.
    with closing(sqlite3.connect(site.folder / FILE)) as database, database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('admin', '0001_initial', 'now')")
    return site


@pytest.fixture
def old(filled: OwnSite, tmp_path: Path) -> OwnSite:
    shutil.copytree(filled.folder, tmp_path / "site")
    return OwnSite("", tmp_path / "site")


@pytest.fixture
def new(old: OwnSite, empty_postgresql_site: OwnSite) -> OwnSite:
    """The same site, with an empty, migrated database on the other engine."""
    return empty_postgresql_site.copy("moved", old.folder)


def tables_in(folder: Path) -> dict[str, list[Any]]:
    def read(value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value

    with closing(sqlite3.connect(folder / FILE)) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - OF_EACH
        rows = {name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names}
    return {name: [[read(value) for value in row] for row in found] for name, found in rows.items()}


def is_empty(site: OwnSite) -> bool:
    return site.ask("SELECT (SELECT count(*) FROM archive_statement) + (SELECT count(*) FROM archive_user)") == [(0,)]


def test_moving_there_and_back_keeps_every_row_and_reuses_no_number(
    old: OwnSite, empty_postgresql_site: OwnSite, tmp_path: Path
) -> None:
    new = empty_postgresql_site.another("moved", old.folder)
    numbers = json.loads((old.folder / f"{FILE}.numbers").read_text())
    numbers["archive_statement"] += 7
    (old.folder / f"{FILE}.numbers").write_text(json.dumps(numbers))
    old.run("rebuild_index")
    said = new.run("move_database")
    assert "each as it was in" in said
    assert "The record is complete" in new.run("verify_record")
    # The existing index belongs to this record and is not rebuilt.
    assert "Found 1, " in new.run("search", "Sundays")
    number = int(new.do("with outbox.held_back(): print(make_statement('Said after the move.').pk)"))
    assert number == numbers["archive_statement"] + 1
    assert len(new.ask(f"SELECT 1 FROM archive_statement WHERE number = {number}")) == 1

    back = OwnSite("", tmp_path / "back")
    shutil.copytree(old.folder / "uploads", back.folder / "uploads")
    shutil.copy(old.folder / "secret_key", back.folder)
    back.run("move_database", MOVE_FROM=new.address)
    before, after = tables_in(old.folder), tables_in(back.folder)
    assert before.keys() == after.keys()
    for name, rows in before.items():
        assert name in CHANGED or all(row in after[name] for row in rows), name
    assert json.loads((back.folder / f"{FILE}.numbers").read_text())["archive_statement"] == number
    assert "The record is complete" in back.run("verify_record")


@pytest.mark.parametrize("failpoint", ["move.checked", "move.placed"])
def test_a_killed_move_to_postgresql_leaves_nothing_or_everything(old: OwnSite, new: OwnSite, failpoint: str) -> None:
    assert new.manage("move_database", FAILPOINT=failpoint).returncode == -signal.SIGKILL
    if failpoint != "move.placed":
        assert is_empty(new)
        new.run("move_database")
    assert len(new.ask("SELECT 1 FROM archive_statement")) == 3


def test_a_killed_move_to_sqlite_leaves_nothing_until_it_is_repeated(new: OwnSite, tmp_path: Path) -> None:
    new.run("move_database")
    back = OwnSite("", tmp_path / "back")
    shutil.copytree(new.folder / "uploads", back.folder / "uploads")
    killed = back.manage("move_database", MOVE_FROM=new.address, FAILPOINT="move.checked")
    assert killed.returncode == -signal.SIGKILL
    assert not (back.folder / FILE).exists()
    back.run("move_database", MOVE_FROM=new.address)
    assert len(tables_in(back.folder)["archive_statement"]) == 3
    assert not (back.folder / "moving").exists()


def test_a_move_does_not_write_to_a_database_with_rows(new: OwnSite) -> None:
    new.do("make_board('A board of its own')")
    done = new.manage("move_database")
    assert done.returncode == 1
    assert "Nothing was moved. The database moved has rows in archive_board" in done.stderr
    assert new.ask("SELECT name FROM archive_board") == [("A board of its own",)]
    done = OwnSite("", new.folder).manage("move_database", MOVE_FROM=new.address)
    assert "There is a database in" in done.stderr


def test_a_database_in_use_is_not_moved(old: OwnSite, new: OwnSite, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old.folder / FILE)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT count(*) FROM archive_board").fetchone()
        done = new.manage("move_database")
    assert "Other processes have the database open" in done.stderr
    assert is_empty(new)
    with opened(new.address) as cursor:
        cursor.execute("SELECT 1")
        done = OwnSite("", tmp_path / "back").manage("move_database", MOVE_FROM=new.address)
    assert "Others are connected to the database" in done.stderr
    assert not (tmp_path / "back" / FILE).exists()


def test_a_damaged_record_moves_only_on_demand(old: OwnSite, new: OwnSite) -> None:
    with closing(sqlite3.connect(old.folder / FILE, isolation_level=None)) as database:
        database.execute("UPDATE archive_revision SET text = 'We close the library.' WHERE id = 1")
    done = new.manage("move_database")
    assert done.returncode == 1
    assert "is not the text it was sealed with" in done.stderr
    assert "--with-faults" in done.stderr
    assert is_empty(new)
    done = new.manage("move_database", "--with-faults")
    assert done.returncode == 0
    assert "is not the text it was sealed with" in done.stderr


def test_values_that_postgresql_cannot_store_are_reported(old: OwnSite, new: OwnSite) -> None:
    with closing(sqlite3.connect(old.folder / FILE, isolation_level=None)) as database:
        database.execute("UPDATE archive_board SET name = 'A' || char(0) || 'B' WHERE id = 1")
    done = new.manage("move_database")
    assert "PostgreSQL does not take the rows of archive_board" in done.stderr
    assert is_empty(new)


def test_moving_to_the_same_database_does_nothing(old: OwnSite) -> None:
    assert "There is nothing to move" in old.manage("move_database").stderr


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE said SET words = 'other' WHERE id = 2",
        "DELETE FROM said WHERE id = 2",
        "INSERT INTO said VALUES (3, 'more')",
        "UPDATE said SET words = NULL WHERE id = 2",
    ],
)
def test_a_row_that_changed_on_the_way_is_named(tmp_path: Path, change: str) -> None:
    table = CopiedTable("said", {"id": "BigAutoField", "words": "TextField"}, "id")
    with closing(sqlite3.connect(tmp_path / "one")) as one, closing(sqlite3.connect(tmp_path / "other")) as other:
        for database in (one, other):
            database.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, words TEXT)")
            database.executemany("INSERT INTO said VALUES (?, ?)", [(1, "yes"), (2, "no")])
        ends = SqliteEnd(one, tmp_path / "one"), SqliteEnd(other, tmp_path / "other")
        assert compare(*ends, [table]) == 2
        other.execute(change)
        with pytest.raises(TransferFailed, match=r"Row [23] of said did not arrive as it was"):
            compare(*ends, [table])
