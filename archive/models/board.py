"""Public bodies that meet."""

import zoneinfo
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse


def validate_timezone(name: str) -> None:
    """Raise ValidationError where the name is not in the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone: write one such as America/Chicago.")


class BoardQuerySet(models.QuerySet["Board"]):
    """Boards, and which of them the public may see."""

    def public(self) -> Self:
        """Return the boards with a published meeting or statement."""
        # Imported here: the statement's module imports this one.
        from archive.models.meeting import Meeting
        from archive.models.statement import Statement

        own = {"board": OuterRef("pk")}
        return self.filter(
            Exists(Meeting.objects.public().filter(**own)) | Exists(Statement.objects.public().filter(**own))
        )


class Board(models.Model):
    """A school board, council or commission, or a committee of one (``parent``)."""

    class Kind(models.TextChoices):
        SCHOOL_BOARD = "school_board", "School board"
        COUNCIL = "council", "Council"
        COMMISSION = "commission", "Commission"
        COMMITTEE = "committee", "Committee"
        LEGISLATURE = "legislature", "Legislature"
        OTHER = "other", "Other public body"

    name = models.CharField(max_length=300, unique=True)
    slug = models.SlugField(max_length=120, unique=True, help_text="Part of its URL; does not change once published.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SCHOOL_BOARD)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="committees")
    place = models.CharField(max_length=300, blank=True, help_text="Where it governs: city, county, state.")
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_timezone])
    language = models.CharField(
        max_length=12, default="en", help_text="Language of its meetings, as in BCP 47: en, es."
    )
    website = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)

    objects = BoardQuerySet.as_manager()

    if TYPE_CHECKING:
        committees: models.Manager["Board"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="board_has_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="board_has_slug"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="board_not_its_own_parent",
                violation_error_message="A board cannot be a committee of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of its public page."""
        return reverse("pages:board-detail", kwargs={"slug": self.slug})
