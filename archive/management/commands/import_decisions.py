"""``manage.py import_decisions FILE``: import decisions and how members voted, in bulk."""

from argparse import ArgumentParser, BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.loading.decision_lines import DecisionFile, DecisionLoad, DecisionOutcome
from archive.loading.statement_lines.file import FileDamaged, LineFile
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.search.engines import outbox


class Command(SiteCommand):
    """Reads JSON Lines in the shape of Open Civic Data, plain or gzip, into the record and the index."""

    help = (
        "Import meetings, decisions and votes from a file of JSON Lines in the shape of Open Civic Data, plain or gzip "
        "(archive/loading/decision_lines/__init__.py has the fields; tools/legistar.py writes such a file). If run "
        "again, it adds what is new, and corrects in public what the source has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what to do with it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="JSON Lines, plain or gzip")
        parser.add_argument("--dry-run", action="store_true", help="only count what would be imported")
        parser.add_argument(
            "--tell-readers",
            action=BooleanOptionalAction,
            default=None,
            help="email readers whose alerts match new decisions (by default, those of the last 30 days)",
        )
        parser.add_argument("--no-index", action="store_true", help="leave the index to the site, or to manage.py work")

    def handle(
        self, *_args: Any, file: Path, dry_run: bool, tell_readers: bool | None, no_index: bool, **_options: Any
    ) -> None:
        """Import, index, and print what was done; exit with 1 if a line was bad."""
        try:
            with LineFile(file) as lines:
                content = DecisionFile(lines, self.stderr.write)
            load = DecisionLoad(content, tell_readers=tell_readers)
            try:
                with Progress(self.stderr, "meetings", total=len(content.meetings)) as progress:
                    load.run(progress.over, dry=dry_run)
            finally:
                self._tell(load, dry=dry_run)
            if not no_index and not dry_run:
                with Progress(self.stderr, "statements", total=load.tally[DecisionOutcome.ADDED]) as progress:
                    outbox.drain(progress.over)
        except FileDamaged as damage:
            raise CommandError(f"{file}: {damage}") from damage
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror or error}.") from error
        except DatabaseError as error:
            reason = str(error).rstrip(".")
            raise CommandError(f"The database stopped the import: {reason}. Run it again for the rest.") from error
        if bad := load.tally[DecisionOutcome.BAD]:
            raise CommandError(f"{bad:,} lines were not read (see above). Correct them and import the file again.")

    def _tell(self, load: DecisionLoad, *, dry: bool) -> None:
        parts = [f"{load.tally[outcome]:,} {outcome}" for outcome in DecisionOutcome if load.tally[outcome]]
        lead = "Dry run, nothing was stored. " if dry else ""
        self.stdout.write(f"{lead}Meetings: {load.meetings:,} new. Decisions: {', '.join(parts) or 'none'}.")
