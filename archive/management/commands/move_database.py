"""``manage.py move_database``: move the database from SQLite to PostgreSQL, or back."""

import sqlite3
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from archive.machine.database.fit import DatabaseState
from archive.machine.database.incoming import NotEmpty
from archive.machine.database.sqlite.upgrade import DamagedDatabase, DatabaseInUse
from archive.machine.database.transfer import TransferFailed
from archive.management.base import SiteCommand
from archive.management.progress import Progress
from archive.upkeep.backups.moving import FaultyRecord, move_database

TROUBLE = (
    NotEmpty,
    TransferFailed,
    DatabaseInUse,
    DamagedDatabase,
    OSError,
    ValueError,
    DatabaseError,
    sqlite3.Error,
    CommandError,
)
FAULTY = "The record already had faults. To move it unchanged, add --with-faults."


class Command(SiteCommand):
    """Copies all rows, compares each, and checks the record before the new database is used."""

    help = (
        "Move the record into the database of the settings, which is empty: from the SQLite file in DATA_DIR into the "
        "PostgreSQL of DATABASE_URL, or, where MOVE_FROM names a PostgreSQL database, from there into a new SQLite "
        "file. Stop the site and the worker first. Each row is compared with what it was, and the record is checked. "
        "A kill or an error leaves the old database as it was, and nothing in the new one. Exits with 1 where nothing "
        "was moved."
    )

    # This command creates the database that the checks need, and refuses one that is not empty.
    bears = frozenset({DatabaseState.OLDER})
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to move a record with faults."""
        parser.add_argument("--with-faults", action="store_true", help="move a record that already had faults")

    def handle(self, *, with_faults: bool, **_: Any) -> None:
        """Move, and say what is where."""
        with ExitStack() as bars:

            def follow(number: int) -> Callable[[Iterator[Any]], Iterator[Any]]:
                return bars.enter_context(Progress(self.stderr, "rows", total=number)).over

            try:
                moved = move_database(
                    with_faults=with_faults, say=lambda sentence: self.stdout.write(f"{sentence}."), follow=follow
                )
            except FaultyRecord as error:
                raise CommandError(f"Nothing was moved. {error} {FAULTY}") from error
            except TROUBLE as error:
                raise CommandError(f"Nothing was moved. {error}") from error
        for problem in moved.problems:
            self.stderr.write(problem)
        self.stdout.write(
            f"{moved.rows:,} rows of {moved.tables} tables are in {connection.settings_dict['NAME']}, each as it was "
            f"in {settings.MOVE_FROM['NAME']}. Start the site. Delete the old database once you have a backup of the "
            "new one: words that are redacted from now on stay in it."
        )
