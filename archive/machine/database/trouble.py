"""Why the database refused, if it is nobody's mistake: it is away, others write, or its disk accepts nothing."""

import errno
import sqlite3
from enum import Enum

from django.db import DatabaseError, DataError, InterfaceError, OperationalError

from archive.machine.database.sqlite.write_queue import QueueTooLong


class Trouble(Enum):
    """What prevents a write; if the database is away, everything."""

    AWAY = "away"
    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read only"


_BY_ERRNO = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
}
# https://www.sqlite.org/rescode.html: the lowest byte is the kind. A full disk may also give an error of reading or
# writing or, if there is no room for the log, of opening a file.
_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    # Too many begin at once: https://www.sqlite.org/rescode.html#protocol
    sqlite3.SQLITE_PROTOCOL: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
}
# PostgreSQL, appendix A: disk_full, read_only_sql_transaction, errors that end a wait for others, and errors of a
# server that stops, starts or takes no more connections.
_BY_SQLSTATE = {
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "53300": Trouble.AWAY,
    "57P01": Trouble.AWAY,
    "57P02": Trouble.AWAY,
    "57P03": Trouble.AWAY,
}


def trouble_with_writing(error: BaseException) -> Trouble | None:
    """Return what prevented the write, if the error comes from a database or a disk; None for any other error."""
    if isinstance(error, DatabaseError | InterfaceError):
        # The driver gives no code if the connection itself was refused or lost.
        if isinstance(error, OperationalError | InterfaceError) and getattr(error.__cause__, "sqlstate", "") is None:
            return Trouble.AWAY
        return _told_by(error.__cause__)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0)
    return None


def is_unstorable(error: BaseException) -> bool:
    """Return whether a text contains NUL, which PostgreSQL can neither store nor search for."""
    return isinstance(error, DataError) and "NUL" in str(error)


def _told_by(cause: BaseException | None) -> Trouble | None:
    if isinstance(cause, QueueTooLong):
        return Trouble.BUSY
    if isinstance(cause, OSError):
        return _BY_ERRNO.get(cause.errno or 0, Trouble.READ_ONLY)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _BY_SQLITE_CODE.get(code & 0xFF)
    return _BY_SQLSTATE.get(getattr(cause, "sqlstate", None) or "")
