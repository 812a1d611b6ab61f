"""``manage.py bag FOLDER``: write a copy of the public record for a library."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError

from archive.exports.addresses import THIS_MACHINE
from archive.exports.bulk import ExportOvertaken
from archive.exports.bulk.bag import write_bag
from archive.exports.bulk.part import part_of_record
from archive.exports.bulk.record import RECORD
from archive.management.base import UNWRITABLE, SiteCommand
from archive.management.progress import Progress
from archive.models import Board


class Command(SiteCommand):
    """Writes the export files, the documents of meetings and the public log as a bag (RFC 8493)."""

    bears = UNWRITABLE
    help = (
        "Write a copy of the public record for a library into an empty folder: every table, the documents of meetings, "
        "and the public log, with the SHA-256 of each file. “manage.py import_record” reads it into an empty site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and which part of the record is wanted."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or empty folder")
        parser.add_argument("--board", metavar="SLUG", help="this board alone, with its people and sources")
        parser.add_argument("--year", type=int, help="this year alone")

    def handle(self, *_args: Any, folder: Path, board: str | None, year: int | None, **_options: Any) -> None:
        """Write the copy and say so; exit with 1 if it could not be written."""
        if urlsplit(settings.SITE_URL).hostname in THIS_MACHINE:
            raise CommandError(
                "SITE_URL names this machine, and so would the copy. Set it to the address of the site, such as "
                "https://archive.example.org."
            )
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a new or an empty folder.")
        public_board = Board.objects.public().filter(slug=board).first() if board else None
        if board and public_board is None:
            raise CommandError(f"No board has the address /boards/{board}/.")
        tables = part_of_record(public_board, year) if board or year else RECORD
        part = ", ".join(map(str, filter(None, (public_board, year))))
        with Progress(self.stderr, "rows") as progress:
            try:
                write_bag(folder, tables, progress.over, part=part)
            except (ExportOvertaken, OSError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"The copy of the record is in {folder}.")
