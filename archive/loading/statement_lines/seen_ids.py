"""The ids that a file has had so far, and their lines, in limited memory however long the file is."""

import sqlite3
from types import TracebackType


class SeenIds:
    """The ids of one file. What does not fit into memory is in a temporary file, which is deleted afterwards."""

    def __init__(self) -> None:
        # SQLite keeps a database without a name in memory, and moves it to a temporary file as it grows.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def __enter__(self) -> "SeenIds":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def first_line(self, identifier: str, line: int) -> int:
        """Return the line on which the id first occurred: this line, if it is new."""
        added = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (identifier, line)).rowcount
        if added:
            return line
        (first,) = self._database.execute("SELECT line FROM seen WHERE id = ?", (identifier,)).fetchone()
        return first
