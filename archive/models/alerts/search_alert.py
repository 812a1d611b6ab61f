"""Readers who want an email about new results of a search, and what they have been told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.alerts.alert_base import AlertBase, AlertQuerySet
from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind
from archive.models.record.statement import Statement
from archive.models.upkeep.change import Change

LONGEST_QUERY = 1500


class SearchAlert(AlertBase):
    """A reader's request for emails about new results of a search, stored as the query string of its URL.

    When it is stopped, it is deleted together with what it was told.
    """

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")

    query = models.CharField(max_length=LONGEST_QUERY)
    with_procedural = models.BooleanField(default=False)
    email = models.EmailField(help_text="In lower case. We never publish it.")
    frequency = ChoiceField(max_length=10, choices=Frequency, default=Frequency.DAILY)

    # A search that a reader typed is shown to nobody else.
    described = Described(
        Columns("id created_at confirmed_at with_procedural frequency", Rule.KEPT),
        Columns("key language query email", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["email"], name="search_alert_email"),
            models.Index(
                fields=["created_at"], name="search_alert_unconfirmed", condition=Q(confirmed_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(email=""), name="search_alert_has_address"),
            models.CheckConstraint(condition=~Q(query=""), name="search_alert_has_search"),
        ]

    def __str__(self) -> str:
        return f"Search alert {self.pk}"


class PublicationToTell(models.Model):
    """A statement that became public and is not yet compared with the alerts; written when its change is listed."""

    change = models.OneToOneField(Change, models.CASCADE, primary_key=True, related_name="+")

    described = Described(Columns("change", Rule.KEPT), shown=None)

    class Meta:
        ordering = ["change_id"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return str(self.change)


class AlertHit(models.Model):
    """A statement that an alert found. It is never deleted, so that nobody is told twice.

    It waits until ``due_at`` to go into an email, and has ``told_at`` once that was sent.
    """

    alert = models.ForeignKey(SearchAlert, models.CASCADE, related_name="hits")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    mail = models.ForeignKey("archive.Mail", models.SET_NULL, null=True, related_name="hits")
    told_at = models.DateTimeField(null=True)

    described = Described(Columns("id alert statement due_at mail told_at", Rule.KEPT), shown=None)

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["due_at"], name="alert_hit_due", condition=Q(mail__isnull=True, told_at__isnull=True))
        ]
        constraints = [models.UniqueConstraint(fields=["alert", "statement"], name="alert_hit_told_once")]

    def __str__(self) -> str:
        return f"{self.alert}: {self.statement}"
