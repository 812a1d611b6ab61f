"""Transactions that look before they write take turns, so that what one found is still true when it writes."""

from typing import Any

from django.db import connection


def others_wait() -> bool:
    """Return whether other writers wait for the end of this transaction. On PostgreSQL none does: rows are locked."""
    opened: Any = connection
    return connection.vendor == "sqlite" and bool(opened.others_wait())


def one_at_a_time(*names: str) -> None:
    """Wait until no other transaction with one of these names is running. Call it in a transaction.

    Writers of SQLite are alone from the start of their transactions. On PostgreSQL the lock lasts until the transaction
    ends. Names are taken in order, so that two transactions with several names never deadlock.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
