"""Files of a folder on their way to their meetings. Never public."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind


class IncomingFileQuerySet(models.QuerySet["IncomingFile"]):
    """Files of folders, and which of them need the site or a person."""

    def waiting(self) -> Self:
        """Return the files that the site must still read, in the order in which they came."""
        return self.filter(status=IncomingFile.Status.WAITING).order_by("id")

    def asking(self) -> Self:
        """Return the files of which a person must still say something."""
        return self.filter(status=IncomingFile.Status.ASKS)


class IncomingFile(models.Model):
    """One file of a folder. ``given`` is what a person said about it; ``asks`` is what a person must still say.

    Its words are those of the imports that are made from it, which then have the file. It is here only once, whatever
    its name.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits to be read"
        ASKS = "asks", "Waits for an answer"
        STAGED = "staged", "Read"
        REFUSED = "refused", "Could not be read"

    name = models.CharField(max_length=300, help_text="What it was called, with its folders.")
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=300, blank=True)
    file_sha256 = models.CharField(max_length=64, unique=True)
    status = ChoiceField(max_length=20, choices=Status, default=Status.WAITING)
    given = models.JSONField(default=dict, help_text="Board, date, kind and so on; see archive.ingest.folder.")
    asks = models.JSONField(default=list, help_text="Pairs of what is asked, and what the file says of it.")
    refusal = models.TextField(blank=True, help_text="Why it could not be read, and what to do instead.")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    described = Described(
        Columns("id status uploaded_by uploaded_at", Rule.KEPT),
        Columns("file file_sha256", Rule.KEPT, TextKind.CODE),
        Columns("name given asks refusal", Rule.KEPT, TextKind.LOG),
        shown=None,
    )

    objects = IncomingFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        indexes = [models.Index(fields=["status", "id"], name="incoming_file_status")]
        constraints = [
            models.CheckConstraint(condition=~Q(file_sha256=""), name="incoming_file_has_checksum"),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(refusal=""), name="incoming_refused_says_why"),
        ]

    def __str__(self) -> str:
        return self.name
