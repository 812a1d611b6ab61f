"""Waits until redacted words are off the disk."""

import time

from archive.actions.removed_words import disk
from archive.machine.database.log import LOCKED, STILL_READ
from archive.models import OutboxEntry, Statement

PATIENCE_SECONDS = 30


def obstacle(statement: Statement) -> str:
    """Return what prevents the removal of the statement's words, or an empty text once they are removed.

    PostgreSQL's own upkeep also reads and locks tables, so what it may prevent is tried again.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while row := disk.waiting(statement).first():
        if row.last_error not in {STILL_READ, LOCKED} or time.monotonic() > until:
            return row.last_error
        OutboxEntry.objects.update(try_at=None)
        disk.drain()
    return ""
