"""``manage.py follow``: keep a read-only copy of another site, to search several sites together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from archive.exports.followed import NotFollowed, follow
from archive.management.base import SiteCommand


class Command(SiteCommand):
    """Fetches the parts of another site that have changed since the last run."""

    help = (
        "Keep a read-only copy of the statements of another site of this software in an SQLite file with full-text "
        "search, each with its address at home. Run it again to bring the copy up to date. Sites can share a file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address of the site and the file."""
        parser.add_argument("site", help="the address of the site, such as https://record.example.org/")
        parser.add_argument("file", type=Path, help="the SQLite file, which is made if there is none")

    def handle(self, *_args: Any, site: str, file: Path, **_options: Any) -> None:
        """Follow the site and say what was done."""
        try:
            done = follow(site, file)
        except NotFollowed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Parts that had changed: {done.parts:,}. {file} has {done.statements:,} statements of {site}"
        )
