"""``manage.py follow``: keep a read-only copy of another site, to search several sites together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.core.management.base import CommandError

from archive.exports.followed import NotFollowed, follow
from archive.exports.followed_log import FollowedLog
from archive.machine.web.peer import Peer
from archive.machine.web.sent_data import NotTaken
from archive.management.base import ANY, SiteCommand


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
            dest="may_be_private",
            action="store_true",
            help="the name of the site may lead to an address of the private network",
        )

        parser.add_argument(
            "--whole",
            action="store_true",
            help="look at every object that the site shows, not at some: does each have its entry, and each entry it?",
        )

    def handle(
        self, *_args: Any, site: str, file: Path, log_key: str, may_be_private: bool, whole: bool, **_options: Any
    ) -> None:
        """Follow the site and say what was done."""
        try:
            log = FollowedLog(site.rstrip("/"), file, log_key, Peer(site, is_near=may_be_private).fetch)
            done = follow(site, file, log.fetch, log.unexplained)
            log.look(whole=whole)
        except (NotFollowed, NotTaken) as error:
            raise CommandError(str(error)) from error
        except (ValueError, InvalidSignature) as error:
            raise CommandError(
                f"The public log of {site} is not the one that was followed before. {error} Ask those who run it, and "
                f"keep {log.kept}: it is the proof."
            ) from error
        self.stdout.write(
            f"Changes since the last run: {done.changes:,}. {file} has {done.statements:,} statements of {site}. "
            f"Its public log: {log.seen}"
        )
