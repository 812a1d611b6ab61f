"""The whole database as it is at one moment, copied while others write, with proof that a copy is the same."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from archive.machine.database.copies import DamagedCopy, ProgramMissing, TableDigest, Watch
from archive.machine.database.sqlite.frozen import address_of

# How many pages of the database are copied between two calls for progress.
PAGES = 2000
# SQLite's own tables.
OWN_TABLES = frozenset({"sqlite_stat1", "sqlite_stat4"})


def what_copying_lacks() -> str:
    """Return which program is missing to copy and restore the database, or an empty text."""
    if connection.vendor == "postgresql":
        for name in ("pg_dump", "pg_restore"):
            if not shutil.which(name):
                return str(ProgramMissing(name))
    return ""


def copy_database(to: Path, watch: Watch = lambda _: None) -> dict[str, TableDigest]:
    """Copy the database into a new file and return the digests of its tables at the moment of the copy.

    Writers continue meanwhile. The file is SQLite's, or pg_dump's. Raise DamagedCopy if the copy has a fault, and
    ProgramMissing, OSError or sqlite3.Error if it cannot be made.
    """
    if connection.vendor == "postgresql":
        # Imported here, because its driver is optional.
        from archive.machine.database.postgresql.dump import dump

        return dump(to, watch)
    with _opened() as source:
        digests = {name: _digest(source, name) for name in _tables(source)}
        with closing(sqlite3.connect(to)) as copy:
            source.backup(copy, pages=PAGES, progress=lambda _, left, total: watch(1 - left / max(total, 1)))
            copy.execute("PRAGMA journal_mode = DELETE")
            faults = [fault for (fault,) in copy.execute("PRAGMA quick_check(3)") if fault != "ok"]
    if faults:
        raise DamagedCopy("; ".join(faults))
    return digests


def digests_of(path: Path) -> dict[str, TableDigest]:
    """Return the digests of the tables of a database that nobody writes to."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return {name: _digest(database, name) for name in _tables(database)}


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """Open the database so that everything is read from one moment."""
    opened: Any = connection
    if opened.is_in_memory_db():
        connection.ensure_connection()
        # Not the current connection, which converts text to dates, and whose transaction a copy would wait for.
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(connection.connection.serialize())
            yield database
        return
    path = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(address_of(path, "ro"), uri=True, isolation_level=None)) as database:
        database.execute("BEGIN")
        # The snapshot begins with the first read, not with BEGIN. While it is open, the copy does not start again
        # whenever somebody writes.
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield database


def _tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if name not in OWN_TABLES]


def _digest(database: sqlite3.Connection, table: str) -> TableDigest:
    quoted = table.replace('"', '""')
    digest, rows = hashlib.sha256(), 0
    # Raw values, because a copy must not change even invalid text.
    cursor = database.cursor()
    cursor.row_factory = None
    for row in cursor.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid'):  # noqa: S608 - a name of the database's own
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
        rows += 1
    return TableDigest(rows, digest.hexdigest())
