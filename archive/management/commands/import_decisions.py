"""``manage.py import_decisions FILE``: import decisions and how members voted, in bulk."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from archive.loading.decision_lines import DecisionFile, DecisionLoad
from archive.loading.outcome import Outcome
from archive.loading.statement_lines.file import LineFile
from archive.management.lines import LinesCommand, in_words
from archive.management.progress import Progress
from archive.models import Source, Statement


class Command(LinesCommand):
    """Reads JSON Lines in the shape of Open Civic Data, plain or gzip, into the record and the index."""

    imports = "decisions"

    help = (
        "Import meetings, decisions and votes from a file of JSON Lines in the shape of Open Civic Data, plain or gzip "
        "(archive/loading/decision_lines/__init__.py has the fields; tools/legistar.py writes such a file). If run "
        "again, it adds what is new, and corrects in public what the source has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what it was made from."""
        super().add_arguments(parser)
        parser.add_argument(
            "--text-status",
            choices=Statement.TextStatus.values,
            default="",
            help="how close the motions are to what was said; else it is “not recorded”",
        )
        parser.add_argument(
            "--source-kind",
            choices=Source.Kind.values,
            default=Source.Kind.OTHER,
            help="what the file was made from, such as minutes",
        )

    def take_in(self, file: Path, **options: Any) -> Counter[Outcome]:
        """Store the decisions and print what happened to them, even after an interruption."""
        dry_run = options["dry_run"]
        with LineFile(file) as lines:
            content = DecisionFile(lines, self.stderr.write)
        load = DecisionLoad(
            content,
            text_status=options["text_status"],
            source_kind=options["source_kind"],
            tell_readers=options["tell_readers"],
        )
        try:
            with Progress(self.stderr, "meetings", total=len(content.meetings)) as progress:
                load.run(progress.over, dry=dry_run)
        finally:
            lead = "Dry run, nothing was stored. " if dry_run else ""
            tally = in_words(load.tally) or "none"
            self.stdout.write(f"{lead}Meetings: {load.meetings:,} new. Decisions: {tally}.")
        return load.tally
