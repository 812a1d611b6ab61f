"""Work that follows a change, written in the same transaction as the change.

All work that must follow a commit is a row here, or an email (``archive.models.alerts.alert``). If the process dies
after the commit, the row remains and any other process does the work.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from archive.machine.database.parts import in_parts
from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind
from archive.models.upkeep.due import Due, DueQuerySet

IDS_AT_ONCE = 1000


class OutboxQuerySet(DueQuerySet["OutboxEntry"]):
    """Outbox rows in the order in which they were written."""

    def waiting(self) -> Self:
        """Return the rows that are not done yet."""
        return self.filter(done_at__isnull=True)

    def pending(self) -> Self:
        """Return the rows that are not done yet, oldest first."""
        return self.waiting().order_by("id")

    def of_index(self) -> Self:
        """Return the rows that say what is out of date in the index."""
        return self.filter(kind=OutboxEntry.Kind.INDEX)

    def of_removal(self) -> Self:
        """Return the rows that say what must be removed from the disk."""
        return self.exclude(kind=OutboxEntry.Kind.INDEX)

    def mark_done(self, ids: Iterable[int]) -> int:
        """Mark the rows as done, now that the index has the changes on disk. Return how many were pending."""
        now = timezone.now()
        return sum(
            self.pending().filter(pk__in=some).update(done_at=now, last_error="") for some in in_parts(ids, IDS_AT_ONCE)
        )

    def write(self, subject: "OutboxEntry.Subject", ids: Iterable[int]) -> None:
        """Add a row for each id of the subject."""
        for some in in_parts(ids, IDS_AT_ONCE):
            self.bulk_create([OutboxEntry(subject=subject, subject_id=pk) for pk in some])

    def write_removals(self, number: int, files: Iterable[str]) -> None:
        """Add a row for each file that may contain removed words of the statement, and one for the log.

        Files are given by their names in the storage. The database's log is the only other place on the disk that may
        contain the words.
        """
        subject, kind = OutboxEntry.Subject.STATEMENT, OutboxEntry.Kind
        self.write_deletions(subject, number, files)
        self.create(kind=kind.CUT_LOG, subject=subject, subject_id=number)

    def write_deletions(self, subject: "OutboxEntry.Subject", pk: int, files: Iterable[str]) -> None:
        """Add a row for each file that is no longer kept, by its name in the storage."""
        kind = OutboxEntry.Kind.DELETE_FILE
        self.bulk_create([OutboxEntry(kind=kind, subject=subject, subject_id=pk, file_name=name) for name in files])


class OutboxEntry(Due):
    """Work that follows a commit: an object whose entry in the index is out of date, or words to remove for good.

    The subject is a statement, or something that many statements show: their board, meeting, speaker or topic. Rows for
    the index are kept for a while after they are done, so that an index built meanwhile can replay them. Nobody claims
    a row: many are done at once, under the lock of the index.
    """

    FIRST_WAIT = timedelta(seconds=2)
    LONGEST_WAIT = timedelta(minutes=1)

    class Kind(models.TextChoices):
        INDEX = "index", "Bring the index up to date"
        DELETE_FILE = "delete_file", "Delete a file that held redacted words"
        CUT_LOG = "cut_log", "Cut the database's log, which may hold redacted words"

    class Subject(models.TextChoices):
        STATEMENT = "statement"
        # A statement whose removed words must be gone from every byte of the index.
        REDACTED = "redacted"
        BOARD = "board"
        MEETING = "meeting"
        SPEAKER = "speaker"
        # A speaker whose offices changed: they are found with what the speaker said, not with the rolls.
        HOLDER = "holder"
        TOPIC = "topic"

    kind = ChoiceField(max_length=20, choices=Kind, default=Kind.INDEX)
    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    file_name = models.CharField(
        max_length=500, blank=True, help_text="The file to delete, by its name in the storage."
    )
    after = models.BigIntegerField(default=0, help_text="Of what very many show: up to which statement it is done.")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("id attempts try_at claimed_until kind subject subject_id after created_at done_at", Rule.KEPT),
        Columns("last_error", Rule.KEPT, TextKind.LOG),
        Columns("file_name", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outbox entries"
        indexes = [models.Index(fields=["id"], name="outbox_pending", condition=models.Q(done_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="delete_file") & ~models.Q(file_name="")
                | ~models.Q(kind="delete_file") & models.Q(file_name=""),
                name="outbox_file_to_delete_is_named",
            )
        ]

    def __str__(self) -> str:
        about = f"{self.subject} {self.subject_id}"
        return about if self.kind == self.Kind.INDEX else f"{self.get_kind_display()}: {about}"
