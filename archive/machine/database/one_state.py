"""Reading for a long time from one state of the database, without blocking writers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@contextmanager
def one_state() -> Iterator[None]:
    """Inside this context, read everything from the state of the database at the first query. Nothing can be written.

    Inside a transaction of the caller, it is the state of that transaction.
    """
    if connection.in_atomic_block:
        yield
        return
    # Not transaction.atomic(), because on SQLite the site's transactions take the write lock when they begin.
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
