"""``manage.py index_pending``: bring the search index up to date."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from archive.management.progress import Progress
from archive.models import OutboxEntry, Statement
from archive.search import outbox
from archive.search.rebuild import RebuildUnderway

SECONDS = 5.0


class Command(BaseCommand):
    """Takes into the index what waits in the outbox; builds an index that is missing or damaged anew."""

    help = (
        "Take into the search index what waits in the outbox, and build it anew where it is missing or damaged. "
        "The site does this by itself after each change; this is for the time after a crash or a restored backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let it go on watching."""
        parser.add_argument("--watch", action="store_true", help="go on until stopped, looking every few seconds")
        parser.add_argument(
            "--every", type=float, default=SECONDS, metavar="SECONDS", help=f"how often --watch looks ({SECONDS:g})"
        )

    def handle(self, *_args: Any, watch: bool, every: float, **_options: Any) -> None:
        """Catch up once, or until the process is told to stop."""
        try:
            self.catch_up()
        except (RebuildUnderway, OSError) as error:
            raise CommandError(str(error)) from error
        waiting = OutboxEntry.objects.pending()
        if refused := waiting.exclude(last_error="").first():
            self.stderr.write(f"The index has not taken {refused}: {refused.last_error}")
        if watch:
            self.watch(every)

    def watch(self, every: float) -> None:
        """Look again and again until the process is told to stop; trouble is told, and may be over at the next look."""
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.wait(every):
            close_old_connections()
            try:
                self.catch_up()
            except (RebuildUnderway, OSError, DatabaseError) as error:
                self.stderr.write(str(error))

    def catch_up(self) -> None:
        """Do what there is to do, and say so."""
        with Progress(self.stderr, "statements", total=Statement.objects.public().count()) as progress:
            if taken := outbox.catch_up(progress.over):
                self.stdout.write(f"{taken:,} changes taken into the index.")
