"""What a copy of the database needs besides its rows: the highest numbers ever given."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from archive.machine.database.sqlite.numbers import PERMANENT, Numbers, beside


def numbers_given() -> Numbers:
    """Return the highest number ever given by each table whose numbers are in permanent URLs."""
    database: Any = connection
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            return dict(_last_of_sequences(cursor))
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        given = {name: number for name, number in cursor.fetchall() if name in PERMANENT}
    kept: Numbers = {}
    if not database.is_in_memory_db():
        path = beside(Path(database.settings_dict["NAME"]))
        kept = json.loads(path.read_text()) if path.exists() else {}
    return highest(given, kept)


def highest(*numbers: Numbers) -> Numbers:
    """Return the highest number of each table."""
    return {name: max(some.get(name, 0) for some in numbers) for name in {name for some in numbers for name in some}}


def let_numbers_begin_after(numbers: Numbers) -> None:
    """Stop PostgreSQL from giving any of these numbers, or a lower one, again."""
    with connection.cursor() as cursor:
        given = dict(_last_of_sequences(cursor))
        for table, sequence in _sequences(cursor):
            if numbers.get(table, 0) > given.get(table, 0):
                cursor.execute("SELECT setval(%s, %s)", [sequence, numbers[table]])


def _last_of_sequences(cursor: Any) -> Iterator[tuple[str, int]]:
    """Yield the last number of each sequence that has given one."""
    for table, sequence in list(_sequences(cursor)):
        cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 - a name of the database's own
        if row := cursor.fetchone():
            yield table, row[0]


def _sequences(cursor: Any) -> Iterator[tuple[str, str]]:
    """Yield the tables whose numbers are in permanent URLs, each with its sequence."""
    for model in apps.get_app_config("archive").get_models():
        table, key = model._meta.db_table, model._meta.pk
        if table in PERMANENT and key is not None:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key.column])
            yield table, cursor.fetchone()[0]
