"""Backs up a site repeatedly while eight processes write to it, then restores and compares every backup.

``python -m tests.benchmarks.backups --backups 100 --writers 8`` prints the differences, and processor times.
"""

import argparse
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
os.environ["DATA_DIR"] = DATA = tempfile.mkdtemp(prefix="backups-")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.test import override_settings  # noqa: E402

from archive.actions.statements import correct  # noqa: E402
from archive.machine.database.snapshot import digests_of  # noqa: E402
from archive.models import Revision, Statement  # noqa: E402
from archive.search.engines import outbox  # noqa: E402
from archive.upkeep.backups import BackupFolder, make_backup, restore  # noqa: E402
from archive.upkeep.backups.drilling import NOT_COMPARED  # noqa: E402
from archive.upkeep.backups.files import sha256_of  # noqa: E402
from archive.upkeep.backups.manifest import Manifest  # noqa: E402
from tests.folders import settings_for  # noqa: E402
from tests.record import make_board, make_document, make_meeting, make_statement  # noqa: E402


def forked(work: Callable[[], object]) -> int:
    """Do the work in a separate process and return its id."""
    connection.close()
    if process := os.fork():
        return process
    try:
        work()
    except BaseException as error:  # noqa: BLE001 - told, and the process ends
        print(f"A process failed: {type(error).__name__}: {error}", flush=True)
        os._exit(1)
    os._exit(0)


def write_for_ever(number: int) -> None:
    """Publish statements, correct them and keep files, until killed."""
    with outbox.held_back():
        meeting = make_meeting(make_board(slug=f"board-of-writer-{number}", name=f"Board {number}"))
        while True:
            # On a busy machine a write may time out. The writer tries again, as a person would.
            with suppress(OperationalError):
                statement = make_statement(f"We open the library on day {time.time_ns()}.", meeting=meeting)
                correct(statement=statement, text=f"{statement.text} It was said again.", reason="Misheard.")
                make_document(meeting, content=os.urandom(2000))


def back_up(folder: BackupFolder, number: int, writers: int) -> list[int]:
    """Make that many backups, each after every writer had time to write again. Return the revisions in each."""
    sizes = [0]
    with folder.in_hand():
        while len(sizes) <= number:
            if Revision.objects.count() < sizes[-1] + writers:
                time.sleep(0.05)
                continue
            _, manifest = make_backup(folder)
            sizes.append(manifest.tables["archive_revision"].rows)
    return sizes[1:]


def check(folder: BackupFolder, backup: Path, place: Path) -> None:
    """Restore into the folder. Raise AssertionError if a table or file differs."""
    place.mkdir()
    connection.settings_dict["NAME"] = place / "archive.sqlite3"
    with override_settings(**settings_for(place)):
        done = restore(folder, backup)
    connection.close()
    assert not done.warnings, done.warnings
    manifest, found = Manifest.read(backup), digests_of(place / "archive.sqlite3")
    compared = {name: digest for name, digest in manifest.tables.items() if not name.startswith("sqlite_")}
    others = [name for name, digest in compared.items() if name not in NOT_COMPARED and found[name] != digest]
    assert not others, others
    uploads = Path(settings_for(place)["MEDIA_ROOT"])
    assert all(sha256_of(uploads / name) == upload.sha256 for name, upload in manifest.uploads.items())
    assert sum(path.is_file() for path in uploads.rglob("*")) == len(manifest.uploads)


def main() -> None:
    """Back up, restore, compare, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--backups", type=int, default=100)
    parser.add_argument("--writers", type=int, default=8)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    folder = BackupFolder(Path(DATA) / "backups")
    writers = [forked(lambda number=number: write_for_ever(number)) for number in range(options.writers)]
    try:
        while Statement.objects.count() < options.writers:
            time.sleep(0.2)
        begun = time.process_time()
        sizes = back_up(folder, options.backups, options.writers)
        spent = time.process_time() - begun
        written = Revision.objects.count()
    finally:
        for writer in writers:
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
    print(
        f"{options.backups} backups of {sizes[0]:,} to {sizes[-1]:,} revisions, {written:,} at the end: "
        f"{spent / options.backups:.2f} processor seconds each.",
        flush=True,
    )
    unequal = 0
    place = Path(DATA) / "restored"
    begun = os.times()
    for number, backup in enumerate(folder.backups(), start=1):
        process = forked(lambda backup=backup: check(folder, backup, place))
        unequal += os.waitpid(process, 0)[1] != 0
        shutil.rmtree(place, ignore_errors=True)
        print(f"\r{number} restored, {unequal} not equal", end="", flush=True)
    print()
    spent = os.times().children_user - begun.children_user
    print(f"{spent / options.backups:.2f} processor seconds for each restore.")
    print(f"Restored: {options.backups - unequal} equal, {unequal} not.")
    shutil.rmtree(DATA)


if __name__ == "__main__":
    main()
