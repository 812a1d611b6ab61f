"""``manage.py export``: write the whole public record as files, for readers or into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from archive.exports.bulk import ExportOvertaken, ExportUnderway, publish, write_without_removed
from archive.management.base import UNWRITABLE, SiteCommand
from archive.management.progress import Progress


class Command(SiteCommand):
    """Writes CSV and JSON Lines next to the old files, and then replaces these."""

    bears = UNWRITABLE
    help = (
        "Write the whole public record as CSV and JSON Lines, with a manifest. Readers get the files at /data/. Run it "
        "every night. With --to, write them into an empty folder instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a folder, if the files are not for readers."""
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="write the files into this empty folder instead")

    def handle(self, *_args: Any, to: Path | None, **_options: Any) -> None:
        """Export and say so; exit with 1 if nothing was written."""
        with Progress(self.stderr, "rows") as progress:
            try:
                folder = self.write_to(to, progress) if to else publish(progress.over).path
            except (ExportOvertaken, ExportUnderway, OSError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"The files of the record are in {folder}.")

    def write_to(self, folder: Path, progress: Progress) -> Path:
        """Write the files there; raise CommandError if the folder is not empty."""
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Name a new or an empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        write_without_removed(folder, progress.over)
        return folder
