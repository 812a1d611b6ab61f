"""Upgrades a database file completely or not at all: a copy is migrated, checked, and put in the file's place.

Django records a migration as done in a second transaction. If it is killed in between, it tries for ever to create what
already exists. So a migration never works on the file in use. Whenever the process is killed, the file is the old
database or the new one, complete. The old one stays next to it until the next upgrade, with its version in its name.
"""

import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.machine.database.durable import sync, sync_folder
from archive.machine.database.sqlite.base import DatabaseWrapper
from boardmeetings.failpoints import failpoint

# How long to wait for processes that are about to end, and how often to look, in seconds.
PATIENCE = 5.0
PAUSE = 0.1


class DatabaseInUse(Exception):
    """Other processes have the database open."""


class DamagedDatabase(Exception):
    """The migrated copy fails SQLite's own checks."""


@contextmanager
def one_upgrade_at_a_time(path: Path) -> Iterator[None]:
    """Within this context, no other process upgrades the database. A second one waits, and then finds it upgraded.

    What a killed upgrade left is removed.
    """
    with _beside(path, "upgrade-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove(_beside(path, "upgrading"))
        yield


def upgrade(database: DatabaseWrapper, version: str, migrate: Callable[[], object]) -> None:
    """Run ``migrate`` on a copy, to which the connection leads meanwhile, then put the copy in place of the file.

    A database without tables is created in the same way. The old one is kept next to the new one, named by its version.
    Raise DatabaseInUse, DamagedDatabase, or what ``migrate`` raises; then the file is unchanged.
    """
    path, copy = database.path, _beside(database.path, "upgrading")
    database.close()
    try:
        with alone_with(path) as old:
            has_tables = old.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone() != (0,)
            with closing(sqlite3.connect(copy)) as new:
                old.backup(new)
                _drop_triggers(new)
            failpoint("upgrade.copied")
            with connected_to(database, copy):
                migrate()
            failpoint("upgrade.migrated")
            _check(copy)
            _put_in_place(path, copy, version if has_tables else "")
    finally:
        _remove(copy)


def _drop_triggers(database: sqlite3.Connection) -> None:
    """Drop all triggers. They are created again after the migrations.

    SQLite refuses to rename a table, as a change of its columns does, while a trigger of another table names it.
    """
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        database.execute(f'DROP TRIGGER "{name}"')
    database.commit()


@contextmanager
def connected_to(database: DatabaseWrapper, path: Path) -> Iterator[None]:
    """Within this context, the connection leads to another file."""
    before = database.settings_dict
    database.close()
    database.settings_dict = {**before, "NAME": path}
    try:
        yield
    finally:
        database.close()
        database.settings_dict = before


@contextmanager
def alone_with(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file so that nobody else can, and without a log next to it; create an empty one if it is missing."""
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        while not _is_ours(connection):
            if time.monotonic() >= until:
                raise DatabaseInUse(_who_has_it(path))
            time.sleep(PAUSE)
        yield connection


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Take the file for only this connection, and return whether that was possible."""
    try:
        # Refused while anyone else has the database open, even idle, because each holds a lock on the log.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        return False
    return mode == "delete"


def _who_has_it(path: Path) -> str:
    """Return which processes have the file open, if the system says so."""
    processes = []
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(file.readlink() == path.resolve() for file in folder.iterdir()):
                processes.append(folder.parent.name)
        except OSError:
            continue
    others = ", ".join(sorted(set(processes) - {str(os.getpid())}, key=int))
    return f"Other processes have the database open{f' (process {others})' if others else ''}."


def _check(copy: Path) -> None:
    """Raise DamagedDatabase if SQLite finds a fault; leave the file on the disk, without a log next to it."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        faults += [
            f"a row of {row[0]} refers to none of {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")
        ]
    if faults:
        raise DamagedDatabase("; ".join(faults[:3]))
    sync(copy)


def _put_in_place(path: Path, copy: Path, version: str) -> None:
    replaced = list(path.parent.glob(f"{path.name}.before-*")) if version else []
    kept = _beside(path, f"before-{version}")
    if version:
        kept.unlink(missing_ok=True)
        # A second name for the old file, so that there is always a file under its own name.
        kept.hardlink_to(path)
        failpoint("upgrade.kept")
    copy.replace(path)
    sync_folder(path.parent)
    failpoint("upgrade.replaced")
    for old in set(replaced) - {kept}:
        old.unlink(missing_ok=True)


def _remove(copy: Path) -> None:
    """Remove a copy and the files that belong to it."""
    for path in copy.parent.glob(f"{copy.name}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.name}.{what}")
