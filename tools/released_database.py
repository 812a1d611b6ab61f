"""The database of a released version, kept as SQL, so that the tests can upgrade it with every later version."""

import sqlite3
from contextlib import closing
from pathlib import Path


def sql_of(database: Path) -> str:
    """Return the whole database as SQL for SQLite: tables, rows, indexes and triggers."""
    with closing(sqlite3.connect(database)) as opened:
        return "\n".join(opened.iterdump()) + "\n"


def database_of(sql: str, place: Path) -> None:
    """Make the database that the SQL describes, in a new file."""
    with closing(sqlite3.connect(place)) as opened:
        opened.executescript(sql)
        # As the site leaves it: the write-ahead log is a property of the file.
        opened.execute("PRAGMA journal_mode = WAL")
