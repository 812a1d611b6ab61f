"""Programs elsewhere that are told of changes, and the messages that wait to be sent to them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.models.fields import Columns, Described, Rule, SealedField, TextKind, WebAddressField, new_key
from archive.models.upkeep.due import Due, DueQuerySet


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Webhooks, and which of them are on."""

    def on(self) -> Self:
        """Return the webhooks that were not turned off."""
        return self.filter(off_at__isnull=True)


class Webhook(models.Model):
    """An address that a member of staff registered. Messages to it are signed with its secret.

    If it cannot be reached for three days, it is turned off, and the person who registered it gets an email.
    """

    name = models.CharField(max_length=100)
    url = WebAddressField(max_length=500, help_text="An https address.")
    secret = SealedField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)
    off_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("id registered_by registered_at off_at", Rule.KEPT),
        Columns("name url secret", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        permissions = [("manage_webhook", "Can register and remove webhooks")]

    def __str__(self) -> str:
        return self.name


class WebhookDeliveryQuerySet(DueQuerySet["WebhookDelivery"]):
    """Messages to webhooks, and which of them wait."""

    def waiting(self) -> Self:
        """Return the messages that are neither delivered nor given up."""
        return self.filter(done_at__isnull=True)

    def due(self) -> Self:
        """Return the messages to try now, except those to webhooks that were turned off."""
        return super().due().filter(webhook__off_at__isnull=True)


class WebhookDelivery(Due):
    """A message to a webhook about changes; a test has none. It is kept for thirty days, as the log.

    ``key`` is the id of the message. It stays the same each time the message is tried.
    """

    CLAIM = timedelta(minutes=5)
    FIRST_WAIT = timedelta(seconds=5)

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    first = models.BigIntegerField(null=True, help_text="The position of the first change.")
    last = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    was_delivered = models.BooleanField(default=False)
    answer = models.CharField(max_length=300, blank=True)

    described = Described(
        Columns("id attempts try_at claimed_until webhook first last created_at done_at was_delivered", Rule.KEPT),
        Columns("last_error key answer", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["try_at"], name="webhook_due", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.first or 'test'}"
