"""Where the export files are, and whether they may be sent.

``EXPORT_DIR`` has one folder of files and ``published.json``, which names it. Files made before a withdrawal or
redaction have the removed words. From its commit on they are not sent, and any process deletes them within seconds.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from archive.exports.bulk.files import CATALOGUE, MANIFEST, Counting, compress_for_sending, write_files
from archive.exports.bulk.record import RECORD, RecordTable
from archive.machine.database import named_lock, one_state
from archive.machine.database.durable import write_whole
from archive.models import Tombstone
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)
CURRENT = "published.json"
LOCK = "export"
# The folder of the parts, which stand on their own (archive.exports.bulk.parts).
PARTS = "parts"
# Each try notices the removals of the one before. More of them in a row than this are no chance.
TRIES = 10


class ExportOvertaken(Exception):
    """Words were removed each time while the files were being written."""

    def __init__(self) -> None:
        super().__init__(
            f"Words were removed from the record each of the {TRIES} times that the files were written. There are no "
            "new files. Run the command again when fewer words are being removed."
        )


class ExportUnderway(Exception):
    """Another process is writing the files."""

    def __init__(self) -> None:
        super().__init__("Another process is writing the files already.")


@dataclass(frozen=True)
class Published:
    """The files that readers get: their folder, when they were made, and how many removals they include."""

    folder: str
    made_at: str
    removals: int

    @property
    def path(self) -> Path:
        """The folder with the files."""
        return settings.EXPORT_DIR / self.folder

    @property
    def made(self) -> datetime:
        """When they were made."""
        return datetime.fromisoformat(self.made_at)

    def manifest(self) -> dict[str, Any]:
        """Return the data package: a resource for each file."""
        return json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each file that readers may have, by its name."""
        return _digests(self.path)


@lru_cache(maxsize=2)
def _digests(folder: Path) -> dict[str, str]:
    """Return the digests of the files of a folder, in which nothing ever changes."""
    descriptions = {name: (folder / name).read_bytes() for name in (MANIFEST, CATALOGUE)}
    resources = json.loads(descriptions[MANIFEST])["resources"]
    return {
        **{resource["path"]: resource["hash"].removeprefix("sha256:") for resource in resources},
        **{name: hashlib.sha256(content).hexdigest() for name, content in descriptions.items()},
    }


def published() -> Published | None:
    """Return the files that readers get, or None if none were made or words were removed since."""
    current = _current()
    return current if current and current.removals == Tombstone.objects.count() else None


def publish(over: Counting = iter) -> Published:
    """Write the files again and replace the old ones, which stay if this fails.

    Raise ExportUnderway if another process does it, ExportOvertaken if removals come faster than the files are written.
    """
    settings.EXPORT_DIR.mkdir(parents=True, exist_ok=True)
    with named_lock(LOCK) as had:
        if not had:
            raise ExportUnderway
        made = _write(over)
        _switch_to(made)
        return made


def write_without_removed(folder: Path, over: Counting = iter, tables: Sequence[RecordTable] = RECORD) -> int:
    """Write all files into an empty folder and return how many removals they include, which is all of them.

    If words are removed meanwhile, begin again. Raise ExportOvertaken if that happens each time.
    """
    for _ in range(TRIES):
        with one_state():
            removals = Tombstone.objects.count()
            write_files(folder, over, tables)
        if removals == Tombstone.objects.count():
            return removals
        logger.info("Words were removed while the files of the record were written. They are written again.")
        for path in folder.iterdir():
            path.unlink()
    raise ExportOvertaken


def discard_outdated() -> int:
    """Delete files from before a removal, and what killed exports left; return how many folders."""
    if not _outdated():
        return 0
    with named_lock(LOCK) as had:
        # A running export replaces them itself.
        outdated = _outdated() if had else []
        current = _current()
        if current and current.path in outdated:
            (settings.EXPORT_DIR / CURRENT).unlink(missing_ok=True)
        for folder in outdated:
            shutil.rmtree(folder, ignore_errors=True)
    if outdated:
        logger.info("Files of the record are deleted, because words have since been removed or the export was killed.")
    return len(outdated)


def _outdated() -> list[Path]:
    """Return the folders of files that readers must not get."""
    kept = published()
    folders = settings.EXPORT_DIR.iterdir() if settings.EXPORT_DIR.exists() else ()
    return [path for path in folders if path.is_dir() and path.name != PARTS and (kept is None or path != kept.path)]


def _write(over: Counting) -> Published:
    name = f"{timezone.now():%Y%m%d%H%M%S}-{uuid4().hex[:8]}"
    folder = settings.EXPORT_DIR / name
    folder.mkdir(mode=0o700)
    try:
        removals = write_without_removed(folder, over)
        compress_for_sending(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Published(name, timezone.now().isoformat(), removals)


def _switch_to(made: Published) -> None:
    """Name the new folder in one step, then delete all others, including those of killed processes."""
    failpoint("export.written")
    write_whole(settings.EXPORT_DIR / CURRENT, json.dumps(asdict(made)))
    failpoint("export.switched")
    for other in settings.EXPORT_DIR.iterdir():
        if other.is_dir() and other.name not in {made.folder, PARTS}:
            shutil.rmtree(other)


def _current() -> Published | None:
    try:
        return Published(**json.loads((settings.EXPORT_DIR / CURRENT).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
