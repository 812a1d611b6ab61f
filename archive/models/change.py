"""What changed in the public record, in an order into which nothing ever comes late.

Whoever changes the record leaves a note in the same transaction. Only after the commit is the note listed as a change
(``archive.changes``), so that a transaction that commits late comes after what readers have seen, never before it.
"""

from collections.abc import Iterable
from itertools import islice

from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from archive.models.choice import ChoiceField
from archive.models.correction import Correction

AT_ONCE = 1000
noted = Signal()
"""Sent after the commit of a transaction that noted changes."""


class Kind(models.TextChoices):
    """What happened to a record."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    REDACTED = "redacted"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    RENAMED = "renamed"
    MERGED = "merged"
    CHANGED = "changed"


class Subject(models.TextChoices):
    """What kind of record it is."""

    STATEMENT = "statement"
    MEETING = "meeting"
    BOARD = "board"
    SPEAKER = "speaker"
    SOURCE = "source"
    TOPIC = "topic"


class ChangeNoteQuerySet(models.QuerySet["ChangeNote"]):
    """Notes of changes, and how one is left."""

    def leave(
        self,
        subject: Subject,
        ids: Iterable[int],
        kind: Kind = Kind.CHANGED,
        *,
        correction: Correction | None = None,
        tells: bool | None = None,
    ) -> None:
        """Note in the caller's transaction that the records changed; where no kind is given it is found out later.

        ``tells`` says whether readers with alerts hear of a publication; without it the age of the statement decides.
        """
        row = {"kind": kind, "subject": subject, "correction": correction, "tells": tells, "at": timezone.now()}
        rest = iter(ids)
        while some := list(islice(rest, AT_ONCE)):
            self.bulk_create([ChangeNote(subject_id=pk, **row) for pk in some])
        transaction.on_commit(lambda: noted.send(ChangeNote), robust=True)


class ChangeNote(models.Model):
    """That a record changed, written in the transaction of the change; once listed as a Change, it is deleted."""

    Kind, Subject = Kind, Subject

    at = models.DateTimeField(default=timezone.now)
    kind = ChoiceField(max_length=20, choices=Kind)
    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    correction = models.ForeignKey(Correction, models.CASCADE, null=True, related_name="+")
    tells = models.BooleanField(null=True)

    objects = ChangeNoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.kind}"


class Change(models.Model):
    """One change of one record that readers see; its id is its place in the order.

    It holds no words: the record is read when the change is shown. ``stands`` is true of the latest change of a record
    that readers can see, so that the listed record is known.
    """

    Kind, Subject = Kind, Subject

    at = models.DateTimeField(default=timezone.now)
    kind = ChoiceField(max_length=20, choices=Kind)
    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="+")
    tells = models.BooleanField(null=True, help_text="Whether readers are told; empty where its age decides.")
    stands = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="change_subject"),
            models.Index(fields=["subject", "subject_id"], name="change_stands", condition=Q(stands=True)),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.kind}"
