"""The public log of the record: its entries, what they commit to, the tiles of its tree, and how far it was signed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Rule, TextKind
from archive.models.record.revision import SALT_BYTES
from archive.models.upkeep.change import Change, Subject

ONLY_ROW = 1


class LogEntry(models.Model):
    """One entry: the change that it tells of, and its text, which never changes.

    That of a new key has no change, and neither has one whose object was removed with the demo record, nor one that
    names fields or commits to what the log has had without them.
    """

    position = models.BigIntegerField(primary_key=True, help_text="From 0.")
    change = models.OneToOneField(Change, models.PROTECT, null=True, related_name="entry")
    text = models.TextField()
    salt = models.CharField(
        max_length=2 * SALT_BYTES,
        blank=True,
        help_text="Of the hash in an entry without a root; destroyed when the next one follows.",
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


class Commitment(models.Model):
    """What the last entry of an object commits to (``archive.log.roots``), and what opens it.

    It has no words: of a text there is the salt and the hash. ``is_live`` says whether readers saw the object then.
    """

    subject = ChoiceField(max_length=20, choices=Subject)
    subject_id = models.BigIntegerField()
    position = models.BigIntegerField(help_text="Of its last entry.")
    is_live = models.BooleanField()
    salt = models.CharField(max_length=2 * SALT_BYTES, help_text="Of the facts.")
    facts = models.TextField(help_text="JSON: each fact by its name.")
    texts = models.TextField(help_text="JSON: by the name of each text its salt and its hash.")

    described = Described(
        Columns("id subject subject_id position is_live", Rule.KEPT),
        Columns("salt facts texts", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.UniqueConstraint(fields=["subject", "subject_id"], name="commitment_once_an_object")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


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
    committed = models.BigIntegerField(
        default=0, help_text="The last change before which every object has a commitment."
    )
    checkpoint = models.TextField(blank=True)
    keys = models.TextField(blank=True, help_text="The entries of new keys, a line each.")
    fields = models.TextField(
        default="{}", help_text="JSON: of each kind of object, the entry from which on the log commits to a field."
    )

    described = Described(
        Columns("id size last_change committed", Rule.KEPT),
        Columns("checkpoint keys fields", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="log_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.size:,} entries"
