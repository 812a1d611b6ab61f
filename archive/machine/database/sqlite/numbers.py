"""The highest numbers that were ever given, in a file next to the database.

A number is part of a permanent URL. A database that is restored from a backup does not know the numbers that were given
since. Without this file, it would give them again, to other texts. The file is on the disk before the transaction that
gives a number is committed. A person who restores a database must leave the file where it is.
"""

import json
import sqlite3
from pathlib import Path

from archive.machine.database.durable import write_whole

# Tables whose keys are in URLs that readers may cite.
PERMANENT = ("archive_correction", "archive_errorreport", "archive_meeting", "archive_source", "archive_statement")

Numbers = dict[str, int]


class HighestNumbers:
    """The file for a database. The caller of its methods is the only writer of that database."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: Numbers = {}
        self._seen: tuple[int, int] | None = None

    def bring_in(self, connection: sqlite3.Connection) -> None:
        """Stop the database from giving numbers that were given before, in the current transaction."""
        if self._seen is not None and self._seen == self._state():
            return
        kept, held = self._read_numbers(), _given_by(connection)
        for table, number in kept.items():
            if table not in held:
                connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))
            elif held[table] < number:
                connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number, table))

    def keep(self, connection: sqlite3.Connection) -> None:
        """Store the numbers that the current transaction has given.

        They are on the disk on return. Raise OSError if this fails.
        """
        given = _given_by(connection)
        highest = {table: max(number, self._known.get(table, 0)) for table, number in given.items()}
        highest = self._known | highest
        if highest != self._known:
            self._write(highest)

    def _state(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_ino, status.st_mtime_ns

    def _read_numbers(self) -> Numbers:
        state = self._state()
        self._known = json.loads(self._path.read_text()) if state != (0, 0) else {}
        self._seen = state
        return self._known

    def _write(self, numbers: Numbers) -> None:
        write_numbers(self._path, numbers)
        self._known, self._seen = numbers, self._state()


def beside(database: Path) -> Path:
    """Return the file with the numbers of another database file."""
    return database.with_name(f"{database.name}.numbers")


def write_numbers(path: Path, numbers: Numbers) -> None:
    """Write the file in one step. It is on the disk on return."""
    write_whole(path, json.dumps(numbers, sort_keys=True))


def _given_by(connection: sqlite3.Connection) -> Numbers:
    """Return the highest number that the database knows to have given for each table."""
    marks = ", ".join("?" * len(PERMANENT))
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        return {}
    rows = connection.execute(f"SELECT name, seq FROM sqlite_sequence WHERE name IN ({marks})", PERMANENT)  # noqa: S608
    return dict(rows.fetchall())
