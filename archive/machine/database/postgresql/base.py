"""The engine of a site with ``DATABASE_URL``: Django's for PostgreSQL, with what the archive also needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base as django_postgresql
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field

# The advisory lock of upgrades. All other locks are made from a name.
UPGRADE_LOCK = 1_870_311_552


class SchemaEditor(DatabaseSchemaEditor):
    """Renews the check of a field whose choices change. Django only knows the checks of its own field types."""

    def _field_db_check(self, field: Field, field_db_params: dict[str, Any]) -> str | None:  # noqa: ARG002 - Django's
        return field_db_params["check"]


class DatabaseWrapper(django_postgresql.DatabaseWrapper):
    """A connection that upgrades in one transaction, and removes deleted rows from the disk."""

    SchemaEditorClass = SchemaEditor

    def close_if_unusable_or_obsolete(self) -> None:
        """Keep a connection that is inside a transaction, for example when a sent file is closed in one."""
        if not self.in_atomic_block:
            super().close_if_unusable_or_obsolete()

    @contextmanager
    def upgrading(self) -> Iterator[None]:
        """Within this context, commit all migrations together or not at all, in one process at a time.

        Constraints are checked at each statement, because PostgreSQL cannot alter a table with rows that wait for a
        check.
        """
        with transaction.atomic(using=self.alias), self.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [UPGRADE_LOCK])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            # As before, if this is part of a longer transaction.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @contextmanager
    def waiting_for_locks(self, milliseconds: int) -> Iterator[None]:
        """Within this context, a statement that waits longer for a lock raises OperationalError; 0 waits for ever."""
        with self.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(milliseconds)])
        try:
            yield
        finally:
            with self.cursor() as cursor:
                cursor.execute("RESET lock_timeout")

    def vacuum(self, tables: list[str]) -> bool:
        """Free the space of deleted rows; return whether none are left. Another transaction may still read some."""
        # A connection reports what it deleted up to a second late. If that is after the vacuum, freed rows count again,
        # so only a second vacuum tells.
        return self._vacuumed(tables) or self._vacuumed(tables)

    def _vacuumed(self, tables: list[str]) -> bool:
        with self.cursor() as cursor:
            cursor.execute(f"VACUUM (INDEX_CLEANUP ON) {self._listed(tables)}")
            dead = "SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables WHERE relname = ANY(%s)"
            cursor.execute(dead, [tables])
            return not cursor.fetchone()[0]

    def rewrite(self, tables: list[str]) -> None:
        """Rewrite the tables and their indexes, without the space that vacuuming freed. Each is locked meanwhile."""
        with self.cursor() as cursor:
            cursor.execute(f"VACUUM (FULL) {self._listed(tables)}")

    def size_of(self, tables: list[str]) -> int:
        """Return how many bytes the tables use, with their indexes and long texts."""
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT sum(pg_total_relation_size(quote_ident(name))) FROM unnest(%s::text[]) AS name", [tables]
            )
            return int(cursor.fetchone()[0] or 0)

    def _listed(self, tables: list[str]) -> str:
        return ", ".join(map(self.ops.quote_name, tables))
