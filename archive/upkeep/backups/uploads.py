"""The uploaded files of the site in a folder of backups: each once, under its checksum."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File
from django.core.files.storage import default_storage

from archive.machine.database.durable import sync_folder
from archive.upkeep.backups.files import chunks, sha256_of
from archive.upkeep.backups.folder import BackupFolder
from archive.upkeep.backups.manifest import DamagedBackup, Upload

Watch = Callable[[Iterator[str]], Iterator[str]]


def stored_names(folder: str = "") -> Iterator[str]:
    """Yield the names of all files in the storage of uploads."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from sorted(f"{folder}{name}" for name in files)
    for name in sorted(folders):
        yield from stored_names(f"{folder}{name}/")


def keep_uploads(into: BackupFolder, known: dict[str, Upload], watch: Watch = iter) -> dict[str, Upload]:
    """Add the missing files to the folder and return all uploads by name.

    ``known`` comes from the previous backup: a file with the same size and time of change is not read again. A file
    that is deleted meanwhile is left out.
    """
    kept = {}
    for name in watch(stored_names()):
        try:
            size, changed = default_storage.size(name), default_storage.get_modified_time(name).isoformat()
            before = known.get(name)
            if before and (before.size, before.changed) == (size, changed) and into.stored(before.sha256).exists():
                kept[name] = before
            else:
                kept[name] = Upload(_add(into, name), size, changed)
        except FileNotFoundError:
            continue
    return kept


def _add(into: BackupFolder, name: str) -> str:
    """Copy the file into the folder, if it does not have it, and return its SHA-256."""
    into.uploads.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.sha256()
    with default_storage.open(name, "rb") as file, NamedTemporaryFile(dir=into.uploads, delete=False) as draft:
        for chunk in chunks(file):
            digest.update(chunk)
            draft.write(chunk)
        draft.flush()
        os.fsync(draft.fileno())
    stored = into.stored(digest.hexdigest())
    stored.parent.mkdir(mode=0o700, exist_ok=True)
    Path(draft.name).replace(stored)
    sync_folder(stored.parent)
    return stored.name


def check_uploads(of: BackupFolder, uploads: dict[str, Upload]) -> None:
    """Raise DamagedBackup if an uploaded file is missing in the folder, or has changed."""
    for name, upload in uploads.items():
        path = of.stored(upload.sha256)
        if not path.is_file():
            raise DamagedBackup(f"The backup has lost the uploaded file {name}.")
        if sha256_of(path) != upload.sha256:
            raise DamagedBackup(f"The uploaded file {name} in the backup is damaged.")


def put_back(of: BackupFolder, uploads: dict[str, Upload]) -> None:
    """Store the files under their names; raise DamagedBackup if the storage gives one a different name."""
    for name, upload in uploads.items():
        with of.stored(upload.sha256).open("rb") as file:
            given = default_storage.save(name, File(file))
        if given != name:
            raise DamagedBackup(f"The uploaded file {name} cannot be stored under its name: there is one already.")
