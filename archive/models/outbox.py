"""Work that a change leaves behind, written in the same transaction as the change."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Self

from django.db import models
from django.utils import timezone

from archive.models.choice import ChoiceField

IDS_AT_ONCE = 1000


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    """Outbox rows in the order they were written."""

    def pending(self) -> Self:
        """Return the rows not yet done, oldest first."""
        return self.filter(done_at__isnull=True).order_by("id")

    def mark_done(self, ids: Iterable[int]) -> int:
        """Keep the rows as done, because the index has on disk what they are about; return how many were pending."""
        now = timezone.now()
        return sum(self.pending().filter(pk__in=some).update(done_at=now, last_error="") for some in _in_parts(ids))

    def write(self, subject: "OutboxEntry.Subject", ids: Iterable[int]) -> None:
        """Add a row for each id of the subject."""
        for some in _in_parts(ids):
            self.bulk_create([OutboxEntry(subject=subject, subject_id=pk) for pk in some])


class OutboxEntry(models.Model):
    """Tells the index that what it knows of one record is out of date.

    The subject is a statement, or something that many statements show: their board, meeting, speaker or topic. Rows are
    kept for a while after they are done, so that an index built meanwhile can replay them.
    """

    class Subject(models.TextChoices):
        STATEMENT = "statement"
        # A statement of which words must be gone from the index to the last byte.
        REDACTED = "redacted"
        BOARD = "board"
        MEETING = "meeting"
        SPEAKER = "speaker"
        TOPIC = "topic"

    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outbox entries"
        indexes = [models.Index(fields=["id"], name="outbox_pending", condition=models.Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


def _in_parts(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, IDS_AT_ONCE)):
        yield some
