"""``manage.py import_record FOLDER``: import a whole record from ``manage.py export`` into an empty site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.ingest.loading.record_files import left_out, load_record
from archive.ingest.loading.record_rows import NotARecord
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.search.engines.rebuild import RebuildUnderway, rebuild


class Command(SiteCommand):
    """Imports the whole record, with its numbers and hashes, and builds the index."""

    help = (
        "Import a whole public record, written by “manage.py export” or “manage.py bag”, into an empty site. Numbers, "
        "wordings, hashes, corrections and tombstones stay the same. Only a bag brings the files of sources."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder with datapackage.json or bagit.txt")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Import, index and say so; exit with 1 if nothing was stored."""
        try:
            gone = left_out(folder)
            with Progress(self.stdout, "rows") as progress:
                number = load_record(folder, progress.over)
            rebuild()
        except (NotARecord, DatabaseError, RebuildUnderway, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number:,} statements are in the record.")
        for name in gone:
            self.stdout.write(f"{name} was left out: this version has no such table.")
