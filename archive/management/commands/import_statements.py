"""``manage.py import_statements FILE``: import published statements in bulk."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.loading.statement_lines import fields_in_words
from archive.loading.statement_lines.file import FileDamaged, LineFile
from archive.loading.statement_lines.load import LineOutcome, Load
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.models import Statement
from archive.search.engines import outbox

INTERRUPTED = 130


def at_least_one(word: str) -> int:
    """Parse a number of lines; raise ArgumentTypeError if it is not one."""
    if not word.isdecimal() or int(word) < 1:
        raise ArgumentTypeError(f"“{word}” is not a number of lines.")
    return int(word)


class Command(SiteCommand):
    """Reads JSON Lines, plain or gzip, into the record and the index."""

    help = (
        "Import published statements from a file of JSON Lines, plain or gzip (docs/ingest.md). "
        "If run again, it adds new statements and makes a revision of each text that has changed in the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what to do with it."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = f"Fields of a line:\n{fields_in_words()}"
        parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines, plain or gzip")
        parser.add_argument("--limit", type=at_least_one, metavar="LINES", help="read at most this many lines")
        parser.add_argument(
            "--text-status",
            choices=Statement.TextStatus.values,
            default="",
            help="how close the texts are to what was said, for lines that do not say so",
        )
        parser.add_argument(
            "--tell-readers",
            action=BooleanOptionalAction,
            default=None,
            help="email readers whose alerts match the new statements (by default, those of the last 30 days)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="store nothing: report what would happen, and which lines are wrong"
        )
        parser.add_argument("--no-index", action="store_true", help="leave the index to the site, or to manage.py work")

    def handle(
        self,
        *_args: Any,
        file: Path,
        limit: int | None,
        text_status: str,
        tell_readers: bool | None,
        no_index: bool,
        dry_run: bool,
        **_options: Any,
    ) -> None:
        """Import, index, and print what was done; exit with 1 if a line was bad, with 130 if interrupted."""
        try:
            with LineFile(file) as lines, Progress(self.stderr, "lines", share=lines.share) as progress:
                load = Load(report=progress.say, text_status=text_status, tell_readers=tell_readers, dry_run=dry_run)
                self.take_in(load, progress.over(islice(lines, limit)))
            if not (no_index or dry_run):
                with Progress(self.stderr, "statements", total=load.tally[LineOutcome.ADDED]) as progress:
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
        if bad := load.tally[LineOutcome.BAD]:
            raise CommandError(f"{bad:,} lines were not read (see above). Correct them and import the file again.")

    def take_in(self, load: Load, lines: Iterable[tuple[int, bytes]]) -> None:
        """Store the lines and print what happened to them, even after an interruption."""
        try:
            load.run(lines)
        finally:
            parts = [f"{load.tally[outcome]:,} {outcome}" for outcome in LineOutcome if load.tally[outcome]]
            self.stdout.write(f"Statements: {', '.join(parts) or 'none in the file'}.")
            if load.dry_run:
                made = sorted(Counter(kind for kind, _ in load.made).items())
                missing = ", ".join(f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in made)
                self.stdout.write(f"Nothing was stored. New besides the statements: {missing or 'nothing'}.")
