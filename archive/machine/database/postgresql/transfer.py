"""PostgreSQL as an end of a transfer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError

from archive.machine.database.sqlite.numbers import Numbers
from archive.machine.database.transfer import CopiedTable, Row, TransferFailed, all_tables, as_python

BATCH = 2000
OTHER_CONNECTIONS = """
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid() ORDER BY pid"""


class PostgresqlEnd:
    """A database on a server, by a connection in a transaction."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._quote = database.ops.quote_name

    def table_names(self) -> set[str]:
        return set(self._database.introspection.table_names())

    def migrations(self) -> set[tuple[str, str]]:
        return set(self._ask("SELECT app, name FROM django_migrations"))

    def rows(self, table: CopiedTable) -> Iterator[Row]:
        kinds = list(table.columns.values())
        order = self._quote(table.key) + ' COLLATE "C"' * table.has_text_key
        query = f"SELECT {self._columns(table)} FROM {self._quote(table.name)} ORDER BY {order}"  # noqa: S608 - names of the models'
        with self._database.chunked_cursor() as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(BATCH):
                yield from (tuple(map(as_python, kinds, row)) for row in rows)

    def count(self, table: CopiedTable) -> int:
        return self._ask(f"SELECT count(*) FROM {self._quote(table.name)}")[0][0]  # noqa: S608 - as above

    def replace(self, table: CopiedTable, rows: Iterable[Row]) -> None:
        name = self._quote(table.name)
        try:
            # Errors while rows are copied are the driver's own.
            with self._database.wrap_database_errors, self._database.cursor() as cursor:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - as above
                with cursor.copy(f"COPY {name} ({self._columns(table)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        except DatabaseError as error:
            raise TransferFailed(f"PostgreSQL does not take the rows of {table.name}: {str(error).strip()}") from error

    def numbers(self) -> Numbers:
        return {
            table: last
            for table, sequence in self._sequences().items()
            for (last,) in self._ask(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 - as above
        }

    def begin_after(self, numbers: Numbers) -> None:
        for table, sequence in self._sequences().items():
            if last := numbers.get(table):
                self._ask("SELECT setval(%s, %s)", sequence, last)

    @contextmanager
    def without_triggers(self) -> Iterator[None]:
        """Within this context, run no triggers. References are checked at the end."""
        names = [self._quote(table.name) for table in all_tables()]
        self._do("SET CONSTRAINTS ALL DEFERRED", *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in names))
        yield
        self._do("SET CONSTRAINTS ALL IMMEDIATE", *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in names))
        # Otherwise, later queries are planned as if the tables were empty.
        self._do("SET CONSTRAINTS ALL DEFERRED", "ANALYZE")

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Within this context, read everything as it is now, without writers.

        Raise TransferFailed if others are connected.
        """
        names = ", ".join(map(self._quote, sorted(self.table_names())))
        if others := [str(number) for (number,) in self._ask(OTHER_CONNECTIONS)]:
            raise TransferFailed(f"Others are connected to the database (process {', '.join(others)} of PostgreSQL).")
        self._do("BEGIN ISOLATION LEVEL REPEATABLE READ")
        if names:
            self._do(f"LOCK TABLE {names} IN SHARE MODE")
        yield
        self._do("ROLLBACK")

    def _sequences(self) -> dict[str, str]:
        """Return the sequence of each table that gives out numbers."""
        return {
            table.name: sequence
            for table in all_tables()
            for (sequence,) in self._ask("SELECT pg_get_serial_sequence(%s, %s)", self._quote(table.name), table.key)
            if sequence
        }

    def _columns(self, table: CopiedTable) -> str:
        return ", ".join(map(self._quote, table.columns))

    def _ask(self, sql: str, *values: Any) -> list[Any]:
        with self._database.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall()

    def _do(self, *statements: str) -> None:
        with self._database.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)
