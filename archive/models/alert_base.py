"""What alerts on passages and on searches have in common."""

from typing import Self

from django.db import models
from django.utils import timezone

from archive.models.random_key import new_key


class AlertQuerySet(models.QuerySet):
    """Alerts, and which of them are mailed."""

    def confirmed(self) -> Self:
        """Return those whose address has been shown to be the reader's."""
        return self.filter(confirmed_at__isnull=False)


class AlertBase(models.Model):
    """A reader's wish to be mailed, from the sign-up on.

    Nothing of it is ever public; one that is stopped is deleted, with its address. ``client_hash`` is that of the
    network that signed up, kept until the address is confirmed.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    email = models.EmailField(help_text="We never publish it.")
    language = models.CharField(max_length=12, help_text="Of the mails: the one the reader used.")
    client_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
