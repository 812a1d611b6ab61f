"""Whether the database's file is as the database wrote it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection

MOST_FAULTS = 100
# Changed bytes may not be text, for which the driver has its own error.
UNREADABLE = (DatabaseError, ValueError)


def database_faults() -> Iterator[str]:
    """Yield a sentence for each fault that SQLite finds in its file, and for each row that refers to a missing one.

    SQLite looks through pages, indexes and constraints, and names at most a hundred faults:
    https://www.sqlite.org/pragma.html#pragma_integrity_check. Other databases have their own programs for this; for
    them, yield nothing.
    """
    if connection.vendor != "sqlite":
        return
    try:
        for (report,) in _answers(f"integrity_check({MOST_FAULTS})"):
            # One row may have several faults, one per line, and a heading.
            lines = [line for line in str(report).splitlines() if line != "ok" and not line.startswith("***")]
            yield from (f"The database is damaged: {line}." for line in lines)
    except UNREADABLE as error:
        yield f"The database is damaged, and cannot look through all of its file: {error}."
    try:
        for table, row, parent, _ in islice(_answers("foreign_key_check"), MOST_FAULTS):
            yield f"The database is damaged: row {row} of {table} names a row of {parent} that is not there."
    except UNREADABLE as error:
        yield f"The database is damaged, and cannot say which rows name others that are not there: {error}."


def _answers(pragma: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        while row := cursor.fetchone():
            yield row
