"""Connections for the threads that serve: a request at work has one, and one that waits or is answered passes it on.

Each connection keeps up to 4 MB of the database in memory, and there are many more threads than requests at work. The
connection that was passed on last is taken first, so few do most of the work, and their memory stays useful.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

MOST_IDLE = 8
"""How many connections are kept that nobody uses. If more were needed at once, the others are closed."""

_idle: list[BaseDatabaseWrapper] = []
_one_at_a_time = threading.Lock()
_thread = threading.local()


@contextmanager
def borrowing() -> Iterator[None]:
    """Within this context, the thread serves a request: it takes an idle connection, and passes it on at the end."""
    _thread.serves = True
    _take()
    try:
        yield
    finally:
        _thread.serves = False
        _pass_on()


@contextmanager
def without_connection() -> Iterator[None]:
    """Within this context, the thread only waits. If it serves a request, others may use its connection."""
    if not getattr(_thread, "serves", False):
        yield
        return
    _pass_on()
    try:
        yield
    finally:
        _take()
        # The database server may have closed it since. Django looks only when a request begins.
        if own := _own():
            own.close_if_unusable_or_obsolete()


def _take() -> None:
    """Take an idle connection. If there is none, Django opens one when it is needed."""
    # Another thread may be faster.
    with suppress(IndexError):
        if not _own():
            connections[DEFAULT_DB_ALIAS] = _idle.pop()


def _pass_on() -> None:
    own = _own()
    # A transaction belongs to its thread until it ends.
    if own is None or own.in_atomic_block:
        return
    del connections[DEFAULT_DB_ALIAS]
    if own.connection is None:
        return
    if not own.allow_thread_sharing:
        own.inc_thread_sharing()
    with _one_at_a_time:
        is_kept = len(_idle) < MOST_IDLE
        if is_kept:
            _idle.append(own)
    if not is_kept:
        own.close()


def _own() -> BaseDatabaseWrapper | None:
    """Return the connection of this thread, if it has one."""
    return next((one for one in connections.all(initialized_only=True) if one.alias == DEFAULT_DB_ALIAS), None)
