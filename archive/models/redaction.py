"""Passages that were removed from published wordings."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from archive.models.gap import GAP
from archive.models.revision import Revision
from archive.models.tombstone import Tombstone


class RedactedPassage(models.Model):
    """A gap in one published wording: its place, in code points of the text or the title, and its tombstone.

    A later wording that still has the gap has a row of its own.
    """

    tombstone = models.ForeignKey(Tombstone, models.PROTECT, related_name="passages")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="redacted_passages")
    in_title = models.BooleanField(default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["revision_id", "-in_title", "start", "id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="redacted_passage_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}, {self.start} to {self.end}"

    @property
    def is_empty(self) -> bool:
        """Whether the passage contains only gaps."""
        text = self.revision.title if self.in_title else self.revision.text
        return len(text) >= self.end and all(
            character == GAP or character.isspace() for character in text[self.start : self.end]
        )

    def clean(self) -> None:
        """Refuse a passage of another statement than the tombstone's."""
        super().clean()
        if self.revision.statement_id != self.tombstone.statement_id:
            raise ValidationError("The wording belongs to another statement.")
