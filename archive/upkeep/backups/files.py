"""Files of a backup: written completely or not at all, and their checksums."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from archive.machine.database.durable import write_whole

CHUNK = 1 << 20


def write_json(path: Path, content: Any) -> None:
    """Write the file in one step. It is on the disk on return."""
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in chunks(file):
            digest.update(chunk)
    return digest.hexdigest()


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the contents of the file, a million bytes at a time."""
    while chunk := file.read(CHUNK):
        yield chunk
