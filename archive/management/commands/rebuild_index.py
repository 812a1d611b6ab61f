"""``manage.py rebuild_index``: build the search index again from the database."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.management.progress import Progress
from archive.models import Statement
from archive.search import outbox
from archive.search.rebuild import RebuildUnderway, rebuild

INTERRUPTED = 130


class Command(BaseCommand):
    """Builds a new index beside the live one and swaps."""

    help = "Build the search index again from the database. Readers search the old one until the new one is whole."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Build, swap, and take in what was written meanwhile."""
        total = Statement.objects.public().count()
        try:
            with Progress(self.stderr, "statements", total=total) as progress:
                number = rebuild(progress.over)
        except RebuildUnderway as underway:
            raise CommandError(str(underway)) from underway
        except OSError as error:
            raise CommandError(f"The index was not rebuilt, and the old one stays: {error}") from error
        except KeyboardInterrupt:
            self.stderr.write("Interrupted: the old index stays.")
            sys.exit(INTERRUPTED)
        outbox.drain()
        self.stdout.write(f"The index holds {number:,} statements.")
