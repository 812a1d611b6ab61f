"""A token for what the public pages show. The database changes it in the same transaction as the record.

Triggers change it, so every way of writing counts: ``save``, ``update``, ``bulk_create``, ``delete``, a bulk load and
SQL typed into the database's own shell. They are created after every migration, because SQLite drops the triggers of a
table that a migration rebuilds. The token is random, not a count. A restored backup keeps the token of exactly that
record, and no later change uses a token again.

Work in progress (draft wordings, staged turns, open reports, the outbox) does not change it. Each
model says beside its fields which of its rows pages show (``archive.models.fields.described``).
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Q

from archive.models.fields import Columns, Described, Rule, ShownRows, TextKind, shown_tables
from archive.models.upkeep.subject_version import change_subjects
from archive.models.upkeep.triggers import ROWS, Trigger, put_in_place

ONLY_ROW = 1
PREFIX = "record_version_"
NEW_TOKEN_IN_SQLITE = "UPDATE archive_recordversion SET token = lower(hex(randomblob(12)))"  # noqa: S105 - random
NEW_TOKEN_IN_POSTGRESQL = "PERFORM record_version_token()"  # noqa: S105 - SQL
TOKEN = "(SELECT token FROM archive_recordversion)"  # noqa: S105 - SQL
FUNCTION_IN_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION record_version_token() RETURNS text LANGUAGE plpgsql AS $$
    BEGIN
        IF current_setting('archive.record_version_changed', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
            PERFORM set_config('archive.record_version_changed', pg_current_xact_id()::text, true);
            UPDATE archive_recordversion SET token = replace(gen_random_uuid()::text, '-', '');
        END IF;
        RETURN (SELECT token FROM archive_recordversion);
    END $$"""


class RecordVersion(models.Model):
    """The only row, with the token. ``purged`` is the state that the caches in front of the site were last told of.

    ``identity`` identifies the database and never changes, so that an index of another database is not used with it.
    """

    token = models.CharField(max_length=64)
    identity = models.CharField(max_length=64, blank=True)
    purged = models.CharField(max_length=64, blank=True)

    described = Described(
        Columns("id", Rule.KEPT),
        Columns("token identity purged", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="record_version_is_one_row")]

    def __str__(self) -> str:
        return self.token


def new_token() -> str:
    """Return a token that was never used before."""
    return secrets.token_hex(12)


def prepare(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_: Any) -> None:
    """Create the row and the triggers after a migration, and change the token if a trigger was missing.

    Tables that do not exist yet, as between two migrations, are left out.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if RecordVersion._meta.db_table not in tables:
        return
    rows = RecordVersion.objects.using(using)
    rows.get_or_create(pk=ONLY_ROW, defaults={"token": new_token()})
    rows.filter(identity="").update(identity=new_token())
    triggers = [trigger for trigger in all_triggers(connection.vendor) if trigger.table in tables]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(FUNCTION_IN_POSTGRESQL)
    if put_in_place(connection, PREFIX, triggers, at_commit=True) or plan:
        rows.update(token=new_token())


def all_triggers(vendor: str) -> Iterator[Trigger]:
    """Yield the triggers of every table that pages show.

    On PostgreSQL they change the token once, at the end of the transaction. A writer does not lock the row of the token
    while it works, so writers do not wait for each other or deadlock. Writers that commit at the same time wait for
    that row before they write the subjects, so these cannot deadlock either.
    """
    change_token = NEW_TOKEN_IN_POSTGRESQL if vendor == "postgresql" else NEW_TOKEN_IN_SQLITE
    for model, shown in shown_tables():
        table = model._meta.db_table
        for event in ROWS:
            acts = filter(None, (change_token, change_subjects(shown, event, TOKEN)))
            act = "".join(f"{each}; " for each in acts).rstrip()
            yield Trigger(f"{PREFIX}{table}_{event.lower()}", table, event, act, _condition(event, shown))


def _condition(event: str, shown: ShownRows) -> str:
    """Return the condition under which a page may show that a row was written; empty means always."""
    if not shown.where or (shown.counted_by and event != "UPDATE"):
        return ""
    conditions = [shown.where.format(row=row) for row in ROWS[event]]
    if shown.counted_by:
        conditions.append(f"coalesce(OLD.{shown.counted_by}, 0) <> coalesce(NEW.{shown.counted_by}, 0)")
    return " OR ".join(conditions)
