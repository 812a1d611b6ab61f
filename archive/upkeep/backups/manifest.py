"""The contents of a backup, with a SHA-256 of each part."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from archive.machine.database.copies import TableDigest
from archive.upkeep.backups.files import sha256_of, write_json

NAME = "manifest.json"
# The version of the format. A program that only knows an older one refuses it.
FORMAT = 1


class DamagedBackup(Exception):
    """A part of the backup is missing, or is not what was backed up."""


@dataclass(frozen=True)
class Upload:
    """An uploaded file: its SHA-256, its size in bytes, and when its storage says it was changed."""

    sha256: str
    size: int
    changed: str


@dataclass(frozen=True)
class Manifest:
    """A backup: when it was started, its version, the SHA-256 of its files, its tables and its uploads."""

    taken_at: datetime
    version: str
    engine: str
    files: dict[str, str]
    tables: dict[str, TableDigest]
    uploads: dict[str, Upload]
    # The SHA-256 of each key, to check that given keys belong to this backup.
    keys: dict[str, str]
    missing: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Write the manifest into the folder, which makes it a backup."""
        write_json(folder / NAME, {"format": FORMAT, **asdict(self), "taken_at": self.taken_at.isoformat()})

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest in the folder; raise DamagedBackup if it cannot be read."""
        try:
            stored: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
            if stored.pop("format") != FORMAT:
                raise DamagedBackup(
                    f"{folder.name} was made by another version, in a format that this one cannot read."
                )
            stored["taken_at"] = datetime.fromisoformat(stored["taken_at"])
            stored["tables"] = {name: TableDigest(**digest) for name, digest in stored["tables"].items()}
            stored["uploads"] = {name: Upload(**upload) for name, upload in stored["uploads"].items()}
            return cls(**stored)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedBackup(f"{folder.name} has no readable manifest: {error}") from error

    def check_files(self, folder: Path) -> None:
        """Raise DamagedBackup if a file of the backup is missing or has changed."""
        for name, expected in self.files.items():
            path = folder / name
            if not path.is_file():
                raise DamagedBackup(f"{folder.name} has lost its file {name}.")
            if sha256_of(path) != expected:
                raise DamagedBackup(f"The file {name} of {folder.name} is damaged: it is not the one that was written.")
