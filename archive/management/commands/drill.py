"""``manage.py drill``: test whether a backup restores everything."""

import json
import sqlite3
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.machine.database.copies import DamagedCopy, ProgramMissing
from archive.machine.database.scratch import NoScratchDatabase
from archive.management.base import ANY, SiteCommand
from archive.management.passphrase import add_passphrase, read_passphrase
from archive.upkeep.backups import BackupFolder, BackupInHand, DamagedBackup, RestoreFailed, Wishes, drill
from archive.upkeep.backups.answers import answers
from archive.upkeep.runs import BACKUP, DRILL, note_run

TROUBLE = (
    RestoreFailed,
    NoScratchDatabase,
    BackupInHand,
    OSError,
    DatabaseError,
    sqlite3.Error,
    DamagedCopy,
    DamagedBackup,
    ProgramMissing,
)


class Command(SiteCommand):
    """Backs up, restores into a temporary place and compares; prints one line."""

    bears = ANY
    help = (
        "Back up into a folder, restore that backup into a temporary place, and compare every table, every uploaded "
        "file and the pages of twenty statements. Prints one line. Exits with 1 if anything was not restored. Run it "
        "every month."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder of backups, and where to restore to."""
        parser.add_argument("folder", type=Path, nargs="?", help="of backups; created if missing")
        parser.add_argument("--keys", type=Path, metavar="FOLDER", help="put the keys there, apart from the backups")
        parser.add_argument("--scratch", type=Path, metavar="FOLDER", help="where to restore to temporarily")
        # For the drill itself, which runs this on the restored site.
        parser.add_argument("--answers", type=int, nargs="*", help=SUPPRESS)
        add_passphrase(parser)

    def handle(self, *, folder: Path | None, keys: Path | None, scratch: Path | None, **options: Any) -> None:
        """Run the drill, print the line and note it for the status page."""
        if options["answers"] is not None:
            self.stdout.write(json.dumps(answers(options["answers"])))
            return
        if folder is None:
            raise CommandError("Name the folder of backups.")
        wishes = Wishes(keys, read_passphrase(options["passphrase_file"]))
        backups = BackupFolder(folder)
        try:
            with backups.in_hand():
                done = drill(backups, wishes, scratch, options["passphrase_file"])
        except TROUBLE as error:
            sentence = f"The drill failed. {error}"
            note_run(DRILL, sentence)
            raise CommandError(sentence) from error
        note_run(BACKUP)
        if done.problems:
            note_run(DRILL, str(done))
            raise CommandError(str(done))
        note_run(DRILL, result=str(done))
        self.stdout.write(str(done))
