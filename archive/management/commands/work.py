"""``manage.py work``: do what is due."""

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections, connection

from archive.management.base import SiteCommand
from archive.management.commands.migrate import pending
from archive.management.jobs import JOBS, Job, run_due
from archive.management.stopping import until_stopped

SECONDS = 1.0


class Command(SiteCommand):
    """Runs the jobs of the table: once, for a timer, or repeatedly until it is stopped."""

    help = (
        "Do the work that is due: changes for the index, emails, planned publications, purges of caches, backups, "
        "checks of the record and of the index, related statements, a monthly drill. The status page shows the last "
        "run of each. Without --watch, it runs once, for a timer, and exits with 1 if something failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to keep watching."""
        parser.add_argument("--watch", action="store_true", help="run until stopped, as the worker of a site")

    def handle(self, *_args: Any, watch: bool, **_options: Any) -> None:
        """Do what is due once, or until the process is told to stop."""
        if not watch:
            if problems := run_due(JOBS):
                raise CommandError("\n".join(problems))
            return
        quick = [job for job in JOBS if not job.is_long and not job.is_apart]
        beside = {"long jobs": [job for job in JOBS if job.is_long], "apart": [job for job in JOBS if job.is_apart]}
        with until_stopped() as stopped:
            self.wait_for_database(stopped)
            for name, jobs in beside.items():
                threading.Thread(target=self.watch, args=(jobs, stopped), name=name, daemon=True).start()
            self.watch(quick, stopped)

    def wait_for_database(self, stopped: threading.Event) -> None:
        """Return when the site has migrated the database, or when told to stop; print once what it waits for.

        Both start at the same time. Every job would fail before, and be noted as failed for ten minutes.
        """
        told = ""
        while not stopped.is_set() and (problem := database_problem()):
            if problem != told:
                self.stderr.write(f"The work begins later. {problem}")
                told = problem
            stopped.wait(SECONDS)

    def watch(self, jobs: list[Job], stopped: threading.Event) -> None:
        """Do what is due of these jobs until told to stop; print failures on standard error."""
        while not stopped.is_set():
            for problem in run_due(jobs, stopped.is_set):
                self.stderr.write(problem)
            stopped.wait(SECONDS)
            close_old_connections()


def database_problem() -> str:
    """Return why no job can be done, or an empty text. Keep no connection: one would stop the migration of a file."""
    try:
        return "The site has not migrated the database to this version yet." if pending(connection) else ""
    except DatabaseError as error:
        return f"The database does not answer: {error}"
    finally:
        connection.close()
