"""Commands that import a file of lines into the record and the index."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.ingest.loading.load import Load, Outcome
from archive.machine.web.sent_data import NotTaken
from archive.machine.web.sent_lines import open_lines
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.models import Source, Statement
from archive.search.engines import outbox

INTERRUPTED = 130


def at_least_one(word: str) -> int:
    """Parse a number of lines; raise ArgumentTypeError if it is not one."""
    if not word.isdecimal() or int(word) < 1:
        raise ArgumentTypeError(f"“{word}” is not a number of lines.")
    return int(word)


class LinesCommand(SiteCommand):
    """Takes in a file, tells the index, and fails with a sentence about what was not read."""

    imports: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what to do with it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines, plain or gzip")
        parser.add_argument("--limit", type=at_least_one, metavar="LINES", help="read at most this many lines")
        parser.add_argument(
            "--text-status",
            choices=Statement.TextStatus.values,
            default="",
            help="how close the texts are to what was said, for lines that do not say so; else it is “not recorded”",
        )
        parser.add_argument(
            "--source-kind",
            choices=Source.Kind.values,
            default="",
            help="what the texts come from, such as minutes, for lines that do not say so",
        )
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

    def handle(self, *_args: Any, file: Path, no_index: bool, **options: Any) -> None:
        """Import, index, and print what was done; exit with 1 if a line was bad, with 130 if interrupted."""
        try:
            tally = self.take_in(file, **options)
            if not (no_index or options["dry_run"]):
                with Progress(self.stderr, "statements", total=tally[Outcome.ADDED]) as progress:
                    outbox.drain(progress.over)
        except NotTaken as damage:
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

    def take_in(self, file: Path, *, limit: int | None, **options: Any) -> Counter[Outcome]:
        """Store the lines, print what happened to them, even after an interruption, and return that."""
        said = {name: options[name] for name in ("text_status", "source_kind", "tell_readers", "dry_run")}
        with open_lines(file) as lines, Progress(self.stderr, "lines") as progress:
            lines.verify()
            load = Load(report=progress.say, done=progress.step, **said)
            progress.share = lambda: min(lines.share(), load.share())
            try:
                load.run(islice(lines, limit))
            finally:
                self.report(load)
        return load.tally

    def report(self, load: Load) -> None:
        """Print what was done with the lines."""
        tally = ", ".join(f"{load.tally[outcome]:,} {outcome}" for outcome in Outcome if load.tally[outcome])
        self.stdout.write(f"{self.imports.capitalize()}: {tally or 'none in the file'}.")
        if load.dry_run:
            made = sorted(Counter(kind for kind, _ in load.made).items())
            missing = ", ".join(f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in made)
            self.stdout.write(f"Nothing was stored. New besides the {self.imports}: {missing or 'nothing'}.")
