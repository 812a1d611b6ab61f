"""The one way in which models have triggers, on both engines. They are created after every migration."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
"""For each event, the names of the row in a trigger: OLD before the change, NEW after it."""
CHANGED_ROWS = {"OLD": "old_rows", "NEW": "new_rows"}
"""The tables of all rows of an SQL statement, before and after the change, in a trigger of PostgreSQL."""

ON_SQLITE = 'CREATE TRIGGER "{name}" AFTER {event} ON "{table}"{when} BEGIN {act} END'
# Sent as one, and so done in one transaction: no row is written while there is no trigger.
ON_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {act}
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS "{name}" ON "{table}";
    CREATE {kind} "{name}" AFTER {event} ON "{table}" {times} EXECUTE FUNCTION "{name}"()"""


class Trigger(NamedTuple):
    """What the database does when rows of a table were inserted, updated or deleted: SQL statements."""

    name: str
    table: str
    event: str
    act: str
    condition: str = ""


def put_in_place(
    database: BaseDatabaseWrapper, prefix: str, triggers: Iterable[Trigger], *, at_commit: bool = False
) -> bool:
    """Give the database these triggers, whose names start with the prefix. Return whether any was missing.

    On SQLite they act for each row. On PostgreSQL they act once for all rows of an SQL statement, or, with
    ``at_commit``, for each row at the end of the transaction.
    """
    if database.vendor == "postgresql":
        return _on_postgresql(database, prefix, list(triggers), at_commit=at_commit)
    return _on_sqlite(database, prefix, triggers)


def _on_sqlite(database: BaseDatabaseWrapper, prefix: str, triggers: Iterable[Trigger]) -> bool:
    wanted = {one.name: ON_SQLITE.format(when=_when(one), **one._asdict()) for one in triggers}
    with database.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{prefix}%"])
        there = dict(cursor.fetchall())
        for name in [name for name, sql in there.items() if wanted.get(name) != sql]:
            cursor.execute(f'DROP TRIGGER "{name}"')
        missing = [sql for name, sql in wanted.items() if there.get(name) != sql]
        for sql in missing:
            cursor.execute(sql)
    return bool(missing)


def _on_postgresql(database: BaseDatabaseWrapper, prefix: str, triggers: list[Trigger], *, at_commit: bool) -> bool:
    with database.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE %s", [f"{prefix}%"])
        there = {name for (name,) in cursor.fetchall()}
        for one in triggers:
            rows = " ".join(f"{row} TABLE AS {CHANGED_ROWS[row]}" for row in ROWS[one.event])
            kind, times = "TRIGGER", f"REFERENCING {rows} FOR EACH STATEMENT"
            if at_commit:
                kind, times = "CONSTRAINT TRIGGER", f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{_when(one)}"
            cursor.execute(ON_POSTGRESQL.format(kind=kind, times=times, **one._asdict()))
    return not there.issuperset(one.name for one in triggers)


def _when(trigger: Trigger) -> str:
    return f" WHEN ({trigger.condition})" if trigger.condition else ""
