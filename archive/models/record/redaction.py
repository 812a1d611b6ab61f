"""What a redaction or withdrawal leaves: tombstones, the places of gaps, and keyed hashes of the words."""

import hmac
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.accounts.role import Role
from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Output, Rule, TextKind
from archive.models.fields.public import PublicQuerySet
from archive.models.fields.shown_rows import ShownRows, of_revision, of_statement
from archive.models.record.gap import GAP
from archive.models.record.meeting import Meeting
from archive.models.record.revision import Revision, validate_characters
from archive.models.record.statement import Statement

# How many letters of a run are looked for first, so that a long file is not hashed again for every run.
OPENING = 8
LONGEST_REASON = 500
DECIDERS = {
    Role.CLERK: _("An archive clerk"),
    Role.EDITOR: _("An archive editor"),
    Role.ADMINISTRATOR: _("An archive administrator"),
    "": _("The person who runs the archive"),
}


class TombstoneStays(Exception):
    """An attempt to change or remove a tombstone."""

    def __init__(self) -> None:
        super().__init__(
            "A tombstone is never changed and never removed: it is all that is left of what it stands for."
        )


class TombstoneQuerySet(PublicQuerySet["Tombstone"]):
    """Tombstones; they can only be read and added."""

    def withdrawals(self) -> Self:
        """Return the tombstones of whole statements."""
        return self.filter(what=Tombstone.What.WITHDRAWAL)

    def update(self, **_: Any) -> int:
        """Raise TombstoneStays."""
        raise TombstoneStays

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raise TombstoneStays."""
        raise TombstoneStays


class Tombstone(models.Model):
    """One decision to remove a statement, or a passage of it, from public view.

    The statement's row, which stays when its words go, says what was there (kind, meeting, date). ``revision`` is the
    wording at that time and ``sha256`` its original hash: with a copy of the words and of their salt, anyone can
    prove that they are what was removed. The archive has destroyed the salt of redacted words. Readers see the role
    that decided; only staff see the account. Without either, a command of the site decided. A statement that was
    reinstated keeps its tombstone, and gets another if it is withdrawn again. A record that was imported from another
    site has roles without accounts.
    """

    class What(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("Withdrawn")
        REDACTION = "redaction", _("Redacted")

    class Category(models.TextChoices):
        LAW = "law", _("Court order or law")
        PRIVACY = "privacy", _("Personal privacy")
        SAFETY = "safety", _("Personal safety")
        MISTAKE = "mistake", _("Published in error")
        RIGHTS = "rights", _("Rights of a third party")
        OTHER = "other", _("Another reason")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="tombstones")
    what = ChoiceField(max_length=20, choices=What)
    category = ChoiceField(max_length=20, choices=Category)
    reason = models.TextField(
        max_length=LONGEST_REASON, validators=[validate_characters], help_text="One sentence, shown where it stood."
    )
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_as = models.CharField(max_length=20, blank=True, help_text="The role that decided.")

    described = Described(
        Columns("reason", Rule.BY_ACTION, TextKind.ABOUT),
        Columns("id statement what category revision decided_at", Rule.SEALED),
        Columns("sha256 decided_as", Rule.SEALED, TextKind.CODE),
        Columns("decided_by", Rule.KEPT),
        outputs=Output.FILES,
        shown=ShownRows(of_statement("{row}.statement_id")),
    )

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ["view"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="tombstone_says_why"),
            models.CheckConstraint(condition=~Q(sha256=""), name="tombstone_has_hash"),
            models.CheckConstraint(
                condition=Q(decided_as="", decided_by__isnull=True) | Q(decided_as__in=Role.values),
                name="tombstone_decided_in_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.statement}"

    @property
    def decider(self) -> str:
        """Who decided, as readers are told: the role, never the account."""
        return str(DECIDERS[self.decided_as])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the tombstone; raise TombstoneStays if it is already stored."""
        if not self._state.adding:
            raise TombstoneStays
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Raise TombstoneStays."""
        raise TombstoneStays


class RedactedPassage(models.Model):
    """A gap in one published wording: its place, in code points of the text or the title, and its tombstone.

    A later wording that still has the gap has a row of its own.
    """

    tombstone = models.ForeignKey(Tombstone, models.PROTECT, related_name="passages")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="redacted_passages")
    in_title = models.BooleanField(default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    described = Described(
        Columns("id tombstone revision in_title start end", Rule.SEALED),
        outputs=Output.FILES,
        shown=ShownRows(of_revision("{row}.revision_id")),
    )

    class Meta:
        ordering = ["revision_id", "-in_title", "start", "id"]
        default_permissions: ClassVar[list[str]] = []
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="redacted_passage_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}, {self.start} to {self.end}"

    @property
    def is_empty(self) -> bool:
        """Whether the passage contains only gaps."""
        text = self.revision.part(in_title=self.in_title)
        return len(text) >= self.end and all(
            character == GAP or character.isspace() for character in text[self.start : self.end]
        )

    def clean(self) -> None:
        """Refuse a passage of another statement than the tombstone's."""
        super().clean()
        if self.revision.statement_id != self.tombstone.statement_id:
            raise ValidationError("The wording belongs to another statement.")


