"""Emails that wait to be sent."""

from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.models.accounts.account_link import AccountLink
from archive.models.alerts.alert import WEB, Alert
from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind, new_key
from archive.models.record.correction import Correction
from archive.models.upkeep.due import Due, DueQuerySet

# The notices of emails to readers: first those about an alert on a passage, then those to an address.
NOT_TO_STAFF = ("alert", "new_results", "all_alerts")
TO_WEBHOOK = Q(alert__address__startswith=WEB) | Q(address__startswith=WEB)


class MailQuerySet(DueQuerySet["Mail"]):
    """Emails and messages to the webhooks of alerts that wait to be sent."""

    def to_webhooks(self) -> Self:
        """Return those that a program gets. All others are emails."""
        return self.filter(TO_WEBHOOK)

    def emails(self) -> Self:
        """Return those that are emails."""
        return self.exclude(pk__in=self.to_webhooks().values("pk"))


class Mail(Due):
    """An email to a reader about their alert, or to a member of staff. Once it is sent, its row is deleted.

    If the address of the alert is one of the web, it is a message to that webhook.

    An email for an ``alert`` is about a correction; without a correction it asks the reader to confirm their address.
    Its text is written when it is sent, from what is public then. ``start`` and ``end`` are the passage in the wording
    before the correction. After the last email of an alert the alert is deleted too.

    A claim is longer than any delivery may take: EMAIL_TIMEOUT applies to each of its dozen steps.

    An email to a member of staff, at ``address``, tells them what ``notice`` names; ``link`` is the link in it, and
    ``detail`` what a check has found.

    Other emails to a reader, at ``address``, bring the new results that wait in ``hits``, or lead to all alerts of the
    address.
    """

    class Notice(models.TextChoices):
        ALERT = "alert", "An alert"
        INVITED = "invited", "You have an account"
        NEW_PASSWORD = "new_password", "Choose a new password"
        ASKED_PASSWORD = "asked_password", "Choose a new password"
        PASSWORD_CHANGED = "password_changed", "Your password was changed"
        SECOND_FACTOR_CHANGED = "second_factor_changed", "Your second factor was changed"
        SECOND_FACTOR_RESET = "second_factor_reset", "Your second factor was reset"
        ROLES_CHANGED = "roles_changed", "Your roles were changed"
        EMAIL_CHANGED = "email_changed", "Your email address was changed"
        CONNECTED = "connected", "Single sign-on was connected"
        DISCONNECTED = "disconnected", "Single sign-on was disconnected"
        WEBHOOK_OFF = "webhook_off", "A webhook was turned off"
        PLAN_CANCELLED = "plan_cancelled", "A planned publication was cancelled"
        REVIEW = "review", "News about your statements in review"
        RECORD_DIFFERS = "record_differs", "Something in the record is not as it was"
        NEW_RESULTS = "new_results", "New results"
        ALL_ALERTS = "all_alerts", "All alerts of an address"

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, blank=True, related_name="mails")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="mails")
    notice = ChoiceField(max_length=24, choices=Notice, default=Notice.ALERT)
    address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True)
    link = models.ForeignKey(AccountLink, models.CASCADE, null=True, blank=True, related_name="mails")
    detail = models.TextField(blank=True)
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    described = Described(
        Columns(
            "id attempts try_at claimed_until alert account notice link correction start end is_last created_at",
            Rule.KEPT,
        ),
        Columns("last_error key address language detail", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["try_at", "id"], name="mail_due")]
        constraints = [
            models.UniqueConstraint(fields=["alert", "correction"], name="mail_once_a_correction"),
            models.UniqueConstraint(
                fields=["alert"], condition=Q(correction__isnull=True), name="mail_one_confirmation_an_alert"
            ),
            models.CheckConstraint(
                condition=Q(alert__isnull=False, account__isnull=True, notice="alert", address="")
                | (Q(alert__isnull=True, account__isnull=False) & ~Q(notice__in=NOT_TO_STAFF) & ~Q(address=""))
                | (Q(alert__isnull=True, account__isnull=True, notice__in=NOT_TO_STAFF[1:]) & ~Q(address="")),
                name="mail_is_to_a_reader_or_to_staff",
            ),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}"

    @property
    def receiver(self) -> str:
        """The address that it goes to."""
        return self.alert.address if self.alert else self.address

    @property
    def reader_alert(self) -> Alert:
        """The alert that an email to a reader is about. A constraint guarantees that it has one."""
        return cast("Alert", self.alert)
