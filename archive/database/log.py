"""The log that a database writes before its file, in which removed words may still stand."""

from contextlib import closing

from django.db import connection

# Cutting holds up every writer while it waits for readers: rather try again than wait.
WAIT_MILLISECONDS = 200


def cut_log() -> bool:
    """Put the write-ahead log into the file of the database, cut it to nothing, and say whether that was done.

    A reader in the middle of a transaction stands in the way: try again later. True where the engine keeps no such log.
    """
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return True
    with connection.turn(), closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (before,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    return not busy
