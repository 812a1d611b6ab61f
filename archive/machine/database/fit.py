"""Whether the database answers and fits this program: one question, asked before every command and by the doctor."""

import sqlite3
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from boardmeetings.start_problems import problem_with_files

BETWEEN = (
    "The database is of an unreleased version. Nothing was changed. First upgrade it with the last one: check out "
    "c44712e3 in another folder, make install, and run manage.py migrate there with this DATA_DIR. Then run this again."
)
NEWER = (
    "The database is of another version of the program: this one does not know its migrations {}. Nothing was changed. "
    "Install the version that made it, or a later one. If it is from before the first release, docs/deploy.md says "
    "how to keep the record: “A site from before the first release”."
)
NO_TABLES = "The database has no tables. Run manage.py migrate. If it had some before, bring it back from a backup."
DAMAGED_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DatabaseState(Enum):
    """How a database is, as the exit status of a command that cannot work with it."""

    FITS = 0
    UNREACHABLE = 3
    NEWER = 4
    OLDER = 5
    DAMAGED = 6


class Fit(NamedTuple):
    """The state of the database, and a sentence that says what to do; empty if it fits."""

    state: DatabaseState
    sentence: str = ""


def fit_of(database: Any = connection) -> Fit:
    """Return whether the database can be worked with. Never raise a DatabaseError."""
    if database.vendor == "sqlite" and not database.is_in_memory_db() and not database.path.exists():
        return Fit(DatabaseState.OLDER, NO_TABLES)
    try:
        applied = set(MigrationRecorder(database).applied_migrations())
    except (DatabaseError, OSError) as error:
        return _of_error(database, error)
    return _of_migrations(applied)


def _of_migrations(applied: set[tuple[str, str]]) -> Fit:
    if not applied:
        return Fit(DatabaseState.OLDER, NO_TABLES)
    if unknown := unknown_of(applied):
        return Fit(DatabaseState.NEWER, NEWER.format(", ".join(sorted(unknown))))
    if is_between(applied):
        return Fit(DatabaseState.OLDER, BETWEEN)
    missing = sorted(f"{app}.{name}" for app, name in _last_migrations() - applied)
    if missing:
        return Fit(DatabaseState.OLDER, f"Not migrated: {', '.join(missing)}. Stop the site and run manage.py migrate.")
    return Fit(DatabaseState.FITS)


def unknown_of(applied: set[tuple[str, str]]) -> set[str]:
    """Return the migrations of the archive among these that this program does not know: another version did them."""
    return _of_archive(applied) - replaced() - _of_archive(disk_migrations())


def is_between(applied: set[tuple[str, str]]) -> bool:
    """Return whether some of the migrations that another one replaces are among these, but not all."""
    done = _of_archive(applied)
    return bool(done & replaced()) and not replaced() <= done


def replaced() -> set[str]:
    """Return the migrations of the archive that another one has replaced."""
    return _of_archive({name for one in disk_migrations().values() for name in one.replaces})


def _of_archive(migrations: Any) -> set[str]:
    return {name for app, name in migrations if app == "archive"}


@cache
def disk_migrations() -> dict[tuple[str, str], Any]:
    """Return the migrations of this program, by app and name."""
    return dict(MigrationLoader(None).disk_migrations or {})


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app in this version of the program."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _of_error(database: Any, error: Exception) -> Fit:
    if sentence := problem_with_files(error):
        return Fit(DatabaseState.UNREACHABLE, sentence)
    reason = " ".join(str(error).split()).rstrip(".?")
    if (getattr(error.__cause__, "sqlite_errorcode", 0) or 0) & 0xFF in DAMAGED_CODES:
        place = f"the newest one in {settings.BACKUP_DIR}" if settings.BACKUP_DIR else "a backup"
        return Fit(DatabaseState.DAMAGED, f"The database cannot be read at all: {reason}. Bring it back from {place}.")
    named = database.settings_dict
    where = f"{named['HOST']}:{named['PORT']}".strip(":") if named.get("HOST") else named["NAME"]
    return Fit(
        DatabaseState.UNREACHABLE, f"The database at {where} does not answer: {reason}. See to it, and run this again."
    )
