"""Reading for a long time from one state of the database, without holding writers up."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@contextmanager
def one_state() -> Iterator[None]:
    """Read everything inside it from the state of the database at the first query; nothing can be written inside it.

    Inside a transaction of the caller it is that transaction's state.
    """
    if connection.in_atomic_block:
        yield
        return
    # Not transaction.atomic(): on SQLite the site's transactions take the write lock when they begin.
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
