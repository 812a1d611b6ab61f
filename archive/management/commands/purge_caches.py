"""``manage.py purge_caches``: tell the caches in front of the site about changes they do not know yet."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import close_old_connections

from archive.management.base import SiteCommand
from archive.pages.http.caching.purging import PurgeFailed, purge_if_due

SECONDS = 1.0


class Command(SiteCommand):
    """For changes that come from no request: imports, timers, the database's own shell."""

    help = (
        "Tell the cache at CDN_PURGE_URL which pages have changed, unless it knows already. The site does this "
        "automatically at the end of every request. With --watch, it is done within a second of any change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to keep watching."""
        parser.add_argument("--watch", action="store_true", help="run until stopped, checking every second")

    def handle(self, *_args: Any, watch: bool, **_options: Any) -> None:
        """Purge once, or until the process is told to stop."""
        if not settings.CDN_PURGE_URL:
            raise CommandError("No cache is configured: set CDN_PURGE_URL.")
        if not watch:
            try:
                self.stdout.write("Told." if purge_if_due() else "The cache already knows of every change.")
            except PurgeFailed as failed:
                raise CommandError(str(failed)) from failed
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.wait(SECONDS):
            close_old_connections()
            try:
                purge_if_due()
            except PurgeFailed as failed:
                self.stderr.write(str(failed))