class RemovedWords(models.Model):
    """One run of redacted words: how many there are, of how many letters, and the HMAC-SHA256 of the letters.

    A passage is a run, and so is each name in it that an editor wants to be known alone, and two names in a row. Only
    letters count, so that spaces and hyphens do not matter. Release 1.0.0 hashed each word apart (``letters`` is 0).
    Nobody can get the words back from the hash without ``REMOVED_WORDS_KEY``, which is not in the database.
    """

    class Kind(models.TextChoices):
        PASSAGE = "passage", "A passage"
        NAMES = "names", "Names in a row"
        NAME = "name", "A name alone"

    tombstone = models.ForeignKey(Tombstone, models.PROTECT, related_name="removed_words")
    kind = ChoiceField(max_length=10, choices=Kind, default=Kind.PASSAGE)
    length = models.PositiveIntegerField(help_text="How many words.")
    letters = models.PositiveIntegerField(default=0, help_text="How many letters; 0 if each word was hashed apart.")
    opening = models.CharField(max_length=64, db_index=True, help_text="The hash of the first letters.")
    digest = models.CharField(max_length=64, help_text="The hash of all of them.")

    described = Described(
        Columns("id tombstone kind length letters", Rule.KEPT),
        Columns("opening digest", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "removed words"
        constraints = [
            models.UniqueConstraint(fields=["tombstone", "digest", "kind"], name="removed_words_once_a_tombstone"),
            models.CheckConstraint(condition=Q(length__gte=1), name="removed_words_are_words"),
        ]

    def __str__(self) -> str:
        return f"{self.length} words of {self.tombstone}"


class AllowedWords(models.Model):
    """Words of files of a meeting that an editor let stand, although they look like removed ones: their keyed hash."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="allowed_words")
    digest = models.CharField(max_length=64)

    described = Described(
        Columns("id meeting", Rule.KEPT),
        Columns("digest", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "allowed words"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "digest"], name="allowed_words_once_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"Allowed in {self.meeting}"


def digest_of(*keys: str) -> str:
    """Return the HMAC-SHA256 of letters, or of words apart."""
    return hmac.digest(settings.REMOVED_WORDS_KEY.encode(), "\0".join(keys).encode(), "sha256").hex()


class HashedWords(NamedTuple):
    """A run of removed words, as ``RemovedWords`` keeps it."""

    length: int
    opening: str
    digest: str
    letters: int = 0
    kind: str = RemovedWords.Kind.PASSAGE

    @classmethod
    def of(cls, keys: Sequence[str], kind: str = RemovedWords.Kind.PASSAGE) -> Self:
        """Return the hashes of the words, by what ``archive.citations.passages.words.keys`` returns."""
        letters = "".join(keys)
        return cls(len(keys), digest_of(letters[:OPENING]), digest_of(letters), len(letters), kind)


def store_hashed(tombstone: Tombstone, runs: Iterable[HashedWords]) -> None:
    """Store the runs of words that the tombstone does not have yet."""
    known = set(tombstone.removed_words.values_list("digest", "kind"))
    new = {(run.digest, run.kind): run for run in runs if (run.digest, run.kind) not in known}
    RemovedWords.objects.bulk_create(RemovedWords(tombstone=tombstone, **run._asdict()) for run in new.values())
