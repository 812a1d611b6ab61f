"""Who looks before writing looks alone: what is counted or found missing is still so when the row is written."""

from django.db import connection


def one_at_a_time(*names: str) -> None:
    """Go on when no other transaction that gave one of these names is under way; call it in a transaction.

    Writers of SQLite are alone from the start of their transactions. On PostgreSQL the lock lasts until the transaction
    ends; names are taken in order, so that two transactions that give several at once never wait for each other.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
