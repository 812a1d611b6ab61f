"""Gives each site that several processes share its own copy of the empty database, on either database engine."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError, connection, transaction
from pytest_django import DjangoDbBlocker

from archive.machine.database import borrowing
from archive.machine.database.sqlite.write_queue import QueueTooLong
from archive.models.upkeep import record_version

Answer = TypeVar("Answer")
FILE = "archive.sqlite3"
in_a_file = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no file for a database.")


def name_in(folder: Path) -> str:
    """Return the database name of the site whose files are in the folder."""
    if connection.vendor == "sqlite":
        return str(Path(folder) / FILE)
    return f"site_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment for a process of the site in the folder."""
    environment = {**os.environ, "DATA_DIR": str(folder)}
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name_in(folder)}").geturl()
    return environment


@contextmanager
def undone() -> Iterator[None]:
    """Run the block and roll back what it wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def busy_after(writes: int) -> Iterator[None]:
    """Refuse every write after so many, as if others wrote for too long.

    A test may be one transaction. A refused write outside the transactions of the site does not end it.
    """
    left = writes

    def refuse(execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        nonlocal left
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left < 0:
                raise OperationalError("Others have been writing for too long") from QueueTooLong
        return execute(sql, *words)

    alone = mock.patch.object(transaction, "mark_for_rollback_on_error", return_value=nullcontext())
    with alone, connection.execute_wrapper(refuse):
        yield


class EmptyDatabase:
    """The test database as it was before the first test."""

    def __init__(self, folder: Path, blocker: DjangoDbBlocker) -> None:
        """Keep a copy: a file in the folder on SQLite, another database of the same server on PostgreSQL."""
        self._folder = folder
        self._blocker = blocker
        self._made: list[str] = []
        if connection.vendor == "postgresql":
            connection.close()
            self._replace(name_in(folder), connection.settings_dict["NAME"])
            return
        with blocker.unblock(), closing(sqlite3.connect(folder / FILE)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)

    @property
    def file(self) -> Path:
        """The file of the copy, for tests of SQLite."""
        return self._folder / FILE

    def give(self, folder: Path) -> None:
        """Give the site in the folder a copy of the empty database."""
        self.copy(self._folder, folder)

    def copy(self, old: Path, new: Path) -> None:
        """Copy the database of the site in the old folder, which must not be in use, to the site in the new folder."""
        if connection.vendor == "postgresql" or not Path(name_in(new)).exists():
            self._replace(name_in(new), name_in(old))

    def drop(self) -> None:
        """Drop the databases made on a server, and end the connections that threads of tests left open."""
        if connection.vendor == "postgresql":
            with self._blocker.unblock():
                tests = str(connection.settings_dict["NAME"]).replace("'", "''")
                on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{tests}'")
                connection.close()
        for name in self._made:
            with self._blocker.unblock():
                on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _replace(self, name: str, other: str) -> None:
        with self._blocker.unblock():
            replace(name, other)
        if connection.vendor == "postgresql":
            self._made.append(name)


def replace(name: str, other: str) -> None:
    """Replace the database with a copy of the other one. Neither may be in use."""
    if connection.vendor == "postgresql":
        on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        on_server(f'CREATE DATABASE "{name}" TEMPLATE "{other}"')
        return
    for rest in Path(name).parent.glob(f"{Path(name).name}-*"):
        rest.unlink()
    shutil.copy(other, name)


def on_server(sql: str) -> None:
    """Run SQL on the server without a connection to a particular database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def close_idle_connections() -> None:
    """Close what threads passed on. The next thread that serves would take it, from another test's database."""
    while borrowing._idle:
        borrowing._idle.pop().close()


def closing_connection(do: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return the function for another thread: it closes the connection that it opens there."""

    def done(*values: object) -> Answer:
        try:
            return do(*values)
        finally:
            connection.close()

    return done


@contextmanager
def token_of_each_write() -> Iterator[None]:
    """Inside this context, the triggers change the version of the record at each write, not once per transaction."""
    once = record_version.FUNCTION_IN_POSTGRESQL
    each = once.replace("pg_current_xact_id()::text THEN", "'none' THEN")
    assert each != once
    record_version.FUNCTION_IN_POSTGRESQL = each
    try:
        yield
    finally:
        record_version.FUNCTION_IN_POSTGRESQL = once


def fire_at_once(names: list[str]) -> None:
    """Fire these deferred triggers of PostgreSQL at each write, because a test never commits its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {', '.join(map(connection.ops.quote_name, names))} IMMEDIATE")
