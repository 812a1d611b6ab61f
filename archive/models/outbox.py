"""Work that a change leaves behind, written in the same transaction as the change."""

from typing import Self

from django.db import models
from django.utils import timezone

from archive.models.choice import ChoiceField


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    """Outbox rows in the order they were written."""

    def pending(self) -> Self:
        """Return the rows not yet done, oldest first."""
        return self.filter(done_at__isnull=True).order_by("id")


class OutboxEntry(models.Model):
    """Tells the index that what it knows of one record is out of date.

    The subject is a statement, or something that many statements show: their board, meeting, speaker or topic. Rows are
    kept for a while after they are done, so that an index built meanwhile can replay them.
    """

    class Subject(models.TextChoices):
        STATEMENT = "statement"
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
