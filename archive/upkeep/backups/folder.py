"""A folder of backups: where its parts are, who may write to it, which backups it has."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.machine.database import file_lock
from archive.machine.database.durable import sync_folder
from archive.upkeep.backups.manifest import NAME as MANIFEST
from archive.upkeep.backups.manifest import DamagedBackup, Manifest

TIME = "%Y%m%dT%H%M%S.%fZ"
# The name of a backup until its manifest is written.
DRAFT = ".unfinished"


class BackupInHand(Exception):
    """Another process is using the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another process is making or deleting backups in {folder}. Try again when it has finished.")


class BackupFolder:
    """The folder at a path. A backup is a subfolder with a manifest; its name is the time when it was started."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self.uploads = self.path / "uploads"
        self.keys = self.path / "keys"
        self.removals = self.path / "removals.json"

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """Create the folder if it is missing and lock it. Raise BackupInHand if somebody else is using it.

        First, remove what a killed process left unfinished.
        """
        with file_lock(self.path / ".lock") as is_ours:
            if not is_ours:
                raise BackupInHand(self.path)
            for unfinished in self.path.glob(f"*{DRAFT}"):
                shutil.rmtree(unfinished)
            for unfinished in self.uploads.glob("tmp*"):
                unfinished.unlink()
            yield

    def draft(self, taken_at: datetime) -> Path:
        """Create the folder for a backup that is not complete yet."""
        draft = self.path / f"{taken_at.strftime(TIME)}{DRAFT}"
        draft.mkdir(mode=0o700)
        return draft

    def finish(self, draft: Path) -> Path:
        """Turn the draft, which is complete, into a backup, and return its path."""
        backup = draft.with_name(draft.name.removesuffix(DRAFT))
        draft.rename(backup)
        sync_folder(self.path)
        return backup

    def backups(self) -> list[Path]:
        """Return the backups, the oldest first."""
        return sorted(path for path in self.path.glob("[0-9]*Z") if (path / MANIFEST).is_file())

    def newest(self) -> Path:
        """Return the newest backup; raise DamagedBackup if there is none."""
        if backups := self.backups():
            return backups[-1]
        raise DamagedBackup(f"There is no backup in {self.path}.")

    def manifests(self) -> dict[Path, Manifest]:
        """Return the manifest of each backup; raise DamagedBackup if one cannot be read."""
        return {path: Manifest.read(path) for path in self.backups()}

    def stored(self, sha256: str) -> Path:
        """Return the path of the uploaded file with the checksum."""
        return self.uploads / sha256[:2] / sha256

    def keys_of(self, backup: Path) -> Path:
        """Return the path of the backup's keys, unless they are kept elsewhere."""
        return self.keys / f"{backup.name}.keys"

    def delete(self, backup: Path) -> None:
        """Delete a backup, and its keys if they are in the folder. ``delete_unused`` deletes its uploads."""
        # Without its manifest it is not a backup, even if the rest is only partly deleted.
        (backup / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(backup)
        self.keys_of(backup).unlink(missing_ok=True)

    def delete_unused(self) -> int:
        """Delete the uploaded files that no backup needs any more; return how many."""
        used = {upload.sha256 for manifest in self.manifests().values() for upload in manifest.uploads.values()}
        unused = [path for path in self.uploads.glob("??/*") if path.name not in used]
        for path in unused:
            path.unlink()
        return len(unused)


def taken_at(backup: Path) -> datetime:
    """Return when the backup was started, by its name."""
    return datetime.strptime(backup.name, TIME).replace(tzinfo=UTC)
