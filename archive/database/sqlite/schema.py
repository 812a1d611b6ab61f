"""Whether a migration that is not written down was done all the same, as one that was killed in between."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from archive.database.sqlite.base import DatabaseWrapper
from archive.database.sqlite.upgrade import connected_to

THERE_ALREADY = ("already exists", "duplicate column name")
Schema = dict[str, Any]


def migrate_past_what_is_there(database: DatabaseWrapper, migrate: Callable[[], object]) -> str:
    """Migrate; where that fails because a migration was done and not written down, write it down and go on.

    A migration and all that it makes is one transaction, so that it is there whole or not at all; that the tables are
    as it leaves them is checked all the same. Return its name, or nothing.
    """
    try:
        migrate()
    except OperationalError as error:
        if not any(words in str(error) for words in THERE_ALREADY) or not (name := _write_down(database)):
            raise
        migrate()
        return name
    return ""


def _write_down(database: DatabaseWrapper) -> str:
    """Write down the next migration as done if the database is as it would leave it; return its name, or nothing."""
    executor = MigrationExecutor(database)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return ""
    migration, _ = plan[0]
    done = [*executor.loader.applied_migrations, (migration.app_label, migration.name)]
    known = [node for node in done if node in executor.loader.graph.nodes]
    found = _schema(database)
    with (
        TemporaryDirectory(dir=database.path.parent, prefix="compare-") as folder,
        connected_to(database, Path(folder) / "database"),
    ):
        MigrationExecutor(database).migrate(known)
        expected = _schema(database)
    if found != expected:
        return ""
    executor.recorder.record_applied(migration.app_label, migration.name)
    return f"{migration.app_label}.{migration.name}"


def _schema(database: DatabaseWrapper) -> Schema:
    """Return the tables with their columns, and the indexes."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite_%%'"
            " ORDER BY 1, 2",
            [],
        )
        named = cursor.fetchall()
        return {
            f"{kind} {name}": [row[1:4] for row in cursor.execute(f'PRAGMA table_info("{name}")').fetchall()]
            for kind, name in named
        }
