"""Does all the waiting work of the outbox for a person, and says what could not be done."""

import sys
import time
from collections.abc import Callable

from django.core.management.base import CommandError, OutputWrapper
from django.db.models import QuerySet

from archive import upkeep
from archive.management.progress import Progress
from archive.models import OutboxEntry, Statement

# How long to wait for another process that does the same work, and how often to look, in seconds.
PATIENCE = 30.0
PAUSE = 0.1


def catch_up(should_stop: Callable[[], bool], _: Callable[[str], None]) -> str | None:
    """Update the index, rebuild it if it is missing or damaged, and remove redacted words from the disk.

    Raise CommandError if something was refused, or if another process took more than half a minute.
    """
    last = OutboxEntry.objects.order_by("pk").last()
    waiting = OutboxEntry.objects.pending().filter(pk__lte=last.pk if last else 0)
    until = time.monotonic() + PATIENCE
    done = _drain()
    while waiting.exists() and not should_stop():
        if refused := waiting.exclude(last_error="").first():
            raise CommandError(f"{_count(waiting)} not done. {refused}: {refused.last_error}")
        if time.monotonic() >= until:
            raise CommandError(f"{_count(waiting)} not done: another process is using the index.")
        time.sleep(PAUSE)
        done += _drain()
    return f"{done:,} changes written to the index." if done else None


def _drain() -> int:
    """Do what waits, and show the progress on standard error."""
    with Progress(OutputWrapper(sys.stderr), "statements", total=Statement.objects.public().count()) as progress:
        return upkeep.drain(progress.over)


def _count(rows: QuerySet[OutboxEntry]) -> str:
    """Return how many rows wait, in words."""
    number = rows.count()
    return f"{number:,} change{' was' if number == 1 else 's were'}"
