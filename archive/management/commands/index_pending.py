"""``manage.py index_pending``: update the search index, and do the other waiting work of the outbox."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections
from django.db.models import QuerySet

from archive import upkeep
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.management.stopping import until_stopped
from archive.models import OutboxEntry, Statement
from archive.search import SearchUnavailable
from archive.search.rebuild import RebuildUnderway

SECONDS = 5.0
# How long to wait for another process that does the same work, and how often to look, in seconds.
PATIENCE = 30.0
PAUSE = 0.1
TROUBLE = (RebuildUnderway, SearchUnavailable, OSError, DatabaseError)


class Command(SiteCommand):
    """Does the waiting work of the outbox; rebuilds an index that is missing or damaged."""

    help = (
        "Do the pending work of the outbox: update the search index, rebuild it if it is missing or damaged, and "
        "remove redacted words from the disk. The site does this automatically. Use this command after a crash or a "
        "restored backup. Exits with 1 if something could not be done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to keep watching."""
        parser.add_argument("--watch", action="store_true", help="run until stopped, checking every few seconds")
        parser.add_argument(
            "--every", type=float, default=SECONDS, metavar="SECONDS", help=f"how often --watch checks ({SECONDS:g})"
        )

    def handle(self, *_args: Any, watch: bool, every: float, **_options: Any) -> None:
        """Catch up once and report whether that worked, or repeat until the process is told to stop."""
        try:
            if watch:
                self.watch(every)
            else:
                self.catch_up()
        except TROUBLE as error:
            raise CommandError(str(error)) from error

    def watch(self, every: float) -> None:
        """Repeat until the process is told to stop. A problem is printed, and may be gone the next time."""
        with until_stopped() as stopped:
            while True:
                try:
                    self.drain()
                except TROUBLE as error:
                    self.stderr.write(str(error))
                if stopped.wait(every):
                    return
                close_old_connections()

    def catch_up(self) -> None:
        """Do what waits; raise CommandError if it was refused, or another process took more than half a minute."""
        last = OutboxEntry.objects.order_by("pk").last()
        waiting = OutboxEntry.objects.pending().filter(pk__lte=last.pk if last else 0)
        until = time.monotonic() + PATIENCE
        self.drain()
        while waiting.exists():
            if refused := waiting.exclude(last_error="").first():
                raise CommandError(f"{count(waiting)} not done. {refused}: {refused.last_error}")
            if time.monotonic() >= until:
                raise CommandError(f"{count(waiting)} not done: another process is using the index.")
            time.sleep(PAUSE)
            self.drain()

    def drain(self) -> None:
        """Do what waits, and print what was done."""
        with Progress(self.stderr, "statements", total=Statement.objects.public().count()) as progress:
            if taken := upkeep.drain(progress.over):
                self.stdout.write(f"{taken:,} changes written to the index.")


def count(rows: QuerySet[OutboxEntry]) -> str:
    """Return how many rows wait, in words."""
    number = rows.count()
    return f"{number:,} change{' was' if number == 1 else 's were'}"
