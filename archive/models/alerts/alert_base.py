"""What alerts on passages and on searches have in common."""

from typing import Self

from django.db import models
from django.utils import timezone

from archive.models.fields.secret import new_key


class AlertQuerySet(models.QuerySet):
    """Alerts, and which of them get emails."""

    def confirmed(self) -> Self:
        """Return the alerts whose reader has confirmed the address."""
        return self.filter(confirmed_at__isnull=False)


class AlertBase(models.Model):
    """A reader's request for emails, from the sign-up on.

    No part of it is ever public. When it is stopped it is deleted, with its address.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    email = models.EmailField(help_text="We never publish it.")
    language = models.CharField(max_length=12, help_text="The language of the emails, in which the reader signed up.")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
