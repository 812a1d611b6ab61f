"""``manage.py work``: do what is due."""

import os
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError
from django.db import connection

from archive.actions.removed_words import disk
from archive.machine.database.fit import DatabaseState, fit_of
from archive.management.base import UNWRITABLE, SiteCommand
from archive.management.jobs import JOBS, TROUBLE, UNDERWAY, Job, lock, run_due
from archive.management.loop import Loop
from archive.management.stopping import until_stopped
from archive.models import OutboxEntry
from archive.models.upkeep import public_count
from archive.upkeep import runs
from archive.upkeep.keys import key_problems


def clear_removed_words() -> str:
    """Remove redacted words from the disk permanently, also where large tables must be rewritten for this.

    On PostgreSQL this needs as much free space as the tables with texts use, and locks each meanwhile. Raise
    CommandError if something prevents it.
    """
    disk.drain(patient=True)
    if waiting := OutboxEntry.objects.of_removal().pending().exclude(last_error="").first():
        raise CommandError(f"Redacted words are still on the disk. {waiting.last_error}")
    return "No redacted words are left on the disk."


def count_again() -> str:
    """Count the public statements of each board again, and return how many boards had a wrong number."""
    kept, counted = public_count.kept(), public_count.counted()
    wrong = sum(kept.get(board, 0) != counted.get(board, 0) for board in kept.keys() | counted.keys())
    public_count.count_again()
    return f"Boards counted: {len(counted):,}, corrected: {wrong:,}."


BY_HAND: dict[str, Callable[[], str]] = {"removed-words": clear_removed_words, "counts": count_again}


SECONDS = 1.0
# Work that nobody waits for leaves the processor to others.
NICENESS = 10


class Command(SiteCommand):
    """Does the jobs of the table: once, for a timer, or repeatedly until it is stopped."""

    # Some jobs write elsewhere, such as a backup. Each of the others says what it lacks.
    bears = UNWRITABLE
    help = (
        "Do the work that is due: changes for the index, emails, messages to webhooks, planned publications, purges of "
        "caches, backups, checks of the record and of the index, a monthly drill. The status page "
        "shows the last run of each. Without --watch, it runs once, for a timer, and exits with 1 if something failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what to do, and the option to keep watching."""
        parser.add_argument("--watch", action="store_true", help="run until stopped, as the worker of a site")
        parser.add_argument(
            "--only",
            metavar="KIND",
            choices=[*(job.kind for job in JOBS), *BY_HAND],
            help="do this now, due or not: %(choices)s",
        )
        parser.add_argument("--if-due", action="store_true", help="with --only: nothing if another process did it")

    def can_bear(self, state: DatabaseState, options: dict[str, Any]) -> bool:
        """Return whether it can work, or waits until the database is migrated, or answers."""
        waits = state in {DatabaseState.OLDER, DatabaseState.UNREACHABLE, DatabaseState.BUSY}
        return state in self.bears or (bool(options["watch"]) and waits)

    def handle(self, *_args: Any, watch: bool, only: str | None, if_due: bool, **_options: Any) -> None:
        """Do what is due once, one job now, or all until the process is told to stop."""
        jobs = [job for job in JOBS if only in {None, job.kind}]
        if watch:
            self.watch(jobs)
        elif only in BY_HAND:
            self.say(BY_HAND[only]())
        elif only and not if_due:
            self.do_now(jobs[0])
        else:
            if if_due:
                os.nice(NICENESS)
            if problems := run_due(jobs):
                raise CommandError("\n".join(problems))

    def watch(self, jobs: list[Job]) -> None:
        """Do what is due until told to stop."""
        with until_stopped() as stopped:
            self.wait_for_database(stopped)
            if not stopped.is_set():
                self.say_what_is_wrong()
            loop = Loop(jobs)
            if not stopped.is_set():
                loop.start()
                stopped.wait()
            loop.stop()

    def say_what_is_wrong(self) -> None:
        """Print which keys are missing, on which rows depend."""
        for problem in key_problems():
            self.stderr.write(problem)

    def do_now(self, job: Job) -> None:
        """Do one job for a person who waits for it, and print what it did; raise CommandError if it cannot be done."""
        if missing := runs.needs(job.kind):
            raise CommandError(f"This needs {missing}, which is not set (docs/settings.md).")
        with until_stopped() as stopped, lock(job.kind) as is_ours:
            if not is_ours and not job.by_hand:
                raise CommandError("Another process is doing this now.")
            try:
                done = job.by_hand(stopped.is_set, self.stderr.write) if job.by_hand else job.work(stopped.is_set)
            except TROUBLE as error:
                if not isinstance(error, UNDERWAY):
                    runs.note_run(job.kind, str(error))
                raise CommandError(str(error)) from error
            runs.note_run(job.kind)
        self.say(done)

    def say(self, done: str | None) -> None:
        """Print what was done, if anything."""
        if done:
            self.stdout.write(done)

    def wait_for_database(self, stopped: threading.Event) -> None:
        """Return when the site has migrated the database, or when told to stop; print once what it waits for.

        Both start at the same time. Every job would fail before, and be noted as failed for ten minutes.
        """
        said = ""
        while not stopped.is_set() and (problem := database_problem()):
            if problem != said:
                self.stderr.write(f"The work begins later. {problem}")
                said = problem
            stopped.wait(SECONDS)


def database_problem() -> str:
    """Return why no job can be done, or an empty text. Keep no connection: one would stop the migration of a file."""
    try:
        fit = fit_of()
        return "" if fit.state in UNWRITABLE else fit.sentence
    finally:
        connection.close()
