"""Moves the rows of all tables from one engine to the other, and compares each: the parts that both engines share.

Values are in Python's form, whatever the engine stores: times in UTC, JSON as text with its keys in order, bytes. Two
rows are the same if these are equal.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import zip_longest
from typing import Any, Protocol

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from archive.machine.database.sqlite.numbers import Numbers

# Django's own tables, which each database has.
MIGRATIONS = "django_migrations"

Row = tuple[Any, ...]
# Called with the rows as they pass, to show progress.
Watch = Callable[[Iterator[Row]], Iterator[Row]]


class TransferFailed(Exception):
    """The rows could not be moved, or did not arrive unchanged."""


@dataclass(frozen=True)
class CopiedTable:
    """A table: its columns, each with its kind of field. The first columns are those in the order of rows."""

    name: str
    columns: dict[str, str]
    key: str

    @property
    def has_text_key(self) -> bool:
        """Whether rows are sorted by the bytes of a text."""
        return self.columns[self.key] == "CharField"


class End(Protocol):
    """A database to move rows from, or to."""

    def table_names(self) -> set[str]:
        """Return the names of its tables, without the engine's own."""
        ...

    def migrations(self) -> set[tuple[str, str]]:
        """Return the migrations that were done, each as app and name."""
        ...

    def rows(self, table: CopiedTable) -> Iterator[Row]:
        """Yield the rows in the order of their keys."""
        ...

    def count(self, table: CopiedTable) -> int:
        """Return how many there are."""
        ...

    def replace(self, table: CopiedTable, rows: Iterable[Row]) -> None:
        """Make these the only rows of the table."""
        ...

    def numbers(self) -> Numbers:
        """Return the last number that each table gave out."""
        ...

    def begin_after(self, numbers: Numbers) -> None:
        """Stop each table from giving its number, or a lower one, again."""
        ...


def all_tables(leave_out: Iterable[str] = ()) -> list[CopiedTable]:
    """Return the tables of all models except the named ones."""
    return [
        CopiedTable(
            model._meta.db_table,
            {field.column: _kind(field) for field in model._meta.local_concrete_fields},
            model._meta.pk.column,
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in set(leave_out)
    ]


def check_versions(source: End, target: End) -> None:
    """Raise TransferFailed if the two databases have different versions."""
    if _version(source) != _version(target):
        raise TransferFailed(
            "The old database is of another version of the program: run manage.py migrate on it first."
        )
    if unknown := source.table_names() - {table.name for table in all_tables()} - {MIGRATIONS}:
        raise TransferFailed(
            f"The old database has tables that the program does not know, and that would be lost: "
            f"{', '.join(sorted(unknown))}. Delete them, or move them yourself first."
        )


def bring_over(source: End, target: End, tables: list[CopiedTable], watch: Watch = iter) -> None:
    """Fill the tables of the target with the rows of the source."""
    for table in tables:
        target.replace(table, watch(source.rows(table)))
    target.begin_after(source.numbers())


def compare(source: End, target: End, tables: list[CopiedTable], watch: Watch = iter) -> int:
    """Read both completely and return how many rows there are; raise TransferFailed at the first difference."""
    number = 0
    for table in tables:
        place = list(table.columns).index(table.key)
        for old, new in zip_longest(watch(source.rows(table)), target.rows(table)):
            if old != new:
                key = (old or new)[place]
                raise TransferFailed(f"Row {key} of {table.name} did not arrive as it was.")
            number += 1
    return number


def as_python(kind: str, value: Any) -> Any:
    """Return a column's value in Python's form, from what a driver returns."""
    if value is None or kind not in READ:
        return value
    return READ[kind](value)


def _version(end: End) -> set[tuple[str, str]]:
    """Return the migrations of the program's apps. A database may have those of an app that an earlier version had."""
    apps_with_migrations = MigrationLoader(None).migrated_apps
    return {(app, name) for app, name in end.migrations() if app in apps_with_migrations}


def _kind(field: Any) -> str:
    """Return the kind of the field; for a reference, the kind of the key that it refers to."""
    return _kind(field.target_field) if field.is_relation else field.get_internal_type()


def _moment(value: datetime | str) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


READ: dict[str, Callable[[Any], Any]] = {
    "BinaryField": bytes,
    "BooleanField": bool,
    "DateTimeField": _moment,
    "FloatField": float,
    "JSONField": lambda value: json.dumps(json.loads(value), sort_keys=True),
    "TimeField": lambda value: value if isinstance(value, time) else time.fromisoformat(value),
}
