"""``manage.py backup``: copy the running site into a folder."""

import sqlite3
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive.machine.database.copies import DamagedCopy, ProgramMissing
from archive.machine.database.fit import NO_TABLES, DatabaseState, fit_of
from archive.management.base import UNWRITABLE, SiteCommand
from archive.management.passphrase import add_passphrase, read_passphrase
from archive.management.progress import Progress
from archive.upkeep.backups import BackupFolder, KeepRule, make_backup
from archive.upkeep.backups.folder import BackupInHand, taken_at
from archive.upkeep.backups.making import Wishes
from archive.upkeep.backups.manifest import DamagedBackup
from archive.upkeep.backups.removals_list import held_by_old_backups
from archive.upkeep.runs import BACKUP, note_run

# There is a backup, but somebody should check it.
INCOMPLETE = 3
BUSY = 4
TROUBLE = (OSError, DatabaseError, sqlite3.Error, DamagedCopy, DamagedBackup, ProgramMissing)


class Command(SiteCommand):
    """Adds a backup to a folder and deletes old ones."""

    bears = UNWRITABLE | {DatabaseState.OLDER, DatabaseState.DAMAGED}
    help = (
        "Back up the running site into a folder: database, uploads, keys, settings, and a manifest with "
        "checksums. Uploads are copied once for all backups. Old backups are deleted by the rule. Exits with 0 on "
        "success, 1 if there is no new backup, 3 if files that the record names are missing from it, 4 if another "
        "backup is being made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, where keys go, how they are encrypted, and what is kept."""
        parser.add_argument("folder", type=Path, help="of backups; created if missing")
        parser.add_argument("--keys", type=Path, metavar="FOLDER", help="put the keys there, apart from the backups")
        parser.add_argument(
            "--keep",
            default=str(KeepRule()),
            metavar="RULE",
            help=f"which backups stay (“{KeepRule()}”); “all” keeps every backup",
        )
        parser.add_argument("--list", action="store_true", help="list the backups and make none")
        add_passphrase(parser)

    def handle(self, *, folder: Path, keys: Path | None, keep: str, **options: Any) -> None:
        """Back up, delete old backups, and note the run for the status page."""
        backups = BackupFolder(folder)
        if options["list"]:
            self.list(backups)
            return
        if (fit := fit_of()).sentence == NO_TABLES:
            raise CommandError(fit.sentence, returncode=fit.state.value)
        rule = None if keep == "all" else self.rule(keep)
        passphrase = read_passphrase(options["passphrase_file"])
        try:
            with backups.in_hand():
                missing = self.back_up(backups, keys, passphrase)
                self.thin(backups, rule)
        except BackupInHand as in_hand:
            raise CommandError(str(in_hand), returncode=BUSY) from in_hand
        except TROUBLE as error:
            sentence = f"There is no new backup. {error}"
            note_run(BACKUP, sentence)
            raise CommandError(sentence) from error
        note_run(BACKUP, missing)
        if held := held_by_old_backups(backups):
            self.stdout.write(held)
        if missing:
            self.stderr.write(missing)
            sys.exit(INCOMPLETE)

    def rule(self, keep: str) -> KeepRule:
        """Return the rule as it was written."""
        try:
            return KeepRule.read(keep)
        except ValueError as error:
            raise CommandError(str(error)) from error

    def back_up(self, backups: BackupFolder, keys: Path | None, passphrase: str) -> str:
        """Make a backup; return a sentence that says what is missing from it."""
        share = 0.0

        def watch(done: float) -> None:
            nonlocal share
            share = done
            database.step()

        with (
            Progress(self.stderr, "parts of the database", share=lambda: share) as database,
            Progress(self.stderr, "uploaded files") as uploads,
        ):
            backup, manifest = make_backup(backups, Wishes(keys, passphrase, watch, uploads.over))
        size = (backup / "database").stat().st_size / 1e6
        self.stdout.write(f"{backup}: database {size:,.1f} MB, {len(manifest.uploads):,} uploaded files.")
        if not manifest.missing:
            return ""
        names = ", ".join(manifest.missing[:3])
        return f"{len(manifest.missing):,} files that the record names are missing from the backup: {names}."

    def thin(self, backups: BackupFolder, rule: KeepRule | None) -> None:
        """Delete what the rule does not keep."""
        if rule is None:
            return
        keep = rule.kept(map(taken_at, backups.backups()), timezone.now())
        old = [backup for backup in backups.backups() if taken_at(backup) not in keep]
        for backup in old:
            backups.delete(backup)
        if old:
            files = backups.delete_unused()
            self.stdout.write(f"{len(old)} old backups deleted, and {files} uploaded files that only they had.")

    def list(self, backups: BackupFolder) -> None:
        """Return which backups there are and which have words that were removed since."""
        for backup in backups.backups():
            self.stdout.write(f"{backup.name}  {(backup / 'database').stat().st_size / 1e6:,.1f} MB")
        self.stdout.write(held_by_old_backups(backups) or "None contains words that have since been removed.")
