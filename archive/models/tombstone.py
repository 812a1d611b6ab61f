"""The notice in place of removed words: why, who decided, when, and the hash of what was removed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.choice import ChoiceField
from archive.models.revision import Revision, validate_characters
from archive.models.role import Role
from archive.models.statement import Statement

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


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
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
