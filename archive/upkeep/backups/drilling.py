"""Test whether a backup restores everything: make one, restore it elsewhere, and compare."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from archive.machine.database.copies import TableDigest
from archive.machine.database.scratch import Scratch, scratch_database
from archive.models import AccountLink, NameWord, OutboxEntry, OutdatedName, SearchIndex, StaffSession, Statement
from archive.upkeep.backups.answers import answers
from archive.upkeep.backups.files import sha256_of
from archive.upkeep.backups.folder import BackupFolder
from archive.upkeep.backups.making import Wishes, make_backup
from archive.upkeep.backups.manifest import Manifest
from boardmeetings import env

# How many statements' pages are compared.
SAMPLE = 20
# A restore empties these, or building the index writes to them.
NOT_COMPARED = frozenset(
    model._meta.db_table for model in (AccountLink, NameWord, OutboxEntry, OutdatedName, SearchIndex, StaffSession)
)


class RestoreFailed(Exception):
    """The backup could not be restored."""


@dataclass
class Drill:
    """What was compared, and what differed."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    pages: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if self.problems:
            return f"{len(self.problems)} things were not restored: {'; '.join(self.problems[:5])}."
        return (
            f"Everything was restored: {self.tables} tables with {self.rows:,} rows, {self.files:,} uploaded files, "
            f"{self.pages} pages."
        )


def drill(
    folder: BackupFolder, wishes: Wishes, scratch: Path | None = None, passphrase_file: Path | None = None
) -> Drill:
    """Back up into the folder, which must be locked, restore into a temporary place in ``scratch``, and compare.

    Tables are compared with the site at the moment of the backup. Raise RestoreFailed, NoScratchDatabase, and what
    ``make_backup`` raises.
    """
    sample = list(Statement.objects.public().order_by("?").values_list("pk", flat=True)[:SAMPLE])
    before = answers(sample)
    backup, manifest = make_backup(folder, wishes)
    after = answers(sample)
    with (
        TemporaryDirectory(dir=scratch, prefix="drill-") as folder_of_site,
        scratch_database(Path(folder_of_site)) as database,
    ):
        arguments = ["restore", str(backup)]
        if wishes.keys_folder:
            arguments += ["--keys", str(wishes.keys_folder / f"{backup.name}.keys")]
        if passphrase_file:
            arguments += ["--passphrase-file", str(passphrase_file)]
        _run(Path(folder_of_site), database, *arguments)
        done = Drill()
        _compare_tables(done, database.digests(), manifest)
        _compare_files(done, Path(folder_of_site), manifest)
        restored = json.loads(_run(Path(folder_of_site), database, "drill", "--answers", *map(str, sample)))
        # A change during the drill is not a loss.
        unchanged = {path: answer for path, answer in before.items() if after.get(path) == answer}
        done.pages = len(unchanged)
        done.problems += [f"different page at {path}" for path in unchanged if restored.get(path) != unchanged[path]]
    return done


def _run(folder: Path, database: Scratch, *arguments: str) -> str:
    """Run a command on the site in the temporary place; return what it prints."""
    # Uploads and the index go into the temporary place, wherever the site keeps its own.
    own = {"DATA_DIR": str(folder), "S3_BUCKET": "", "SEARCH_BACKEND": "embedded", **database.variables}
    ended = subprocess.run(  # noqa: S603 - no shell, own words
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        env=env.with_others(STATIC_ROOT=str(settings.STATIC_ROOT), SITE_URL=settings.SITE_URL, **own),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RestoreFailed(ended.stderr.strip() or f"manage.py {arguments[0]} ended with {ended.returncode}.")
    return ended.stdout


def _compare_tables(done: Drill, restored: dict[str, TableDigest], manifest: Manifest) -> None:
    for name, digest in manifest.tables.items():
        if name in NOT_COMPARED or name.startswith("sqlite_"):
            continue
        done.tables += 1
        done.rows += digest.rows
        if restored.get(name) != digest:
            done.problems.append(f"different table {name}")


def _compare_files(done: Drill, folder: Path, manifest: Manifest) -> None:
    uploads = folder / "uploads"
    for name, upload in manifest.uploads.items():
        done.files += 1
        path = uploads / name
        if not path.is_file() or sha256_of(path) != upload.sha256:
            done.problems.append(f"different file {name}")
    there = sum(path.is_file() for path in uploads.rglob("*"))
    if there != len(manifest.uploads):
        done.problems.append(f"{there} uploaded files, not {len(manifest.uploads)}")
