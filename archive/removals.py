"""What a redaction removes goes from the disk: files that held the words, and the log that the database writes.

Each is a row of the outbox, written with the redaction. Any process takes it up, after the commit and every few seconds
(``archive.upkeep``), until it is done. Doing one twice does no harm.
"""

import logging
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from archive.database import cut_log, delete_replaced
from archive.models import OutboxEntry, Statement

logger = logging.getLogger(__name__)

Kind = OutboxEntry.Kind
IN_THE_WAY = "A reader of the database holds its log open."


def add(statement: Statement, files: Iterable[str]) -> None:
    """Have the files and the log rid of words of the statement, once the caller's transaction has committed."""
    OutboxEntry.objects.write_removals(statement.pk, files)
    transaction.on_commit(drain, robust=True)


def waiting(statement: Statement) -> QuerySet[OutboxEntry]:
    """Return what words of the statement still have to go from."""
    return OutboxEntry.objects.of_removal().pending().filter(subject_id=statement.pk)


def drain() -> int:
    """Remove what can be removed now and return how many rows that did; the others wait, with what is in the way."""
    try:
        return sum(map(_delete_file, _pending(Kind.DELETE_FILE))) + _cut_log([row.pk for row in _pending(Kind.CUT_LOG)])
    except (DatabaseError, OSError):
        logger.exception("What was removed cannot be taken off the disk now; it is tried again.")
        return 0


def _pending(kind: Kind) -> list[OutboxEntry]:
    return list(OutboxEntry.objects.pending().filter(kind=kind))


def _delete_file(row: OutboxEntry) -> int:
    try:
        default_storage.delete(row.file_name)
    except OSError as error:
        logger.error("%s cannot be deleted now: %s", row, error)
        _note([row.pk], str(error))
        return 0
    # The name goes too: whoever uploaded the file chose it.
    row.delete()
    return 1


def _cut_log(rows: list[int]) -> int:
    """Cut the log, which holds nothing any more that was removed when these rows were written."""
    if not rows:
        return 0
    delete_replaced()
    if not cut_log():
        _note(rows, IN_THE_WAY)
        return 0
    OutboxEntry.objects.filter(pk__in=rows).delete()
    return len(rows)


def _note(rows: list[int], problem: str) -> None:
    OutboxEntry.objects.filter(pk__in=rows).note_failure(problem)
