"""``manage.py follow``: keep a read-only copy of another site, to search several sites together."""

import sqlite3
import sys
import time
from argparse import ArgumentParser
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from cryptography.exceptions import InvalidSignature
from django.core.management.base import CommandError

from archive.exports.followed import Fetch, Json, NotFollowed, follow
from archive.management.base import ANY, SiteCommand
from archive.web.peer import Peer
from archive.web.sent_data import NotTaken
from tools import witness


class Command(SiteCommand):
    """Fetches what has changed on another site since the last run, and is a witness of its public log."""

    bears = ANY
    help = (
        "Keep a read-only copy of another site of this software in an SQLite file with full-text search, each object "
        "with its address at home. Run it again to bring the copy up to date. Sites can share a file. "
        "Each run also checks that the site's public log only grew, and says why what is held has changed. Without a "
        "reason it stops and names what differs."
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

        parser.add_argument(
            "--whole",
            action="store_true",
            help="look at every object that the site shows, not at some: does each have its entry, and each entry it?",
        )

    def handle(
        self, *_args: Any, site: str, file: Path, log_key: str, near: bool, whole: bool, **_options: Any
    ) -> None:
        """Follow the site and say what was done."""
        try:
            log = FollowedLog(site.rstrip("/"), file, log_key, Peer(site, is_near=near).fetch)
            seen = log.watch(sample=0)
            done = follow(site, file, log.fetch, log.unexplained)
            log.watch(sample=sys.maxsize if whole else witness.SAMPLE)
        except (NotFollowed, NotTaken) as error:
            raise CommandError(str(error)) from error
        except (FileNotFoundError, ValueError, InvalidSignature) as error:
            raise CommandError(
                f"The public log of {site} is not the one that was followed before. {error} Ask those who run it, and "
                f"keep {log.kept}: it is the proof."
            ) from error
        self.stdout.write(
            f"Changes since the last run: {done.changes:,}. {file} has {done.statements:,} statements of {site}. "
            f"Its public log: {seen}"
        )


@dataclass(frozen=True)
class FollowedLog:
    """The public log of a site, and what was kept of it beside the file with its copy."""

    site: str
    file: Path
    key: str
    fetch: Fetch

    @property
    def kept(self) -> Path:
        """The file of the witness."""
        return self.file.with_name(f"{self.file.name}.{urlsplit(self.site).netloc.replace(':', '-')}.witness")

    def watch(self, sample: int) -> str:
        """Compare the log with what it signed at the last run, and look at some objects; return what was seen."""
        try:
            key = self.key or self.fetch(f"{self.site}/log/key").decode().strip()
            return witness.watch(self._of_log, key, self.kept, sample=sample)
        except FileNotFoundError:
            if self.kept.exists():
                raise
            return "none so far."

    def unexplained(self, changes: list[Json]) -> str:
        """Return what the log does not explain of these changes of what is held; nothing if the site has no log.

        The log has what changes within a minute.
        """
        if not changes or not self.kept.exists() or not self._unexplained(changes):
            return ""
        time.sleep(witness.PATIENCE_SECONDS)
        self.watch(sample=0)
        return self._unexplained(changes)

    def _unexplained(self, changes: list[Json]) -> str:
        rows = {(change["type"], change["id"]): change["object"] for change in changes}
        with closing(sqlite3.connect(f"{self.kept}.sqlite3")) as database:
            return witness.unexplained(witness.Log(database), self._of_log, rows)

    def _of_log(self, path: str) -> bytes:
        return self.fetch(urljoin(f"{self.site}/log/", path))
