"""Locks by name that one process of the site holds at a time, on any machine. A dead process holds none."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import connection

# PostgreSQL gives a lock to the same session again, so threads and callers of one process are separated here.
_in_this_process: dict[str, Lock] = {}
_making = Lock()


@contextmanager
def named_lock(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Try to take the lock and yield whether it was taken; with ``wait``, wait for it.

    It is a lock of the database if that is a server, else of a file in DATA_DIR, where the database is.
    """
    with _making:
        inner = _in_this_process.setdefault(name, Lock())
    if not inner.acquire(blocking=wait):
        yield False
        return
    try:
        held = _of_database(name, wait=wait) if connection.vendor == "postgresql" else _of_file(name, wait=wait)
        with held as had:
            yield had
    finally:
        inner.release()


@contextmanager
def _of_database(name: str, *, wait: bool) -> Iterator[bool]:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT set_config('lock_timeout', '0', false)")
            cursor.execute("SELECT true, pg_advisory_lock(hashtextextended(%s, 1))", [name])
            had = True
            cursor.execute("RESET lock_timeout")
        else:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 1))", [name])
            (had,) = cursor.fetchone()
    try:
        yield had
    finally:
        # If the connection was lost meanwhile, so was the lock.
        if had and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 1))", [name])


def _of_file(name: str, *, wait: bool) -> AbstractContextManager[bool]:
    return file_lock(Path(settings.DATA_DIR) / f"lock-{zlib.crc32(name.encode()):08x}", wait=wait)


@contextmanager
def file_lock(path: Path, *, wait: bool = False) -> Iterator[bool]:
    """Try to take the lock of a file, within one machine, and yield whether it was taken; ``wait`` for it.

    A missing folder is created.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
