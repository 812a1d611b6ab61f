"""Migrates the test database once, and keeps a copy for all processes until the code that creates it changes."""

import fcntl
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection

from archive.management.commands.migrate import Command

# Git ignores this folder. Deleting it costs the next run a few seconds.
KEPT = settings.BASE_DIR / ".pytest_cache" / "migrated"
# The files that decide what a migrated database contains: its tables, triggers, permissions and first rows.
DECIDING = (
    "requirements.lock",
    "boardmeetings/settings.py",
    "archive/apps.py",
    "archive/machine/database/**/*.py",
    "archive/migrations/**/*",
    "archive/models/**/*.py",
    "tests/migrated.py",
)


@contextmanager
def migrated_once() -> Iterator[None]:
    """Inside this context, ``migrate`` fills an empty database in memory from a kept copy instead of migrating it.

    Only the test database that Django creates is such a database. ``tests/machine/database/`` tests the migrations and
    the command on files and servers, where they run unchanged.
    """
    migrate = Command.handle

    def handle(command: Command, *words: Any, **options: Any) -> None:
        if (
            connection.vendor == "sqlite"
            and connection.is_in_memory_db()
            and not connection.introspection.table_names()
        ):
            take_kept(lambda: migrate(command, *words, **options))
        else:
            migrate(command, *words, **options)

    with mock.patch.object(Command, "handle", handle):
        yield


def take_kept(migrate: Callable[[], None]) -> None:
    """Fill the empty database of the connection from the kept copy. If there is none, migrate and keep a copy."""
    KEPT.mkdir(parents=True, exist_ok=True)
    # One process migrates, and the others wait for its copy.
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"{state_of_the_code()}.sqlite3"
        if kept.exists():
            with closing(sqlite3.connect(kept)) as copy:
                copy.backup(connection.connection)
            return
        migrate()
        being_made = KEPT / "being-made"
        being_made.unlink(missing_ok=True)
        with closing(sqlite3.connect(being_made)) as copy:
            connection.connection.backup(copy)
        for earlier in KEPT.glob("*.sqlite3"):
            earlier.unlink()
        being_made.rename(kept)


def state_of_the_code() -> str:
    """Return a name for the database that the migrations would create."""
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for pattern in DECIDING:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:32]
