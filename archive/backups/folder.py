"""A folder of backups: what lies where, who may write in it, which backups it has."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.backups.manifest import NAME as MANIFEST
from archive.backups.manifest import DamagedBackup, Manifest
from archive.database import file_lock
from archive.database.durable import sync_folder

TIME = "%Y%m%dT%H%M%S.%fZ"
# The name of a backup until its manifest is written.
DRAFT = ".unfinished"


class BackupInHand(Exception):
    """Another process is at work in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another process is making or deleting backups in {folder}. Try again when it has finished.")


class BackupFolder:
    """The folder at a path. A backup is a folder within it that has a manifest; its name is when it was begun."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self.uploads = self.path / "uploads"
        self.keys = self.path / "keys"
        self.removals = self.path / "removals.json"

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """Make the folder where it is missing; within, nobody else writes in it. Raise BackupInHand if someone does.

        What a killed process left half made is removed first.
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
        """Make the folder of a backup that is no backup yet."""
        draft = self.path / f"{taken_at.strftime(TIME)}{DRAFT}"
        draft.mkdir(mode=0o700)
        return draft

    def finish(self, draft: Path) -> Path:
        """Make a backup of the draft, which holds all of it, and return where that is."""
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
        """Return where the uploaded file with the checksum is kept."""
        return self.uploads / sha256[:2] / sha256

    def keys_of(self, backup: Path) -> Path:
        """Return where the keys of the backup are, unless they are kept elsewhere."""
        return self.keys / f"{backup.name}.keys"

    def delete(self, backup: Path) -> None:
        """Delete a backup, and its keys where they are in the folder. Its uploads go with ``delete_unused``."""
        # Without its manifest it is no backup, however far the rest gets.
        (backup / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(backup)
        self.keys_of(backup).unlink(missing_ok=True)

    def delete_unused(self) -> int:
        """Delete the uploaded files that no backup names any more; return how many."""
        used = {upload.sha256 for manifest in self.manifests().values() for upload in manifest.uploads.values()}
        unused = [path for path in self.uploads.glob("??/*") if path.name not in used]
        for path in unused:
            path.unlink()
        return len(unused)


def taken_at(backup: Path) -> datetime:
    """Return when the backup was begun, by its name."""
    return datetime.strptime(backup.name, TIME).replace(tzinfo=UTC)
