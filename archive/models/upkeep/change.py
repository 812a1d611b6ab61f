"""What changed in the public record, in an order in which nothing ever appears late.

An object is listed when what it says itself changes, or to which objects it refers. It is not listed when one of those
is renamed: that one is. So a merge lists the statements that have another speaker now, and a rename the speaker alone.

A transaction that changes the record leaves a note. After the commit, ``archive.log.changes`` lists the note as a
change. A transaction that commits late is therefore listed after what readers have already seen, never before it.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from archive.machine.database.parts import in_parts
from archive.models.fields import ChoiceField, Columns, Described, Rule
from archive.models.record.correction import Correction

AT_ONCE = 1000
noted = Signal()
"""Sent after the commit of a transaction that noted changes."""


class Kind(models.TextChoices):
    """What happened to an object."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    REDACTED = "redacted"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    RENAMED = "renamed"
    MERGED = "merged"
    CHANGED = "changed"


class Subject(models.TextChoices):
    """Which kind of object it is."""

    STATEMENT = "statement"
    MEETING = "meeting"
    BOARD = "board"
    SPEAKER = "speaker"
    SOURCE = "source"
    TOPIC = "topic"
    DECISION = "decision"
    CORRECTION = "correction"
    TOMBSTONE = "tombstone"
    # A page that quoted a statement. The archive keeps none any more, but for what the lists of changes and the audit
    # trail say of them. The trail numbers them by their statement.
    CITING_LINK = "citinglink"


class ChangeNoteQuerySet(models.QuerySet["ChangeNote"]):
    """Notes of changes, and how to leave one."""

    def leave(
        self,
        subject: Subject,
        ids: Iterable[int],
        kind: Kind = Kind.CHANGED,
        *,
        correction: Correction | None = None,
        tells: bool | None = None,
    ) -> None:
        """Note, in the caller's transaction, that the objects changed. Without a kind, the kind is worked out later.

        ``tells`` says whether readers with alerts hear of a publication; if it is None, the age of the statement
        decides.
        """
        row = {"kind": kind, "subject": subject, "correction": correction, "tells": tells, "at": timezone.now()}
        for some in in_parts(ids, AT_ONCE):
            self.bulk_create([ChangeNote(subject_id=pk, **row) for pk in some])
        transaction.on_commit(lambda: noted.send(ChangeNote), robust=True)


class ChangeNote(models.Model):
    """A note that an object changed, written in the transaction of the change. It is deleted once it is listed."""

    Kind, Subject = Kind, Subject

    at = models.DateTimeField(default=timezone.now)
    kind = ChoiceField(max_length=20, choices=Kind)
    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    correction = models.ForeignKey(Correction, models.CASCADE, null=True, related_name="+")
    tells = models.BooleanField(null=True)

    described = Described(Columns("id at kind subject subject_id correction tells", Rule.KEPT), shown=None)

    objects = ChangeNoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.kind}"


class Change(models.Model):
    """One change of one object that readers see; its id is its place in the order.

    It contains no words: the object is read when the change is shown. ``stands`` is true for the latest change of an
    object that readers can see, so that it is known which objects are listed.
    """

    Kind, Subject = Kind, Subject

    at = models.DateTimeField(default=timezone.now)
    kind = ChoiceField(max_length=20, choices=Kind)
    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="+")
    tells = models.BooleanField(null=True, help_text="Whether readers are told; empty where its age decides.")
    stands = models.BooleanField(default=False)

    # Pages that list changes are never cached, because a change is listed after its commit.
    described = Described(
        Columns("at kind subject subject_id correction", Rule.BY_ACTION),
        Columns("id", Rule.SEALED),
        Columns("tells stands", Rule.KEPT),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="change_subject"),
            models.Index(fields=["subject", "subject_id"], name="change_stands", condition=Q(stands=True)),
            models.Index(fields=["subject", "at", "subject_id"], name="change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.kind}"
