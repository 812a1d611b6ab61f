"""Emailed links with which a member of staff chooses a password."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from archive.models.fields import ChoiceField, Columns, Described, Rule, TextKind, new_key

GOOD_FOR = datetime.timedelta(days=3)


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    """Links, and which of them still work."""

    def open(self) -> "AccountLinkQuerySet":
        """Return the links that are unused, not replaced and not too old."""
        return self.filter(used_at=None, created_at__gt=timezone.now() - GOOD_FOR, account__is_active=True)


class AccountLink(models.Model):
    """A link that lets the owner of an account choose a password, once, within GOOD_FOR.

    The emailed link contains the key and a signature, so that a person who can read this table cannot use it.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        PASSWORD = "password", "New password"

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="links")
    purpose = ChoiceField(max_length=12, choices=Purpose)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    described = Described(
        Columns("id account purpose made_by created_at used_at", Rule.KEPT),
        Columns("key", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(used_at=None), name="account_link_one_open_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} for {self.account}"
