"""The whole database as it is at one moment, copied while others go on writing, and proof that a copy is the same.

A digest of a table is its number of rows and a SHA-256 over all of them. It is taken of the database in use at the
moment of the copy, not of the copy: so a copy that lost something on its way shows.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

# Pages of the database between two calls of the watcher.
PAGES = 2000
# Written by SQLite for itself.
OWN_TABLES = frozenset({"sqlite_stat1", "sqlite_stat4"})

# Is told what share of the copy is done, from 0 to 1.
Watch = Callable[[float], None]


@dataclass(frozen=True)
class TableDigest:
    """What a table held: how many rows, and a SHA-256 over them in the order of their keys."""

    rows: int
    sha256: str


class DamagedCopy(Exception):
    """The copy is no whole database."""


class ProgramMissing(Exception):
    """A program of PostgreSQL's own is needed, and is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is missing: install PostgreSQL's programs (on Debian: apt install postgresql-client)."
        )


def what_copying_lacks() -> str:
    """Return which program is missing to copy the database and to bring a copy back, or nothing."""
    if connection.vendor == "postgresql":
        for name in ("pg_dump", "pg_restore"):
            if not shutil.which(name):
                return str(ProgramMissing(name))
    return ""


def copy_database(to: Path, watch: Watch = lambda _: None) -> dict[str, TableDigest]:
    """Copy the database into a new file and return the digests of its tables at the moment of the copy.

    Writers go on meanwhile. The file is one of SQLite, or of ``pg_dump``. Raise DamagedCopy if a fault is found in
    the copy, ProgramMissing, OSError or sqlite3.Error where it cannot be made.
    """
    if connection.vendor == "postgresql":
        # Its driver is an extra.
        from archive.database.postgresql.dump import dump

        return dump(to, watch)
    with _opened() as source:
        digests = {name: _digest(source, name) for name in _tables(source)}
        with closing(sqlite3.connect(to)) as copy:
            source.backup(copy, pages=PAGES, progress=lambda _, left, total: watch(1 - left / max(total, 1)))
            copy.execute("PRAGMA journal_mode = DELETE")
            faults = [found for (found,) in copy.execute("PRAGMA quick_check(3)") if found != "ok"]
    if faults:
        raise DamagedCopy("; ".join(faults))
    return digests


def digests_of(path: Path) -> dict[str, TableDigest]:
    """Return the digests of the tables of a database that nobody writes to."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return {name: _digest(database, name) for name in _tables(database)}


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """Open the database so that all that is read is of one moment."""
    opened: Any = connection
    if opened.is_in_memory_db():
        connection.ensure_connection()
        # Apart from the connection in use, which makes dates of text, and whose transaction a copy would wait for.
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(connection.connection.serialize())
            yield database
        return
    path = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)) as database:
        database.execute("BEGIN")
        # The moment is that of the first look, not of BEGIN. Held to the end, it keeps the copy from beginning again
        # whenever somebody writes.
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield database


def _tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if name not in OWN_TABLES]


def _digest(database: sqlite3.Connection, table: str) -> TableDigest:
    quoted = table.replace('"', '""')
    found, rows = hashlib.sha256(), 0
    # Raw values: a copy may not even change what is no valid text.
    cursor = database.cursor()
    cursor.row_factory = None
    for row in cursor.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid'):  # noqa: S608 - a name of the database's own
        found.update(repr(row).encode("utf-8", "surrogatepass"))
        rows += 1
    return TableDigest(rows, found.hexdigest())
