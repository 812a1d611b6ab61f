"""Many rows that are written past Django's models, which take several times as long to make one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def write_rows(model: type[Model], columns: str, rows: Iterable[Sequence[Any]], *, over: str = "") -> None:
    """Write rows that have these columns, in one query.

    The database checks them, and no model does. ``over`` are columns that are unique together: a row that has the same
    values there is changed.
    """
    known = {field.name: connection.ops.quote_name(field.column) for field in model._meta.concrete_fields}
    quoted = {name: known[name] for name in columns.split()}
    table, marks = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(quoted))
    query = f"INSERT INTO {table} ({', '.join(quoted.values())}) VALUES ({marks})"  # noqa: S608 - names of our own
    if unique := over.split():
        values = ", ".join(f"{one} = excluded.{one}" for name, one in quoted.items() if name not in unique)
        query += f" ON CONFLICT ({', '.join(quoted[name] for name in unique)}) DO UPDATE SET {values}"
    with connection.cursor() as cursor:
        cursor.executemany(query, list(rows))
