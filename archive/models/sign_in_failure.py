"""Recent failed sign-ins, which slow down guessing."""

from django.db import models
from django.utils import timezone


class SignInFailure(models.Model):
    """One failed sign-in.

    Name, address and browser are keyed hashes, because people type passwords into the name field.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    name = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    browser = models.CharField(max_length=64, blank=True, help_text="A browser that the person has used before.")

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["name", "at"], name="sign_in_failure_name"),
            models.Index(fields=["address", "at"], name="sign_in_failure_address"),
            models.Index(fields=["browser", "at"], name="sign_in_failure_browser"),
        ]

    def __str__(self) -> str:
        return f"Failed sign-in at {self.at:%Y-%m-%d %H:%M}"
