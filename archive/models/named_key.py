"""The keys that rows of the database depend on, which are kept outside it, by their fingerprints."""

import hashlib
from typing import ClassVar

from django.db import models


class NamedKey(models.Model):
    """One key of a setting, under which rows may have been written."""

    setting = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the key, which nobody can guess from it.")

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.UniqueConstraint(fields=["setting", "fingerprint"], name="key_is_named_once")]

    def __str__(self) -> str:
        return f"{self.setting} {self.fingerprint[:8]}"


def fingerprint_of(key: str) -> str:
    """Return the name of a key."""
    return hashlib.sha256(f"boardmeetings key {key.strip()}".encode()).hexdigest()
