"""``manage.py follow``: keep a read-only copy of another site, to search several sites together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from cryptography.exceptions import InvalidSignature
from django.core.management.base import CommandError

from archive.exports.followed import Fetch, NotFollowed, follow
from archive.management.base import ANY, SiteCommand
from archive.web.peer import Peer
from archive.web.sent_data import NotTaken
from tools.witness import watch


class Command(SiteCommand):
    """Fetches what has changed on another site since the last run, and is a witness of its public log."""

    bears = ANY
    help = (
        "Keep a read-only copy of another site of this software in an SQLite file with full-text search, each object "
        "with its address at home. Run it again to bring the copy up to date. Sites can share a file. "
        "Each run also checks that the site's public log only grew."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address of the site and the file."""
        parser.add_argument("site", help="the address of the site, such as https://record.example.org/")
        parser.add_argument("file", type=Path, help="the SQLite file, which is made if there is none")
        parser.add_argument(
            "--log-key",
            default="",
            metavar="KEY",
            help="the key of the site's public log, from its page About; by default, the one of the first run",
        )
        parser.add_argument(
            "--near",
            action="store_true",
            help="the name of the site may lead to an address of the private network",
        )

    def handle(self, *_args: Any, site: str, file: Path, log_key: str, near: bool, **_options: Any) -> None:
        """Follow the site and say what was done."""
        try:
            fetch = Peer(site, is_near=near).fetch
            done = follow(site, file, fetch)
            seen = self.witness(site.rstrip("/"), file, log_key, fetch)
        except (NotFollowed, NotTaken) as error:
            raise CommandError(str(error)) from error
        except (FileNotFoundError, ValueError, InvalidSignature) as error:
            raise CommandError(
                f"The public log of {site} is not the one that was followed before. {error} Ask those who run it, and "
                f"keep {_kept(file, site)}: it is the proof."
            ) from error
        self.stdout.write(
            f"Changes since the last run: {done.changes:,}. {file} has {done.statements:,} statements of {site}. "
            f"Its public log: {seen}"
        )

    def witness(self, site: str, file: Path, log_key: str, fetch: Fetch) -> str:
        """Compare the site's log with what it signed at the last run; return what was seen."""
        kept = _kept(file, site)
        try:
            key = log_key or fetch(f"{site}/log/key").decode().strip()
            return watch(lambda path: fetch(urljoin(f"{site}/log/", path)), key, kept)
        except FileNotFoundError:
            if kept.exists():
                raise
            return "none so far."


def _kept(file: Path, site: str) -> Path:
    return file.with_name(f"{file.name}.{urlsplit(site).netloc.replace(':', '-')}.witness")
