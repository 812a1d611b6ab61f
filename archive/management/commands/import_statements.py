"""``manage.py import_statements FILE``: import published statements in bulk."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from archive.loading.outcome import Outcome
from archive.loading.statement_lines import fields_in_words
from archive.loading.statement_lines.file import LineFile
from archive.loading.statement_lines.load import Load
from archive.management.lines import LinesCommand, in_words
from archive.management.progress import Progress
from archive.models import Statement


def at_least_one(word: str) -> int:
    """Parse a number of lines; raise ArgumentTypeError if it is not one."""
    if not word.isdecimal() or int(word) < 1:
        raise ArgumentTypeError(f"“{word}” is not a number of lines.")
    return int(word)


class Command(LinesCommand):
    """Reads JSON Lines, plain or gzip, into the record and the index."""

    imports = "statements"

    help = (
        "Import published statements from a file of JSON Lines, plain or gzip (docs/bulk.md). "
        "If run again, it adds new statements and makes a revision of each text that has changed in the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what to do with it."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = f"Fields of a line:\n{fields_in_words()}"
        super().add_arguments(parser)
        parser.add_argument("--limit", type=at_least_one, metavar="LINES", help="read at most this many lines")
        parser.add_argument(
            "--text-status",
            choices=Statement.TextStatus.values,
            default="",
            help="how close the texts are to what was said, for lines that do not say so; else it is “not recorded”",
        )

    def take_in(self, file: Path, **options: Any) -> Counter[Outcome]:
        """Store the lines and print what happened to them, even after an interruption."""
        dry_run = options["dry_run"]
        with LineFile(file) as lines, Progress(self.stderr, "lines", share=lines.share) as progress:
            load = Load(
                report=progress.say,
                text_status=options["text_status"],
                tell_readers=options["tell_readers"],
                dry_run=dry_run,
            )
            try:
                load.run(progress.over(islice(lines, options["limit"])))
            finally:
                self.stdout.write(f"Statements: {in_words(load.tally) or 'none in the file'}.")
                if dry_run:
                    made = sorted(Counter(kind for kind, _ in load.made).items())
                    missing = ", ".join(f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in made)
                    self.stdout.write(f"Nothing was stored. New besides the statements: {missing or 'nothing'}.")
        return load.tally
