"""Commands that import a file of JSON Lines into the record and the index."""

import sys
from argparse import ArgumentParser, BooleanOptionalAction
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.loading.outcome import Outcome
from archive.loading.statement_lines.file import FileDamaged
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.search.engines import outbox

INTERRUPTED = 130


class LinesCommand(SiteCommand):
    """Takes in a file, tells the index, and fails with a sentence about what was not read."""

    imports: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what to do with it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines, plain or gzip")
        parser.add_argument(
            "--tell-readers",
            action=BooleanOptionalAction,
            default=None,
            help=f"email readers whose alerts match new {self.imports} (by default, those of the last 30 days)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="store nothing: report what would happen, and which lines are wrong"
        )
        parser.add_argument("--no-index", action="store_true", help="leave the index to the site, or to manage.py work")

    def take_in(self, file: Path, **options: Any) -> Counter[Outcome]:
        """Store the lines, print what happened to them, even after an interruption, and return that."""
        raise NotImplementedError

    def handle(self, *_args: Any, file: Path, no_index: bool, **options: Any) -> None:
        """Import, index, and print what was done; exit with 1 if a line was bad, with 130 if interrupted."""
        try:
            tally = self.take_in(file, **options)
            if not (no_index or options["dry_run"]):
                with Progress(self.stderr, "statements", total=tally[Outcome.ADDED]) as progress:
                    outbox.drain(progress.over)
        except FileDamaged as damage:
            raise CommandError(f"{file}: {damage}") from damage
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror or error}.") from error
        except DatabaseError as error:
            reason = str(error).rstrip(".")
            raise CommandError(f"The database stopped the import: {reason}. Run it again for the rest.") from error
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. The lines counted above are imported. Run the command again for the rest.")
            sys.exit(INTERRUPTED)
        if bad := tally[Outcome.BAD]:
            raise CommandError(f"{bad:,} lines were not read (see above). Correct them and import the file again.")


def in_words(tally: Counter[Outcome]) -> str:
    """Return what happened to the lines, in the order of ``Outcome``; empty if there are none."""
    return ", ".join(f"{tally[outcome]:,} {outcome}" for outcome in Outcome if tally[outcome])
