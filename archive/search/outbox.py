"""The way from a committed change to the index.

Whoever changes what the index knows adds a row here in the same transaction. After the commit the rows are drained by
whoever holds the index's write lock, until none is left; a process that finds the lock taken leaves its rows to the
holder, who looks again after letting go. A row stays pending until the index has it on disk, so that a process killed
at any moment loses nothing: the next one to drain does its work again.
"""

import logging
from collections.abc import Iterable, Iterator

from django.db import models, transaction
from django.utils import timezone

from archive.models import OutboxEntry, Statement
from archive.search.backends import get_backend
from archive.search.document import documents

logger = logging.getLogger(__name__)

ENTRIES_AT_ONCE = 500
STATEMENTS_AT_ONCE = 2000
Subject = OutboxEntry.Subject

# How to find the statements that show a subject.
SHOWN_BY: dict[str, str] = {
    Subject.BOARD: "board__in",
    Subject.MEETING: "meeting__in",
    Subject.SPEAKER: "speaker__in",
    Subject.TOPIC: "topics__in",
}


def add(subject: Subject, ids: Iterable[int]) -> None:
    """Write a row for each subject in the caller's transaction, and drain the outbox once that has committed."""
    OutboxEntry.objects.bulk_create([OutboxEntry(subject=subject, subject_id=pk) for pk in ids])
    transaction.on_commit(drain, robust=True)


def drain() -> int:
    """Bring the index up to date and return how many rows were done; leave at once where another process does it.

    What the index refuses is logged, and its rows stay with the error and the number of tries.
    """
    backend = get_backend()
    done = 0
    while OutboxEntry.objects.pending().exists():
        with backend.writing() as have_lock:
            if not have_lock:
                return done
            while batch := list(OutboxEntry.objects.pending()[:ENTRIES_AT_ONCE]):
                if not _index(batch):
                    return done
                done += len(batch)
    return done


def affected(entries: Iterable[OutboxEntry]) -> set[int]:
    """Return the numbers of the statements that the rows concern, public or not."""
    numbers: set[int] = set()
    by_subject: dict[str, list[int]] = {}
    for entry in entries:
        by_subject.setdefault(entry.subject, []).append(entry.subject_id)
    for subject, ids in by_subject.items():
        if subject == Subject.STATEMENT:
            numbers.update(ids)
        else:
            numbers.update(Statement.objects.filter(**{SHOWN_BY[subject]: ids}).values_list("number", flat=True))
    return numbers


def _index(batch: list[OutboxEntry]) -> bool:
    rows = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in batch])
    try:
        numbers = sorted(affected(batch))
        for chunk in _chunks(numbers, STATEMENTS_AT_ONCE):
            found = list(documents(chunk))
            gone = set(chunk) - {document.number for document in found}
            get_backend().update(documents=found, gone=gone)
    except Exception as error:
        logger.exception("The index did not take %d changes; they stay in the outbox.", len(batch))
        rows.update(attempts=models.F("attempts") + 1, last_error=f"{type(error).__name__}: {error}"[:2000])
        return False
    rows.update(done_at=timezone.now(), last_error="")
    return True


def _chunks(numbers: list[int], size: int) -> Iterator[list[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
