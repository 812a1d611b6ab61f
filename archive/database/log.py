"""Where a database may still hold words that were removed: its log, and the file that an upgrade replaced."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Cutting holds up every writer while it waits for readers: rather try again than wait.
WAIT_MILLISECONDS = 200


def cut_log(database: BaseDatabaseWrapper = connection) -> bool:
    """Put the write-ahead log into the file of the database, cut it to nothing, and say whether that was done.

    A reader in the middle of a transaction stands in the way: try again later. True where the engine keeps no such log.
    """
    if not _is_file(database):
        return True
    with database.turn(), database.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    return not busy


def delete_replaced(database: BaseDatabaseWrapper = connection) -> None:
    """Delete the databases that upgrades have replaced and kept beside the one in use."""
    if _is_file(database):
        for path in database.replaced():
            path.unlink(missing_ok=True)


def _is_file(database: BaseDatabaseWrapper) -> bool:
    return database.vendor == "sqlite" and not database.is_in_memory_db()
