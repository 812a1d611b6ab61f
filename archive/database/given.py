"""What a copy of the database needs beside its rows: the numbers ever given out, and the version of its tables."""

import json
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from archive.database.sqlite.numbers import PERMANENT, Numbers


def numbers_given() -> Numbers:
    """Return the highest number ever given out by each table whose numbers are permanent addresses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        given = {name: number for name, number in cursor.fetchall() if name in PERMANENT}
    kept: Numbers = {}
    opened: Any = connection
    if not opened.is_in_memory_db():
        path = Path(f"{connection.settings_dict['NAME']}.numbers")
        kept = json.loads(path.read_text()) if path.exists() else {}
    return highest(given, kept)


def highest(*numbers: Numbers) -> Numbers:
    """Return the highest of each."""
    return {name: max(some.get(name, 0) for some in numbers) for name in {name for some in numbers for name in some}}


def version_in_use() -> str:
    """Return the last migration of the archive that the database has."""
    done = MigrationRecorder(connection).applied_migrations()
    return max((name for app, name in done if app == "archive"), default="none")
