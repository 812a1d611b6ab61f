"""What a site does by itself, how often, and what each job needs: the table of ``manage.py work``.

Each run is noted in a file (``archive.upkeep.runs``), which the status page shows. A job is safe to kill and to run
again. If there are several workers, the one that takes the job's lock does it.
"""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive import upkeep
from archive.actions.record_quotations import ComparisonUnderway, record_quotations
from archive.actions.schedule import publish_due
from archive.alerts import outbox as mails
from archive.backups import BackupFolder
from archive.backups.removals_list import keep_list
from archive.database import file_lock
from archive.exports.bulk import published
from archive.models import Transcription
from archive.pages.http.caching.purging import PurgeFailed, purge_if_due
from archive.recordings.model import what_is_missing
from archive.search import SearchUnavailable
from archive.search.rebuild import RebuildUnderway
from archive.upkeep import runs

logger = logging.getLogger(__name__)

# A failed job is tried again after this time, or at its usual time if that is sooner.
RETRY = timedelta(minutes=10)
# How often a run of a quick job is noted, because each note writes a file.
NOTED_EVERY = timedelta(minutes=1)
TROUBLE = (CommandError, ComparisonUnderway, DatabaseError, OSError, PurgeFailed, RebuildUnderway, SearchUnavailable)


@dataclass(frozen=True)
class Job:
    """One kind of work. ``is_long`` means that it may take minutes, so that nothing quick waits for it.

    ``has_work`` says whether there is anything to do, ``is_wanting`` that its result is missing, so that it is due
    early.
    """

    kind: str
    work: Callable[[], object]
    is_long: bool = False
    # It may take hours, so nothing waits for it.
    is_apart: bool = False
    has_work: Callable[[], bool] = lambda: True
    is_wanting: Callable[[], bool] = lambda: False

    @property
    def every(self) -> timedelta:
        """How often it is done."""
        return runs.EVERY[self.kind]

    def is_wanted(self) -> bool:
        """Return whether this site uses the job."""
        return not runs.needs(self.kind) and self.has_work()

    def is_due(self) -> bool:
        """Return whether its time has come, by the note of its last run."""
        last = runs.last_run(self.kind)
        if last is None:
            return True
        soon = bool(last.problem) or self.is_wanting()
        return last.at + (min(self.every, RETRY) if soon else self.every) <= timezone.now()

    def run(self) -> str:
        """Run it and note it; return what went wrong, or an empty text."""
        problem = ""
        try:
            self.work()
        except TROUBLE as error:
            problem = str(error)
            logger.warning("%s: %s", runs.KINDS[self.kind], problem)
        except Exception as error:
            problem = f"{type(error).__name__}: it is in the log."
            logger.exception("%s has failed. It will be tried again.", runs.KINDS[self.kind])
        last = runs.last_run(self.kind)
        if last is None or last.problem != problem or last.at + min(self.every, NOTED_EVERY) <= timezone.now():
            runs.note_run(self.kind, problem)
        return problem


def _command(name: str, *arguments: str) -> Callable[[], None]:
    """Return a function that runs a command, whose error says what went wrong."""

    def work() -> None:
        errors = StringIO()
        try:
            call_command(name, *arguments, stdout=StringIO(), stderr=errors)
        except SystemExit as ended:
            raise CommandError(errors.getvalue().strip()) from ended

    return work


def _back_up() -> None:
    _command("backup", settings.BACKUP_DIR, "--keep", settings.BACKUP_KEEP, *_keys_options())()


def _drill() -> None:
    _command("drill", settings.BACKUP_DIR, *_keys_options())()


def _keys_options() -> Iterator[str]:
    if settings.BACKUP_KEYS_DIR:
        yield from ("--keys", settings.BACKUP_KEYS_DIR)
    if settings.BACKUP_PASSPHRASE_FILE:
        yield from ("--passphrase-file", settings.BACKUP_PASSPHRASE_FILE)


def _hear_recordings() -> None:
    """Transcribe what waits in a separate process with low priority and limited memory."""
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "transcribe", "--waiting"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - own words
    if done.returncode:
        raise CommandError(done.stderr.strip()[-500:] or f"It stopped unexpectedly ({done.returncode}); it goes on.")


def _has_recordings() -> bool:
    return not what_is_missing() and Transcription.objects.open().exists()


JOBS = (
    Job(runs.OUTBOX, lambda: upkeep.drain(due_only=True)),
    Job(runs.MAILS, mails.drain),
    Job(runs.PUBLICATIONS, publish_due),
    Job(runs.PURGES, purge_if_due),
    Job(runs.REMOVALS, lambda: keep_list(BackupFolder(Path(settings.BACKUP_DIR)))),
    Job(runs.BACKUP, _back_up, is_long=True),
    Job(runs.FIXITY, _command("verify_record"), is_long=True),
    Job(runs.INDEX, _command("verify_index"), is_long=True),
    # After a removal the files are deleted. They are made again within minutes.
    Job(runs.EXPORT, _command("export"), is_long=True, is_wanting=lambda: published() is None),
    Job(runs.QUOTATIONS, record_quotations, is_long=True),
    Job(runs.DRILL, _drill, is_long=True),
    Job(runs.RECORDINGS, _hear_recordings, is_apart=True, has_work=_has_recordings),
)


def run_due(jobs: Iterable[Job], should_stop: Callable[[], bool] = lambda: False) -> list[str]:
    """Run the jobs that are wanted, due and not taken by others; return what went wrong, one sentence each."""
    problems = []
    for job in jobs:
        if should_stop():
            break
        if job.is_wanted() and job.is_due():
            with _lock(job) as is_ours:
                # Another worker may have just done it.
                if is_ours and job.is_due() and (problem := job.run()):
                    problems.append(f"{runs.KINDS[job.kind]}: {problem}")
    return problems


def _lock(job: Job) -> AbstractContextManager[bool]:
    """Within this context, no other worker does the job; yield whether the lock was taken."""
    return file_lock(Path(settings.UPKEEP_DIR) / f"{job.kind}.lock")
