"""A token of what the public pages show, which the database changes in the same transaction as the record.

Triggers do it, so that it holds for every way of writing: ``save``, ``update``, ``bulk_create``, ``delete``, a load, a
statement typed into the database's own shell. They are put in place after every migration, because SQLite drops the
triggers of a table that a migration creates again. The token is random, not a count: a restored backup goes on from a
token that stood for that very record, and no later change gives out one that was used before.

What is only work in progress (draft wordings, staged turns, open reports, the outbox) changes nothing: ``SHOWN`` says
for each table which rows the pages show, ``NOT_SHOWN`` which tables they never read. Every table is in one of them.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Q

ONLY_ROW = 1
PREFIX = "record_version_"
NEW_TOKEN_IN_SQLITE = "UPDATE archive_recordversion SET token = lower(hex(randomblob(12)))"  # noqa: S105 - random
FUNCTION_IN_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION record_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF current_setting('archive.record_version_changed', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
            PERFORM set_config('archive.record_version_changed', pg_current_xact_id()::text, true);
            UPDATE archive_recordversion SET token = replace(gen_random_uuid()::text, '-', '');
        END IF;
        RETURN NULL;
    END $$"""

# Per table the condition, on a row, that pages show it; empty where they may show every row.
PUBLISHED = "{row}.published_at IS NOT NULL"
SHOWN: dict[str, str] = {
    "AgendaItem": "",
    "AgendaItem_topics": "",
    "Board": "",
    "Concept": "",
    "Correction": "{row}.at IS NOT NULL",
    "CitingLink": "{row}.status = 'accepted'",
    # A report that nobody has settled stands on no page but its own, which is rendered each time.
    "ErrorReport": "{row}.status <> 'open'",
    "Filing": "",
    "FormerSlug": "",
    "Meeting": PUBLISHED,
    "Meeting_documents": "",
    "Office": "",
    "Quotation": "",
    "RedactedPassage": "",
    "Revision": PUBLISHED,
    "SiteSettings": "",
    "Source": "",
    "Speaker": "",
    "SpeakerName": "",
    "Statement": PUBLISHED,
    "Tombstone": "",
    "Topic": "",
    "WordTimes": "",
}
# Of what these rows say nothing is shown before the condition holds, but that they are there is: the page of a meeting
# says that more of its record is in preparation. So each new one counts, each deleted one, and each move.
COUNTED_BY: dict[str, str] = {"Statement": "meeting_id"}
NOT_SHOWN = frozenset(
    {
        "AccountLink",
        "Alert",
        "AlertHit",
        "AuditEntry",
        "AuthenticatorApp",
        # Pages that list changes are never cached: a change is listed after the commit that made it.
        "Change",
        "ChangeNote",
        "CorrectionToTell",
        "ImportBatch",
        "Mail",
        "OutboxEntry",
        "Passkey",
        "PublicationToTell",
        "PublicCount",
        "RecordVersion",
        "RecoveryCode",
        "RemovedWords",
        "RemovedWords_may_stand_in",
        "ScheduledPublication",
        "SearchAlert",
        "SearchIndex",
        "SignInFailure",
        "SpeakerMerge",
        "StaffSession",
        "StagedItem",
        "StagedLabel",
        "StagedTurn",
        "StagedTurn_topics",
        "TranscribedChunk",
        "Transcription",
        "User",
        "User_groups",
        "User_user_permissions",
        "Webhook",
        "WebhookDelivery",
        "WordFix",
    }
)


class RecordVersion(models.Model):
    """The one row with the token; ``purged`` names the state of which the caches in front of the site were told.

    ``identity`` names the database, once and for all, so that an index of another one is not taken for its own.
    """

    token = models.CharField(max_length=64)
    identity = models.CharField(max_length=64, blank=True)
    purged = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="record_version_is_one_row")]

    def __str__(self) -> str:
        return self.token


class Trigger(NamedTuple):
    """What changes the token when rows of a table are inserted, updated or deleted."""

    name: str
    table: str
    event: str
    condition: str


def new_token() -> str:
    """Return a token that was never given out."""
    return secrets.token_hex(12)


def prepare(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_: Any) -> None:
    """Put the row and the triggers in place after a migration, and change the token where anything was changed.

    Tables that are not there, as half way through the migrations, are left out.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if RecordVersion._meta.db_table not in tables:
        return
    rows = RecordVersion.objects.using(using)
    rows.get_or_create(pk=ONLY_ROW, defaults={"token": new_token()})
    rows.filter(identity="").update(identity=new_token())
    triggers = [trigger for trigger in all_triggers() if trigger.table in tables]
    if _in_place(connection, triggers) or plan:
        rows.update(token=new_token())


def all_triggers() -> Iterator[Trigger]:
    """Yield those of every shown table."""
    for name, condition in SHOWN.items():
        table = apps.get_model("archive", name)._meta.db_table
        for event in ("INSERT", "UPDATE", "DELETE"):
            shown = _shown(event, condition, COUNTED_BY.get(name, ""))
            yield Trigger(f"{PREFIX}{table}_{event.lower()}", table, event, f" WHEN ({shown})" if shown else "")


def _shown(event: str, condition: str, counted_by: str) -> str:
    """Return the condition under which a page may show that a row was written, empty for always."""
    if not condition or (counted_by and event != "UPDATE"):
        return ""
    known = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
    shown = [condition.format(row=row) for row in known]
    if counted_by:
        shown.append(f"coalesce(OLD.{counted_by}, 0) <> coalesce(NEW.{counted_by}, 0)")
    return " OR ".join(shown)


def _in_place(connection: BaseDatabaseWrapper, triggers: list[Trigger]) -> bool:
    """Make the triggers, and no others, those of the database; say whether any was missing."""
    place = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        return place(cursor, triggers)


def _on_sqlite(cursor: CursorWrapper, triggers: list[Trigger]) -> bool:
    wanted = {
        trigger.name: f'CREATE TRIGGER "{trigger.name}" AFTER {trigger.event} ON "{trigger.table}"'
        f"{trigger.condition} BEGIN {NEW_TOKEN_IN_SQLITE}; END"
        for trigger in triggers
    }
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"])
    there = dict(cursor.fetchall())
    for name in [name for name, sql in there.items() if wanted.get(name) != sql]:
        cursor.execute(f'DROP TRIGGER "{name}"')
    missing = [sql for name, sql in wanted.items() if there.get(name) != sql]
    for sql in missing:
        cursor.execute(sql)
    return bool(missing)


def _on_postgresql(cursor: CursorWrapper, triggers: list[Trigger]) -> bool:
    """Change it once a transaction, at its end: no writer holds the row while it works, so none waits or deadlocks."""
    cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE %s", [f"{PREFIX}%"])
    there = {row[0] for row in cursor.fetchall()}
    cursor.execute(FUNCTION_IN_POSTGRESQL)
    for trigger in triggers:
        cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}" ON "{trigger.table}"')
        cursor.execute(
            f'CREATE CONSTRAINT TRIGGER "{trigger.name}" AFTER {trigger.event} ON "{trigger.table}" '
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{trigger.condition} EXECUTE FUNCTION record_version_change()"
        )
    return not there.issuperset(trigger.name for trigger in triggers)
