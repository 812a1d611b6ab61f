"""Whether the database answers and fits this program: one question, asked before every command and by the doctor."""

import re
import sqlite3
import sys
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from archive.machine.database.schema_check import differences, in_words
from archive.machine.database.trouble import Trouble, trouble_with_writing
from boardmeetings import VERSION
from boardmeetings.start_problems import FULL, hindrance_to_writing, problem_with_files

BETWEEN = (
    "The database is of an unreleased version. Nothing was changed. First upgrade it with the last one: check out "
    "c44712e3 in another folder, make install, and run manage.py migrate there with this DATA_DIR. Then run this again."
)
NEWER = (
    "The database is of another version of the program{}: this one does not know its migrations {}. Nothing was "
    "changed. Install the version that made it, or a later one. If it is from before the first release, docs/deploy.md "
    "says how to keep the record: “A site from before the first release”."
)
NO_TABLES = "The database has no tables. Run manage.py migrate. If it had some before, bring it back from a backup."
# In the table of migrations, which every version can read, the versions that have migrated the database are the
# “migrations” of this app, which has none.
WRITER = "boardmeetings"
DAMAGED_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DatabaseState(Enum):
    """How a database is, as the exit status of a command that cannot work with it. Lower ones have other meanings."""

    FITS = 0
    UNREACHABLE = 11
    NEWER = 12
    OLDER = 13
    DAMAGED = 14
    READ_ONLY = 15
    FULL = 16
    BUSY = 17


OF_TROUBLE = {
    Trouble.AWAY: DatabaseState.UNREACHABLE,
    Trouble.BUSY: DatabaseState.BUSY,
    Trouble.FULL: DatabaseState.FULL,
    Trouble.READ_ONLY: DatabaseState.READ_ONLY,
}
# With the place of the database, and what it said.
SENTENCES = {
    Trouble.AWAY: "The database at {} does not answer: {}. See to it, and run this again.",
    Trouble.BUSY: (
        "Others were writing to the database at {} for too long ({}). What was not finished is not stored. Run this "
        "again."
    ),
    Trouble.FULL: "The database at {} cannot store anything ({}). See whether its disk is full, and run this again.",
    Trouble.READ_ONLY: "The database at {} can only be read ({}). Let it be written, and run this again.",
}


class Fit(NamedTuple):
    """The state of the database, and a sentence that says what to do; empty if it fits."""

    state: DatabaseState
    sentence: str = ""


def fit_of(database: Any = connection) -> Fit:
    """Return whether the database can be worked with. Never raise a DatabaseError.

    One that can only be read, or has no room for more, fits otherwise.
    """
    if database.vendor == "sqlite" and not database.is_in_memory_db() and not database.path.exists():
        return Fit(DatabaseState.OLDER, NO_TABLES)
    try:
        fit = _of_migrations(set(MigrationRecorder(database).applied_migrations()))
        if fit.state is DatabaseState.FITS and (differing := differences(database)):
            return Fit(DatabaseState.OLDER, in_words(differing))
        return _of_writing(database) if fit.state is DatabaseState.FITS else fit
    except (DatabaseError, InterfaceError, OSError) as error:
        return fit_after(error, database) or _troubled(Trouble.AWAY, _reason(error), database)
    except ValueError as error:
        # Changed bytes that are no text, for which the driver has its own error.
        return _damaged(error)


def _of_migrations(applied: set[tuple[str, str]]) -> Fit:
    if not applied:
        return Fit(DatabaseState.OLDER, NO_TABLES)
    if unknown := unknown_of(applied):
        writer = max((name for app, name in applied if app == WRITER), key=_numbers, default="")
        return Fit(DatabaseState.NEWER, NEWER.format(writer and f" ({writer})", ", ".join(sorted(unknown))))
    if is_between(applied):
        return Fit(DatabaseState.OLDER, BETWEEN)
    if missing := sorted(f"{app}.{name}" for app, name in _last_migrations() - applied):
        return Fit(DatabaseState.OLDER, f"Not migrated: {', '.join(missing)}. Stop the site and run manage.py migrate.")
    return Fit(DatabaseState.FITS)


def _of_writing(database: Any) -> Fit:
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_read_only')")
            if cursor.fetchone()[0] == "on":
                return _troubled(Trouble.READ_ONLY, "transaction_read_only is on", database)
    elif not database.is_in_memory_db() and (hindrance := hindrance_to_writing()):
        state = DatabaseState.FULL if hindrance.number in FULL else DatabaseState.READ_ONLY
        return Fit(state, hindrance.sentence)
    return Fit(DatabaseState.FITS)


def note_version(database: Any) -> None:
    """Let a version that does not know the migrations of this one say which it is."""
    recorder = MigrationRecorder(database)
    if (WRITER, VERSION) not in recorder.applied_migrations():
        recorder.record_applied(WRITER, VERSION)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def fit_after(error: BaseException, database: Any = connection) -> Fit | None:
    """Return how the database is that refused, or the disk; None if the error has another cause."""
    trouble = trouble_with_writing(error)
    if sentence := problem_with_files(error):
        return Fit(OF_TROUBLE[trouble] if trouble else DatabaseState.UNREACHABLE, sentence)
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    if (getattr(error.__cause__, "sqlite_errorcode", 0) or 0) & 0xFF in DAMAGED_CODES:
        return _damaged(error)
    return _troubled(trouble, _reason(error), database) if trouble else None


def exit_with_a_sentence(error: BaseException) -> None:
    """End the process with the sentence and the exit status for the error; return if it is a fault of the program."""
    fit = fit_after(error)
    if fit is None and isinstance(error, DatabaseError):
        # Such as a column that is not there.
        fit = fit_of()
    if fit and fit.sentence:
        sys.stderr.write(f"{fit.sentence}\n")
        sys.exit(fit.state.value)


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


def known_versions() -> set[str]:
    """Return the migrations of the archive after which a database can be upgraded by this version."""
    return _of_archive({*disk_migrations(), *(one.replaces[-1] for one in disk_migrations().values() if one.replaces)})


def version_in_use() -> str:
    """Return the last migration of the archive that the database has."""
    return max(_of_archive(MigrationRecorder(connection).applied_migrations()), default="none")


def is_migrated() -> bool:
    """Return whether the database has all migrations of this program."""
    return _last_migrations() <= set(MigrationRecorder(connection).applied_migrations())


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


def _damaged(error: Exception) -> Fit:
    place = f"the newest one in {settings.BACKUP_DIR}" if settings.BACKUP_DIR else "a backup"
    return Fit(
        DatabaseState.DAMAGED, f"The database cannot be read at all: {_reason(error)}. Bring it back from {place}."
    )


def _troubled(trouble: Trouble, reason: str, database: Any) -> Fit:
    return Fit(OF_TROUBLE[trouble], SENTENCES[trouble].format(_place(database), reason))


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".?")


def _place(database: Any) -> str:
    named = database.settings_dict
    return f"{named['HOST']}:{named['PORT']}".strip(":") if named.get("HOST") else str(named["NAME"])
