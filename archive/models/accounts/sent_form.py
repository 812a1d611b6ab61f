"""Forms of the desk that were sent, so that one that arrives twice is noticed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from archive.models.fields.described import Columns, Described, Rule, TextKind


class SentForm(models.Model):
    """A form by the number that its page gave it, and where it led once it was saved; empty until then.

    ``digest`` is a keyed hash of all that was sent, because the words may be redacted later. Rows are kept for a day.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=64, blank=True, help_text="A keyed hash of its longer texts alone.")
    answer = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    described = Described(
        Columns("id person at", Rule.KEPT),
        Columns("number digest words answer", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["-id"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["person", "at"], name="sent_form_at")]
        constraints = [models.UniqueConstraint(fields=["person", "number", "digest"], name="sent_form_once")]

    def __str__(self) -> str:
        return f"Form sent at {self.at:%Y-%m-%d %H:%M}"
