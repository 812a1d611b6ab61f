"""What a site does by itself, how often, and what each job needs: the table of the loop and of ``manage.py work``.

Each run is noted in a file (``archive.upkeep.runs``), which the status page shows. A job is safe to kill and to run
again. If several processes have the loop, the one that takes the job's lock does it.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from archive import log
from archive.actions.statements import publish_due
from archive.alerts import outbox as mails
from archive.alerts.delivery import never
from archive.alerts.webhooks.delivery import deliver_due
from archive.exports.bulk import ExportOvertaken, ExportUnderway, published
from archive.exports.bulk.parts import parts_wanting, remake_parts
from archive.ingest.recordings.model import what_is_missing
from archive.log import LogFork
from archive.log.changes import settle
from archive.machine.database import file_lock
from archive.management.progress import Progress
from archive.models import IncomingFile, Mail, OutboxEntry, Statement, Transcription
from archive.pages.http.caching.purging import PurgeFailed, purge_if_due
from archive.search import RebuildUnderway, SearchUnavailable
from archive.upkeep import runs
from archive.upkeep.backups import BackupFolder, BackupInHand, keep_list
from archive.upkeep.drain import drain
from boardmeetings.start_problems import problem_with_files

logger = logging.getLogger(__name__)
# How long to wait for another process that does the same work, and how often to look, in seconds.
PATIENCE = 30.0
PAUSE = 0.1
# How long the log may hold its lane, in seconds. The rest is added by the next runs.
LOG_SECONDS = 5.0
# A failed job is tried again at its usual time, but neither sooner nor later than this.
SOONEST_RETRY = timedelta(seconds=10)
RETRY = timedelta(minutes=10)
# How often a run of a quick job is noted, because each note writes a file.
NOTED_EVERY = timedelta(minutes=1)
# Another process does the work, or it must begin again.
UNDERWAY = (BackupInHand, ExportOvertaken, ExportUnderway, RebuildUnderway)
TROUBLE = (*UNDERWAY, CommandError, DatabaseError, LogFork, OSError, PurgeFailed, SearchUnavailable)


ShouldStop = Callable[[], bool]
Say = Callable[[str], None]


class Lane(StrEnum):
    """Jobs in one lane are done one after the other, in a thread of their own. No lane waits for another."""

    QUICK = "quick work"
    # These wait for other machines, which may not answer.
    MAILS = "mails"
    WEBHOOKS = "webhooks"
    # Anybody can have these posted to, so they hold up only one another.
    ALERTS = "webhooks of alerts"
    CACHES = "caches"
    # Each job in these is done in a process of its own, at low priority: it may take minutes or hours.
    LONG = "long work"
    RECORDINGS = "recordings"
    FILES = "files of folders"


@dataclass(frozen=True)
class Job:
    """One kind of work. ``work`` asks whether it should stop where that is safe, and may return what it did, in words.

    ``by_hand`` is done instead if a person asks for it: it may take longer, and says more. ``has_work`` says whether
    there is anything to do, ``is_wanting`` that its result is missing, so that it is due within seconds.
    """

    kind: str
    work: Callable[[ShouldStop], str | None]
    lane: Lane = Lane.QUICK
    by_hand: Callable[[ShouldStop, Say], str | None] | None = None
    has_work: Callable[[], bool] = lambda: True
    is_wanting: Callable[[], bool] = lambda: False

    @property
    def every(self) -> timedelta:
        """How often it is done."""
        return runs.EVERY[self.kind]

    @property
    def has_own_process(self) -> bool:
        """Whether the loop does it in a process of its own."""
        return self.lane in {Lane.LONG, Lane.RECORDINGS, Lane.FILES}

    def is_wanted(self) -> bool:
        """Return whether this site uses the job."""
        return not runs.needs(self.kind) and self.has_work()

    def is_due(self) -> bool:
        """Return whether its time has come, by the note of its last run."""
        last = runs.last_run(self.kind)
        if last is None:
            return True
        wait = self.every
        if last.problem:
            wait = min(max(wait, SOONEST_RETRY), RETRY)
        elif self.is_wanting():
            wait = SOONEST_RETRY
        # If the clock was set back since, the last run lies in the future.
        return not last.at <= timezone.now() < last.at + wait

    def run(self, should_stop: ShouldStop = never) -> str:
        """Run it and note it; return what went wrong, or an empty text."""
        problem = ""
        try:
            self.work(should_stop)
        except UNDERWAY as underway:
            # That is no failure, and no run of this job.
            logger.info("%s", underway)
            return ""
        except TROUBLE as error:
            problem = problem_with_files(error) or str(error)
            logger.warning("%s: %s", runs.KINDS[self.kind], problem)
        except Exception as error:
            problem = f"{type(error).__name__}: it is in the log."
            logger.exception("%s has failed. It will be tried again.", runs.KINDS[self.kind])
        last = runs.last_run(self.kind)
        if problem or last is None or last.problem or last.at + min(self.every, NOTED_EVERY) <= timezone.now():
            runs.note_run(self.kind, problem)
        return problem


def lock(kind: str) -> AbstractContextManager[bool]:
    """Within this context, no other process does the job; yield whether the lock was taken."""
    return file_lock(Path(settings.UPKEEP_DIR) / f"{kind}.lock")


def _command(name: str, *arguments: str) -> Callable[[ShouldStop], str]:
    """Return a job that runs a command, and returns what it printed. Its error says what went wrong.

    If the command leaves the work to another process, the error is that of ``UNDERWAY``.
    """

    def work(_: ShouldStop) -> str:
        printed, errors = StringIO(), StringIO()
        try:
            call_command(name, *arguments, stdout=printed, stderr=errors)
        except SystemExit as ended:
            raise CommandError(errors.getvalue().strip()) from ended
        except CommandError as error:
            if isinstance(error.__cause__, UNDERWAY):
                raise error.__cause__ from error
            raise
        return printed.getvalue().strip()

    return work


def _back_up(should_stop: ShouldStop) -> str:
    return _command("backup", settings.BACKUP_DIR, "--keep", settings.BACKUP_KEEP, *_keys_options())(should_stop)


def _drill(should_stop: ShouldStop) -> str:
    return _command("drill", settings.BACKUP_DIR, *_keys_options())(should_stop)


def _keys_options() -> Iterator[str]:
    if settings.BACKUP_KEYS_DIR:
        yield from ("--keys", settings.BACKUP_KEYS_DIR)
    if settings.BACKUP_PASSPHRASE_FILE:
        yield from ("--passphrase-file", settings.BACKUP_PASSPHRASE_FILE)


def _send_mails(should_stop: ShouldStop) -> str:
    return _counted(mails.drain(should_stop), "email") + " sent."


def _send_mails_by_hand(should_stop: ShouldStop, say: Say) -> str:
    sent = _send_mails(should_stop)
    if refused := Mail.objects.exclude(last_error="").order_by("-id").first():
        say(f"{Mail.objects.count():,} waiting. The last problem was: {refused.last_error}")
    return sent


def _drain(_: ShouldStop) -> None:
    drain(due_only=True)


def _log(should_stop: ShouldStop) -> str:
    until = time.monotonic() + LOG_SECONDS
    return _log_by_hand(lambda: should_stop() or time.monotonic() >= until)


def _log_by_hand(should_stop: ShouldStop, _: Say | None = None) -> str:
    settle()
    return _counted(log.append(should_stop), "change") + " added to the log."


def _list_removals(_: ShouldStop) -> None:
    keep_list(BackupFolder(Path(settings.BACKUP_DIR)))


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def catch_up(should_stop: Callable[[], bool], _: Callable[[str], None]) -> str | None:
    """Update the index, rebuild it if it is missing or damaged, and remove redacted words from the disk.

    Raise CommandError if something was refused, or if another process took more than half a minute.
    """
    last = OutboxEntry.objects.order_by("pk").last()
    waiting = OutboxEntry.objects.pending().filter(pk__lte=last.pk if last else 0)
    until = time.monotonic() + PATIENCE
    done = _drain_visibly()
    while waiting.exists() and not should_stop():
        if refused := waiting.exclude(last_error="").first():
            raise CommandError(f"{_count(waiting)} not done. {refused}: {refused.last_error}")
        if time.monotonic() >= until:
            raise CommandError(f"{_count(waiting)} not done: another process is using the index.")
        time.sleep(PAUSE)
        done += _drain_visibly()
    return f"{done:,} changes written to the index." if done else None


def _drain_visibly() -> int:
    """Do what waits, and show the progress on standard error."""
    with Progress(OutputWrapper(sys.stderr), "statements", total=Statement.objects.public().count()) as progress:
        return drain(progress.over)


def _count(rows: QuerySet[OutboxEntry]) -> str:
    """Return how many rows wait, in words."""
    number = rows.count()
    return f"{number:,} change{' was' if number == 1 else 's were'}"


JOBS = (
    Job(runs.OUTBOX, _drain, by_hand=catch_up),
    Job(runs.PUBLICATIONS, lambda _: _counted(publish_due(), "publication") + " done."),
    Job(runs.REMOVALS, _list_removals),
    Job(runs.LOG, _log, by_hand=_log_by_hand),
    Job(runs.MAILS, _send_mails, Lane.MAILS, by_hand=_send_mails_by_hand),
    Job(runs.WEBHOOKS, lambda stop: _counted(deliver_due(stop), "message") + " delivered.", Lane.WEBHOOKS),
    Job(runs.ALERTS, lambda stop: _counted(mails.tell_programs(stop), "message") + " delivered.", Lane.ALERTS),
    Job(runs.PURGES, lambda _: "Told." if purge_if_due() else "The cache already knows of every change.", Lane.CACHES),
    # After a removal the files are deleted. They are made again at once.
    Job(runs.EXPORT, _command("export"), Lane.LONG, is_wanting=lambda: published() is None),
    Job(runs.PARTS, lambda _: _counted(remake_parts(), "part") + " made again.", Lane.LONG, has_work=parts_wanting),
    Job(runs.BACKUP, _back_up, Lane.LONG),
    Job(runs.FIXITY, _command("verify_record", "--tonight"), Lane.LONG),
    Job(runs.INDEX, _command("verify_index"), Lane.LONG),
    Job(runs.DRILL, _drill, Lane.LONG),
    Job(
        runs.RECORDINGS,
        _command("transcribe", "--waiting"),
        Lane.RECORDINGS,
        has_work=lambda: not what_is_missing() and Transcription.objects.open().exists(),
    ),
    Job(
        runs.FILES,
        _command("import_files", "--waiting"),
        Lane.FILES,
        has_work=lambda: IncomingFile.objects.waiting().exists(),
    ),
)


def run_due(
    jobs: Iterable[Job], should_stop: ShouldStop = never, is_woken: Callable[[Job], bool] = lambda _: False
) -> list[str]:
    """Run the jobs that are wanted, due or woken, and not taken by others; return what went wrong, a sentence each."""
    problems = []
    for job in jobs:
        if should_stop():
            break
        woken = is_woken(job)
        if (woken or job.is_due()) and job.is_wanted():
            with lock(job.kind) as is_ours:
                # Another process may have just done it.
                if is_ours and (woken or job.is_due()) and (problem := job.run(should_stop)):
                    problems.append(f"{runs.KINDS[job.kind]}: {problem}")
    return problems
