"""The public log of the record: its entries, the tiles of its tree, and how far it was signed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from archive.models.fields.described import Columns, Described, Rule, TextKind
from archive.models.record.revision import SALT_BYTES
from archive.models.upkeep.change import Change

ONLY_ROW = 1


class LogEntry(models.Model):
    """One entry: the change that it tells of, and its text, which never changes.

    That of a new key has no change, and neither has one whose object was removed with the demo record.
    """

    position = models.BigIntegerField(primary_key=True, help_text="From 0.")
    change = models.OneToOneField(Change, models.PROTECT, null=True, related_name="entry")
    text = models.TextField()
    salt = models.CharField(
        max_length=2 * SALT_BYTES, blank=True, help_text="Of the hash in it; destroyed when the next one follows."
    )

    # Nothing on the pages of the record depends on it.
    described = Described(
        Columns("position change", Rule.KEPT),
        Columns("text salt", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["position"]
        default_permissions: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"Entry {self.position}"


class LogTile(models.Model):
    """Up to 256 hashes of the tree that stand beside each other, as C2SP's tlog-tiles has them."""

    level = models.PositiveSmallIntegerField(help_text="Of the tiles: 0 has the hashes of entries.")
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    described = Described(
        Columns("id level number", Rule.KEPT),
        Columns("hashes", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["level", "number"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="log_tile_once")]

    def __str__(self) -> str:
        return f"Tile {self.level}/{self.number}"


class LogHead(models.Model):
    """How many entries the log has, and the last checkpoint: a signed note of C2SP, or nothing before the first."""

    size = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(
        default=0, help_text="The last one that has an entry. It may be deleted since."
    )
    checkpoint = models.TextField(blank=True)

    described = Described(
        Columns("id size last_change", Rule.KEPT),
        Columns("checkpoint", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="log_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.size:,} entries"
