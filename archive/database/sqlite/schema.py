"""Whether a migration was done but not recorded, because the process was killed in between."""

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
    """Migrate. If this fails because a migration was done but not recorded, record it and continue.

    A migration and everything it creates is one transaction, so all of it is there or none. Still, the tables are
    compared with what the migration would create. Return its name, or an empty text.
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
    """Record the next migration as done if the database is as it would leave it; return its name, or an empty text."""
    executor = MigrationExecutor(database)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return ""
    migration, _ = plan[0]
    done = [*executor.loader.applied_migrations, (migration.app_label, migration.name)]
    known = [node for node in done if node in executor.loader.graph.nodes]
    actual = _schema(database)
    with (
        TemporaryDirectory(dir=database.path.parent, prefix="compare-") as folder,
        connected_to(database, Path(folder) / "database"),
    ):
        MigrationExecutor(database).migrate(known)
        expected = _schema(database)
    if actual != expected:
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
