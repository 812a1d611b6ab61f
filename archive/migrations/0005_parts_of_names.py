"""Indexes of PostgreSQL by which the site finds rows whose name contains some letters, whatever their case."""

from typing import Any

from django.db import migrations

NAMES = {"board": "name", "speaker": "name", "speakername": "name", "topic": "name", "statement": "attribution"}


def add(_apps: Any, editor: Any) -> None:
    """Have PostgreSQL find parts of names without reading every row; SQLite has no such index."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table, column in NAMES.items():
        editor.execute(
            f"CREATE INDEX archive_{table}_{column}_parts ON archive_{table}"
            f" USING gin (upper({column}::text) gin_trgm_ops)"
        )


def drop(_apps: Any, editor: Any) -> None:
    """Drop them; the extension stays, for others may use it."""
    if editor.connection.vendor == "postgresql":
        for table, column in NAMES.items():
            editor.execute(f"DROP INDEX archive_{table}_{column}_parts")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0004_services_for_readers'),
    ]

    operations = [
        migrations.RunPython(add, drop),
    ]
