"""Planned publications."""

from typing import ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q

from archive.models.fields.described import Columns, Described, Rule, TextKind
from archive.models.record.meeting import Meeting
from archive.models.record.statement import Statement


class ScheduledPublicationQuerySet(models.QuerySet["ScheduledPublication"]):
    """Planned publications, and which of them are done."""

    def pending(self) -> Self:
        """Return the publications that are not done, the next first."""
        return self.filter(done_at__isnull=True).order_by("at", "id")


class ScheduledPublication(models.Model):
    """A meeting or a statement that becomes public at a set time (an embargo), as one editor decided."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="schedules")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="schedules")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen = models.CharField(max_length=64, blank=True, help_text="The version of the meeting that the editor saw.")
    approved = models.JSONField(
        default=dict, blank=True, help_text="The version of each statement that the editor saw, by its number."
    )
    done_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True, help_text="Why it could not be published when its time came.")

    described = Described(
        Columns("id meeting statement at decided_by done_at", Rule.KEPT),
        Columns("seen approved", Rule.KEPT, TextKind.CODE),
        Columns("failure", Rule.KEPT, TextKind.LOG),
        shown=None,
    )

    objects = ScheduledPublicationQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, statement__isnull=True)
                | Q(meeting__isnull=True, statement__isnull=False),
                name="schedule_of_a_meeting_or_a_statement",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(done_at__isnull=True), name="schedule_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(done_at__isnull=True), name="schedule_once_a_statement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.at:%Y-%m-%d %H:%M} UTC"

    @property
    def subject(self) -> Meeting | Statement:
        """What will become public. A constraint guarantees that there is one."""
        return cast("Meeting | Statement", self.meeting or self.statement)
