"""``manage.py migrate``: Django's, but complete or not at all.

A database in a file is replaced with a migrated copy; PostgreSQL does it in one transaction.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from archive.machine.database.fit import BETWEEN, DatabaseState, disk_migrations, fit_of, is_between, note_version
from archive.machine.database.sqlite.base import DatabaseWrapper
from archive.machine.database.sqlite.upgrade import DamagedDatabase, DatabaseInUse, one_upgrade_at_a_time, upgrade
from archive.management.base import UNWRITABLE, SiteCommand

# These only read, or only change the table of migrations, in one transaction.
HARMLESS = ("plan", "check_unapplied", "prune")
IN_USE = (
    "{} Nothing was changed. Stop the site and every command with --watch, which would go "
    "on writing to the old database. Then run this again."
)


class Command(SiteCommand, migrate.Command):
    """Makes sure that a kill never leaves a database that is neither old nor new."""

    help = (
        "Upgrade the database to this version. If it is killed at any moment, the old database or the new one is left, "
        "complete."
    )
    checks_database = True
    bears = UNWRITABLE | {DatabaseState.NEWER, DatabaseState.OLDER}

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, say what the site no longer has, and make sure that the tables are then those of this version.

        Raise CommandError if they are not.
        """
        self.migrate(*args, **options)
        is_whole = not options["app_label"] and not any(options[name] for name in HARMLESS)
        if is_whole:
            end_with(connections[options["database"]])

    def migrate(self, *args: Any, **options: Any) -> None:
        """Migrate in one transaction or, if the database is a file, migrate a copy and put it in place."""
        database: Any = connections[options["database"]]
        if any(options[name] for name in HARMLESS):
            super().handle(*args, **options)
            return
        if database.vendor == "postgresql":
            with database.upgrading():
                refuse_other_versions(database)
                self.migrate_and_say(database, options)
            return
        if not isinstance(database, DatabaseWrapper) or database.is_in_memory_db():
            self.migrate_and_say(database, options)
            return
        with one_upgrade_at_a_time(database.path):
            refuse_other_versions(database)
            if not options["app_label"] and not pending(database):
                # One migration takes the place of those that were done. Django notes that only where it does another.
                MigrationExecutor(database).check_replacements()
                # The work after a migration, such as new permissions, is safe to repeat.
                emit_post_migrate_signal(options["verbosity"], options["interactive"], options["database"])
                if options["verbosity"]:
                    self.stdout.write("No migrations to apply.")
                return
            try:
                self.migrate_copy_of(database, options)
            except DatabaseInUse as in_use:
                raise CommandError(IN_USE.format(in_use)) from in_use
            except (DatabaseError, DamagedDatabase, OSError) as error:
                raise CommandError(f"The database was not upgraded. It is unchanged. {error}") from error

    def migrate_copy_of(self, database: DatabaseWrapper, options: dict[str, Any]) -> None:
        """Migrate a copy and put it in place of the database."""
        upgrade(database, version_of(database), lambda: self.migrate_and_say(database, options))

    def migrate_and_say(self, database: BaseDatabaseWrapper, options: dict[str, Any]) -> None:
        """Migrate, and say what the site no longer has, however little else is said.

        It is said before the upgrade is complete: one that is killed later was heard, and one that is killed earlier
        says it again.
        """
        before = _done(database)
        super().handle(**options)
        for sentence in retired_since(before, _done(database)):
            self.stdout.write(sentence)
        self.stdout.flush()


def end_with(database: BaseDatabaseWrapper) -> None:
    """Note which version has migrated the database. Raise CommandError if its tables are not those of this version."""
    fit = fit_of(database)
    if fit.state is DatabaseState.OLDER:
        raise CommandError(fit.sentence, returncode=fit.state.value)
    if fit.state is DatabaseState.FITS:
        note_version(database)


def pending(database: BaseDatabaseWrapper) -> bool:
    """Return whether a migration of this version is not done. Without the table of migrations, none is."""
    if isinstance(database, DatabaseWrapper) and not database.is_in_memory_db() and not database.path.exists():
        return True
    executor = MigrationExecutor(database)
    # Django takes a database that has done only some of the replaced migrations for one without any to do.
    applied = set(MigrationRecorder(database).applied_migrations())
    return is_between(applied) or bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_other_versions(database: Any) -> None:
    """Raise CommandError if the database has migrations of the archive that this version does not know."""
    if isinstance(database, DatabaseWrapper) and not database.path.exists():
        return
    fit = fit_of(database)
    if fit.state is DatabaseState.NEWER or fit.sentence == BETWEEN:
        raise CommandError(fit.sentence, returncode=fit.state.value)


def _done(database: Any) -> set[str]:
    return {name for app, name in MigrationRecorder(database).applied_migrations() if app == "archive"}


def retired_since(before: set[str], after: set[str]) -> Iterator[str]:
    """Yield what the migrations done since say of what a site no longer has: nothing to a new site, which had nothing.

    A migration that takes something out has these sentences as ``retired``.
    """
    migrations = disk_migrations()
    for name in sorted(after - before) if before else ():
        yield from getattr(migrations.get(("archive", name)), "retired", ())


def version_of(database: DatabaseWrapper) -> str:
    """Return the database's last migration of the archive, as the name of its version."""
    if not database.path.exists():
        return ""
    done = MigrationExecutor(database).loader.applied_migrations
    return max((name for app, name in done if app == "archive"), default="nothing")
