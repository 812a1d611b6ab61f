"""``manage.py rebuild_index``: rebuild the search index from the database."""

import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser

from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.models import Statement
from archive.search.engines import home, outbox
from archive.search.engines.rebuild import RebuildUnderway, rebuild

INTERRUPTED = 130


class Command(SiteCommand):
    """Builds a new index next to the live one and swaps them."""

    help = "Rebuild the search index from the database. Readers search the old one until the new one is complete."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option to move the index to this machine."""
        parser.add_argument("--here", action="store_true", help="keep the index on this machine from now on")

    def handle(self, *_args: Any, here: bool, **_options: Any) -> None:
        """Build, swap, and add what was written meanwhile."""
        if here:
            home.move_here()
        if problem := home.problem():
            raise CommandError(problem)
        total = Statement.objects.public().count()
        try:
            with Progress(self.stderr, "statements", total=total) as progress:
                number = rebuild(progress.over)
        except RebuildUnderway as underway:
            raise CommandError(str(underway)) from underway
        except OSError as error:
            raise CommandError(f"The index was not rebuilt. The old one is still used: {error}") from error
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. The old index is still used.")
            sys.exit(INTERRUPTED)
        outbox.drain()
        self.stdout.write(f"The index contains {number:,} statements.")
