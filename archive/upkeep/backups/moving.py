"""Move the database from SQLite to PostgreSQL or back.

Each row and each chain is checked before the new one is used.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import load_backend

from archive.citations.verification import verify_record
from archive.machine.database.incoming import NotEmpty, check_place, filled_beside
from archive.machine.database.sqlite.numbers import PERMANENT
from archive.machine.database.sqlite.transfer import SqliteEnd
from archive.machine.database.sqlite.upgrade import alone_with
from archive.machine.database.transfer import TransferFailed, all_tables, bring_over, check_versions, compare
from archive.models import Concept, OutdatedName, PublicCount, RecordVersion, SearchIndex, SubjectVersion
from archive.models.upkeep import public_count
from archive.search.engines import outbox
from boardmeetings.failpoints import failpoint

# The place for the work until everything is checked.
DRAFT = "moving"
MOST_PROBLEMS = 20
# These are counted again, because each engine stores the number of a board in its own way.
COUNTED = PublicCount._meta.db_table
# The models whose rows a new database has too.
OF_ITS_OWN = (Concept, RecordVersion, SearchIndex, SubjectVersion, PublicCount, OutdatedName)

# Takes the number of rows, and returns a function that passes them through to show progress.
Follow = Callable[[int], Callable[[Iterator[Any]], Iterator[Any]]]


class FaultyRecord(Exception):
    """The moved database equals the old one, but has faults."""


@dataclass(frozen=True)
class Moved:
    """How much was moved, and the faults, which the old database has too."""

    tables: int
    rows: int
    problems: list[str]


def move_database(
    *, with_faults: bool = False, say: Callable[[str], None] = lambda _: None, follow: Follow = lambda _: iter
) -> Moved:
    """Copy the database MOVE_FROM into that of the settings, which is empty, and return how much was copied.

    Nobody else may use either one. Raise NotEmpty, TransferFailed, FaultyRecord (unless ``with_faults``), OSError or an
    error of either database. Then, and after a kill, nothing was moved, and the old database is unchanged.
    """
    if settings.MOVE_FROM["ENGINE"] == connection.settings_dict["ENGINE"]:
        raise TransferFailed(
            "There is nothing to move: to go to PostgreSQL, name it in DATABASE_URL; to go back to SQLite, name the "
            "database of PostgreSQL in MOVE_FROM, and take DATABASE_URL away."
        )
    with _source() as source, outbox.held_back(), _target(source) as target:
        check_versions(source, target)
        tables = all_tables(leave_out=[COUNTED])
        number = sum(map(source.count, tables))
        with target.without_triggers():
            say(f"Copying {number:,} rows of {len(tables)} tables")
            bring_over(source, target, tables, follow(number))
        public_count.count_again()
        failpoint("move.copied")
        say("Comparing each row with what it was")
        rows = compare(source, target, tables, follow(number))
        say("Checking the record")
        problems = list(islice(verify_record(), MOST_PROBLEMS))
        if problems and not with_faults:
            raise FaultyRecord(" ".join(problems))
        failpoint("move.checked")
    failpoint("move.placed")
    return Moved(len(tables), rows, problems)


@contextmanager
def _source() -> Iterator[Any]:
    """Open the database MOVE_FROM, without other writers."""
    known = settings.MOVE_FROM
    if known["ENGINE"] == settings.SQLITE["ENGINE"]:
        path = Path(known["NAME"])
        if not path.exists():
            raise TransferFailed(f"There is no database to move from: {path} is not there.")
        with alone_with(path) as opened:
            yield SqliteEnd(opened, path)
        return
    from archive.machine.database.postgresql.transfer import PostgresqlEnd

    # With the defaults that Django adds to database settings.
    wrapper = load_backend(known["ENGINE"]).DatabaseWrapper({**connection.settings_dict, **known}, "moved from")
    try:
        source = PostgresqlEnd(wrapper)
        with source.held_still():
            yield source
    finally:
        wrapper.close()


@contextmanager
def _target(source: Any) -> Iterator[Any]:
    """Open the database of the settings, migrated and empty. At the end of this context it appears complete."""
    if connection.vendor == "postgresql":
        from archive.machine.database.postgresql.transfer import PostgresqlEnd

        with transaction.atomic():
            call_command("migrate", verbosity=0, interactive=False)
            _refuse_used()
            yield PostgresqlEnd(connection)
        return
    check_place()
    draft = Path(settings.DATA_DIR) / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    file = draft / Path(connection.settings_dict["NAME"]).name
    try:
        with filled_beside(file, {name: number for name, number in source.numbers().items() if name in PERMANENT}):
            call_command("migrate", verbosity=0, interactive=False)
            with transaction.atomic():
                yield SqliteEnd(_driver(), file)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _driver() -> sqlite3.Connection:
    """Return the driver's connection to the database of the settings."""
    connection.ensure_connection()
    return connection.connection


def _refuse_used() -> None:
    """Raise NotEmpty if the database has more than a new one."""
    for model in apps.get_app_config("archive").get_models():
        if model not in OF_ITS_OWN and model._base_manager.exists():
            raise NotEmpty(
                f"The database {connection.settings_dict['NAME']} has rows in {model._meta.db_table}: name an empty one"
                " in DATABASE_URL."
            )
