"""What the database depends on and is kept outside it: keys, by their fingerprints, and the search index."""

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import Q

from archive.models.fields.described import Columns, Described, Rule, TextKind

ONLY_ROW = 1


class NamedKey(models.Model):
    """One key of a setting, under which rows may have been written."""

    setting = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the key, which nobody can guess from it.")

    described = Described(
        Columns("id", Rule.KEPT),
        Columns("setting fingerprint", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.UniqueConstraint(fields=["setting", "fingerprint"], name="key_is_named_once")]

    def __str__(self) -> str:
        return f"{self.setting} {self.fingerprint[:8]}"


def fingerprint_of(key: str) -> str:
    """Return the name of a key."""
    return hashlib.sha256(f"boardmeetings key {key.strip()}".encode()).hexdigest()


class SearchIndex(models.Model):
    """Where the index is. On a search server: the ``name`` of the live index, and a ``version`` that changes with it.

    On a disk: ``home`` identifies the index's folder, and ``host`` names the machine, for people.
    """

    name = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=64, blank=True)
    home = models.CharField(max_length=100, blank=True)
    host = models.CharField(max_length=200, blank=True)

    described = Described(
        Columns("id", Rule.KEPT),
        Columns("name version home host", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "search index"
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="search_index_is_one_row")]

    def __str__(self) -> str:
        return self.name or f"of {self.host}"
