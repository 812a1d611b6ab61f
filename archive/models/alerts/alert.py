"""Readers who follow a passage or a search, and what waits to be compared with their alerts."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind, new_key
from archive.models.record.correction import Correction
from archive.models.record.revision import Revision
from archive.models.record.statement import Statement
from archive.models.upkeep.change import Change

LONGEST_QUERY = 1500
# How the address of a webhook begins. No email address begins like this.
WEB = "https://"
IS_A_PASSAGE = Q(statement__isnull=False, revision__isnull=False, query="")
IS_A_SEARCH = Q(statement__isnull=True, revision__isnull=True, start__isnull=True) & ~Q(query="")


class AlertQuerySet(models.QuerySet["Alert"]):
    """Alerts, and which of them get emails."""

    def confirmed(self) -> Self:
        """Return the alerts whose reader has confirmed the address."""
        return self.filter(confirmed_at__isnull=False)

    def on_searches(self) -> Self:
        """Return the alerts on searches. All others are on passages."""
        return self.exclude(query="")


class Alert(models.Model):
    """A reader's request to be told about a passage of a statement or about a search, from the sign-up on.

    They are told by email, or by a message to a webhook if ``address`` is one of the web. No part of it is ever public.
    When it is stopped it is deleted, with its address and what it was told. Who knows its ``key`` may do that, and see
    the other alerts of the address.

    The passage is in ``revision``, the last wording that was compared, in code points. Without ``start`` the alert is
    for the whole statement. ``seen`` is the id of the last correction that was compared. The reader is told when the
    passage is corrected, redacted or withdrawn.

    The search is the ``query`` string of its URL. The reader is told of new results, as often as ``frequency`` says.
    """

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    address = models.CharField(
        max_length=500, help_text="An email address in lower case, or an https address. We never publish it."
    )
    language = models.CharField(max_length=12, help_text="The language of the emails, in which the reader signed up.")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="alerts")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    seen = models.BigIntegerField(default=0)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    with_procedural = models.BooleanField(default=False)
    frequency = ChoiceField(max_length=10, choices=Frequency, default=Frequency.AT_ONCE)

    # A search that a reader typed is shown to nobody else.
    described = Described(
        Columns("id created_at confirmed_at statement revision start end seen with_procedural frequency", Rule.KEPT),
        Columns("key address language query", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["address"], name="alert_address"),
            models.Index(fields=["created_at"], name="alert_unconfirmed", condition=Q(confirmed_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="alert_passage_is_whole",
            ),
            models.CheckConstraint(condition=IS_A_PASSAGE | IS_A_SEARCH, name="alert_is_on_passage_or_search"),
            models.CheckConstraint(condition=~Q(address=""), name="alert_has_address"),
        ]

    def __str__(self) -> str:
        return f"Alert {self.pk} on {self.statement or 'a search'}"

    @property
    def is_to_webhook(self) -> bool:
        """Whether a program is told, at an address of the web."""
        return self.address.startswith(WEB)

    @property
    def followed(self) -> dict[str, Any]:
        """What it is about, as the values of columns. Two alerts of an address on the same are one."""
        return {name: getattr(self, name) for name in ("statement_id", "revision_id", "start", "end", "query")}


class CorrectionToTell(models.Model):
    """A correction that is not yet compared with the alerts; written in the transaction of the correction."""

    correction = models.OneToOneField(Correction, models.CASCADE, primary_key=True, related_name="+")

    described = Described(Columns("correction", Rule.KEPT), shown=None)

    class Meta:
        ordering = ["correction_id"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return str(self.correction)


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

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="hits")
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
