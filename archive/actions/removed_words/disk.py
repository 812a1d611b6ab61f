"""Removes from the disk what a redaction removes: files with the words, and the log of the database.

Recordings that are no longer kept are deleted in the same way. Each is a row of the outbox, written with the action.
Any process does it, after the commit and every few seconds (``archive.upkeep``), until it is done. Doing it twice is
safe.
"""

import logging
from collections.abc import Iterable

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from archive.actions.removed_words.memory import searches_with_removed
from archive.machine.database import IN_FREED_SPACE, clear_deleted, delete_replaced
from archive.models import OutboxEntry, Statement
from archive.search import forget_removed
from boardmeetings.start_problems import problem_with_files

logger = logging.getLogger(__name__)

Kind = OutboxEntry.Kind
# Tables without any text that people wrote.
WITHOUT_WORDS = frozenset(
    {
        "allowedwords",
        "outdatedname",
        "publiccount",
        "provideridentity",
        "recordversion",
        "recoverycode",
        "removedwords",
        "searchindex",
        "signinfailure",
        "staffsession",
    }
)


def add(number: int, files: Iterable[str]) -> None:
    """Remove words of the statement with the number from the files and the log, once the transaction has committed."""
    OutboxEntry.objects.write_removals(number, files)
    transaction.on_commit(drain, robust=True)


def delete_recordings(meeting: int, files: Iterable[str]) -> None:
    """Delete the files of recordings of the meeting, once the transaction has committed."""
    OutboxEntry.objects.write_deletions(OutboxEntry.Subject.MEETING, meeting, files)
    transaction.on_commit(drain, robust=True)


def waiting(statement: Statement) -> QuerySet[OutboxEntry]:
    """Return from where words of the statement must still be removed."""
    subject = OutboxEntry.Subject.STATEMENT
    return OutboxEntry.objects.of_removal().pending().filter(subject=subject, subject_id=statement.pk)


def drain(*, patient: bool = False) -> int:
    """Remove what can be removed now and return how many rows are done. The others wait, with the reason.

    For the ``patient``, large tables are rewritten, which may lock each for minutes.
    """
    try:
        deleted = sum(map(_delete_file, list(OutboxEntry.objects.pending().filter(kind=Kind.DELETE_FILE))))
        return deleted + _clear(_to_clear(patient=patient), patient=patient)
    except (DatabaseError, OSError) as error:
        why = problem_with_files(error)
        logger.error("What was removed cannot be taken off the disk now; it is tried again. %s", why, exc_info=not why)
        return 0


def _delete_file(row: OutboxEntry) -> int:
    try:
        default_storage.delete(row.file_name)
    except OSError as error:
        logger.error("%s cannot be deleted now: %s", row, error)
        _note([row.pk], str(error))
        return 0
    # The name is removed too, because the person who uploaded the file chose it.
    row.delete()
    return 1


def _to_clear(*, patient: bool) -> list[int]:
    """Return the rows to try now: on a server, where an attempt is expensive, not those that were just tried."""
    rows = OutboxEntry.objects.pending().filter(kind=Kind.CUT_LOG)
    if connection.vendor == "postgresql" and not patient:
        rows = rows.due().exclude(last_error=IN_FREED_SPACE)
    return list(rows.values_list("pk", flat=True))


def _clear(rows: list[int], *, patient: bool) -> int:
    """Clear from the database everything that was removed when these rows were written."""
    if not rows:
        return 0
    delete_replaced()
    forget_removed(searches_with_removed)
    if in_the_way := clear_deleted(_tables_with_words(), patient=patient):
        _note(rows, in_the_way)
        return 0
    OutboxEntry.objects.filter(pk__in=rows).delete()
    return len(rows)


def _tables_with_words() -> list[str]:
    models = apps.get_app_config("archive").get_models()
    return [model._meta.db_table for model in models if model._meta.model_name not in WITHOUT_WORDS]


def _note(rows: list[int], problem: str) -> None:
    OutboxEntry.objects.filter(pk__in=rows).refuse(problem)
