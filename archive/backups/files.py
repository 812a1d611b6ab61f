"""Files that are on the disk whole or not at all, and their checksums."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

CHUNK = 1 << 20


def write_json(path: Path, content: Any) -> None:
    """Write the file in one step; it is on the disk on return."""
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in chunks(file):
            found.update(chunk)
    return found.hexdigest()


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what the file holds, a million bytes at a time."""
    while chunk := file.read(CHUNK):
        yield chunk


def sync(path: Path) -> None:
    """Have the file on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names of the folder's files on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
