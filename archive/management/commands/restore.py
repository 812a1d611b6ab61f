"""``manage.py restore``: restore a backup into an empty place."""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.machine.database.copies import DamagedCopy, ProgramMissing
from archive.machine.database.incoming import NotEmpty
from archive.management.base import ANY, SiteCommand
from archive.management.passphrase import add_passphrase, read_passphrase
from archive.management.progress import Progress
from archive.upkeep.backups import BackupFolder, DamagedBackup, WrongKeys, restore, taken_at

TROUBLE = (
    NotEmpty,
    DamagedBackup,
    DamagedCopy,
    ProgramMissing,
    WrongKeys,
    OSError,
    DatabaseError,
    sqlite3.Error,
    CommandError,
)


class Command(SiteCommand):
    """Verifies a backup, restores it into DATA_DIR and builds the index."""

    bears = ANY
    help = (
        "Restore a backup into an empty DATA_DIR, and an empty database where DATABASE_URL names one. Everything is "
        "verified first. What was redacted or withdrawn after the backup was made is removed again before the site can "
        "start. Exits with 1 if nothing was restored."
    )

    # This command creates the database that the checks need.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder of backups, which of them, where its keys are, and lists of removals."""
        parser.add_argument("folder", type=Path, help="of backups, or one backup in it")
        parser.add_argument(
            ("--keys"), type=Path, metavar="FILE", help="the keys of the backup, if they are kept elsewhere"
        )
        parser.add_argument(
            "--removals",
            type=Path,
            metavar="FILE",
            action="append",
            help="a further list of redactions and withdrawals, besides those in the folder",
        )
        add_passphrase(parser)

    def handle(self, *, folder: Path, keys: Path | None, removals: list[Path] | None, **options: Any) -> None:
        """Restore, and print what is there and what to check."""
        passphrase = read_passphrase(options["passphrase_file"])
        try:
            backups, backup = which(folder)
            with Progress(self.stderr, "statements") as progress:
                restored = restore(
                    backups,
                    backup,
                    keys_file=keys,
                    passphrase=passphrase,
                    lists=removals,
                    watch=progress.over,
                    say=lambda sentence: self.stdout.write(f"{sentence}."),
                )
        except TROUBLE as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        for warning in restored.warnings:
            self.stderr.write(warning)
        self.stdout.write(
            f"The site as of {taken_at(backup):%Y-%m-%d %H:%M} UTC is in {settings.DATA_DIR}: "
            f"{restored.statements:,} public statements, {len(restored.manifest.uploads):,} uploaded files, "
            f"{restored.removed:,} later redactions and withdrawals applied."
        )


def which(folder: Path) -> tuple[BackupFolder, Path]:
    """Return the folder of backups and the backup that the path means: itself, or the newest one in it."""
    path = folder.expanduser().resolve()
    if (path / "manifest.json").exists():
        return BackupFolder(path.parent), path
    backups = BackupFolder(path)
    return backups, backups.newest()
