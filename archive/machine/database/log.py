"""Where a database may still have removed words: its log, files that an upgrade replaced, and free space. Its size."""

from pathlib import Path
from typing import Any

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Clearing blocks every writer while it waits for readers, so try again instead of waiting.
WAIT_MILLISECONDS = 200
# Tables of at most this many bytes together are rewritten at once, which takes seconds; larger ones on command.
REWRITTEN_AT_ONCE = 256_000_000
LOG_IS_OPEN = "A reader of the database holds its log open."
STILL_READ = "A transaction that began earlier may still read what was removed."
IN_TRANSACTION = "PostgreSQL takes nothing off the disk in the middle of a transaction."
LOCKED = "Other transactions are using the tables."
IN_FREED_SPACE = (
    "No query finds the words any more, but the free space of the database's files may hold them. "
    "Run manage.py work --only removed-words when few people use the site."
)


def clear_deleted(tables: list[str], *, patient: bool) -> str:
    """Remove from the disk what was deleted from the tables; return what prevents it, or an empty text.

    SQLite has already overwritten it, and its log is truncated here. PostgreSQL rewrites the tables, and locks each
    meanwhile: large ones only for the ``patient``. Its own log, replicas and backups keep it for as long as they are
    set to.
    """
    if connection.vendor == "postgresql":
        return _clear_tables(connection, tables, patient=patient)
    return "" if cut_log() else LOG_IS_OPEN


def cut_log() -> bool:
    """Copy the write-ahead log into the database's file, truncate it, and return whether that was done.

    A reader inside a transaction prevents this: try again later. Return True if the engine has no such log.
    """
    file = _file_of(connection)
    if file is None:
        return True
    with file.turn(), connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
        try:
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {before}")
    return not busy


def delete_replaced(database: BaseDatabaseWrapper = connection) -> None:
    """Delete the databases that upgrades have replaced and kept next to the one in use."""
    if file := _file_of(database):
        for path in file.replaced():
            path.unlink(missing_ok=True)


def _clear_tables(database: Any, tables: list[str], *, patient: bool) -> str:
    if database.in_atomic_block:
        return IN_TRANSACTION
    try:
        with database.waiting_for_locks(0 if patient else WAIT_MILLISECONDS):
            if not database.vacuum(tables):
                return STILL_READ
            if not patient and database.size_of(tables) > REWRITTEN_AT_ONCE:
                return IN_FREED_SPACE
            database.rewrite(tables)
    except OperationalError:
        return LOCKED
    return ""


def _file_of(database: Any) -> Any:
    """Return the connection if it is to an SQLite file, else None."""
    return database if database.vendor == "sqlite" and not database.is_in_memory_db() else None


def database_size() -> tuple[int, int]:
    """Return the bytes of the database and, if it is a file, of its log."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0], 0
    file = Path(str(connection.settings_dict["NAME"]))
    return _size(file), _size(file.with_name(f"{file.name}-wal"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
