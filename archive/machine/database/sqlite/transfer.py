"""SQLite as an end of a transfer."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.machine.database.sqlite.numbers import Numbers, beside
from archive.machine.database.transfer import CopiedTable, Row, as_python

BATCH = 1000


class SqliteEnd:
    """A database in a file, with the driver's own connection and no other writers."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def table_names(self) -> set[str]:
        return {
            name
            for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        }

    def migrations(self) -> set[tuple[str, str]]:
        return set(self._connection.execute("SELECT app, name FROM django_migrations").fetchall())

    def rows(self, table: CopiedTable) -> Iterator[Row]:
        kinds = list(table.columns.values())
        # The driver's own cursor, because Django's would fetch all rows into memory.
        cursor = self._connection.execute(f'SELECT {_columns(table)} FROM "{table.name}" ORDER BY "{table.key}"')  # noqa: S608 - names of the models'
        while rows := cursor.fetchmany(BATCH):
            yield from (tuple(map(as_python, kinds, row)) for row in rows)

    def count(self, table: CopiedTable) -> int:
        return self._connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # noqa: S608 - as above

    def replace(self, table: CopiedTable, rows: Iterable[Row]) -> None:
        writers = [WRITE.get(kind) for kind in table.columns.values()]
        marks = ", ".join("?" * len(writers))
        self._connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 - as above
        self._connection.executemany(
            f'INSERT INTO "{table.name}" ({_columns(table)}) VALUES ({marks})',  # noqa: S608 - as above
            ([_written(*pair) for pair in zip(writers, row, strict=True)] for row in rows),
        )

    def numbers(self) -> Numbers:
        given = dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        path = beside(self._path)
        kept: Numbers = json.loads(path.read_text()) if path.exists() else {}
        return given | {name: max(number, given.get(name, 0)) for name, number in kept.items()}

    def begin_after(self, numbers: Numbers) -> None:
        names = self.table_names()
        self._connection.executemany(
            "DELETE FROM sqlite_sequence WHERE name = ?", [(name,) for name in numbers if name in names]
        )
        self._connection.executemany(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
            [(name, number) for name, number in numbers.items() if name in names],
        )

    @contextmanager
    def without_triggers(self) -> Iterator[None]:
        """Within this context, run no triggers."""
        triggers = self._connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            self._connection.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            self._connection.execute(sql)


def _columns(table: CopiedTable) -> str:
    return ", ".join(f'"{column}"' for column in table.columns)


def _written(write: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if value is None or write is None else write(value)


def _moment(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


# In the form in which Django writes them.
WRITE: dict[str, Callable[[Any], Any]] = {
    "BooleanField": int,
    "DateTimeField": _moment,
    "TimeField": str,
}
