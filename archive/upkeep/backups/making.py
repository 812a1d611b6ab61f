"""Make a backup of the running site."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.utils import timezone

from archive.machine.database import copy_database, numbers_given, version_in_use
from archive.machine.database.copies import Watch
from archive.machine.database.durable import sync
from archive.models import FORGOTTEN, ImportBatch, IncomingFile, Source
from archive.upkeep.backups import keys, removals_list, uploads
from archive.upkeep.backups.files import sha256_of, write_json
from archive.upkeep.backups.folder import BackupFolder
from archive.upkeep.backups.manifest import DamagedBackup, Manifest, Upload
from boardmeetings import env
from boardmeetings.failpoints import failpoint

DATABASE, NUMBERS, SETTINGS = "database", "numbers.json", "settings.json"
# A sentence that says what is being done.
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wishes:
    """How to make a backup: where its keys go, the passphrase that encrypts them, and a function for progress."""

    keys_folder: Path | None = None
    passphrase: str = ""
    watch_database: Watch = field(default=lambda _: None)
    watch_uploads: uploads.Watch = iter


def make_backup(folder: BackupFolder, wishes: Wishes | None = None) -> tuple[Path, Manifest]:
    """Add a backup of the site as it is now, and return its path and its contents.

    Nothing is stopped. The database is that of one moment, and every file that it names was stored before that moment.
    The folder must be locked. Raise OSError, a DatabaseError or DamagedCopy if it cannot be made; then there is no
    backup with that name.
    """
    wishes = wishes or Wishes()
    taken_at = timezone.now()
    draft = folder.draft(taken_at)
    tables = copy_database(draft / DATABASE, wishes.watch_database)
    sync(draft / DATABASE)
    failpoint("backup.database")
    # After the database, so that it includes every number in it.
    write_json(draft / NUMBERS, numbers_given())
    write_json(draft / SETTINGS, env.given())
    removals_list.write_list(draft / removals_list.NAME)
    kept = uploads.keep_uploads(folder, _known_uploads(folder), wishes.watch_uploads)
    failpoint("backup.uploads")
    in_use = keys.keys_in_use()
    keys_file = (wishes.keys_folder or folder.keys) / f"{draft.name.partition('.unf')[0]}.keys"
    keys.write_keys(keys_file, in_use, wishes.passphrase)
    manifest = Manifest(
        taken_at=taken_at,
        version=version_in_use(),
        engine=connection.vendor,
        files={path.name: sha256_of(path) for path in sorted(draft.iterdir())},
        tables=tables,
        uploads=kept,
        keys=keys.digests(in_use),
        missing=sorted(named_uploads() - set(kept)),
    )
    manifest.write(draft)
    failpoint("backup.written")
    backup = folder.finish(draft)
    removals_list.keep_list(folder)
    return backup, manifest


def _known_uploads(folder: BackupFolder) -> dict[str, Upload]:
    """Return the uploads in the newest backup that can be read."""
    for backup in reversed(folder.backups()):
        try:
            return Manifest.read(backup).uploads
        except DamagedBackup:
            continue
    return {}


def named_uploads() -> set[str]:
    """Return the names of the files that the database names, without those that a redaction deleted."""
    of_sources = Source.objects.exclude(file="").values_list("file", flat=True)
    of_imports = ImportBatch.objects.exclude(file__startswith=FORGOTTEN)
    of_folders = IncomingFile.objects.exclude(file="").values_list("file", flat=True)
    return {*of_sources, *of_imports.values_list("file", flat=True), *of_folders}
