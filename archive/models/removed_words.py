"""Keyed hashes of redacted words, which recognise the words if they come back."""

import hmac
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from archive.models.meeting import Meeting
from archive.models.tombstone import Tombstone

# How many words of a passage are looked for first, so that a long file is not hashed again for every passage.
OPENING = 3


class RemovedWords(models.Model):
    """One run of redacted words: how many there are, and the HMAC-SHA256 of their folded keys.

    Nobody can get the words back from the hash without ``REMOVED_WORDS_KEY``, which is not in the database.
    """

    tombstone = models.ForeignKey(Tombstone, models.PROTECT, related_name="removed_words")
    length = models.PositiveIntegerField(help_text="How many words.")
    opening = models.CharField(max_length=64, help_text="The hash of the first words.")
    digest = models.CharField(max_length=64, help_text="The hash of all of them.")
    may_stand_in = models.ManyToManyField(
        Meeting, blank=True, related_name="+", help_text="Where an editor said that the words are other words."
    )

    class Meta:
        ordering = ["id"]
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "removed words"
        constraints = [
            models.UniqueConstraint(fields=["tombstone", "digest"], name="removed_words_once_a_tombstone"),
            models.CheckConstraint(condition=Q(length__gte=1), name="removed_words_are_words"),
        ]

    def __str__(self) -> str:
        return f"{self.length} words of {self.tombstone}"


def digest_of(keys: Sequence[str]) -> str:
    """Return the HMAC-SHA256 of words, which must be in the form that ``archive.citations.words.keys`` returns."""
    return hmac.digest(settings.REMOVED_WORDS_KEY.encode(), "\0".join(keys).encode(), "sha256").hex()


def removed_words_of(tombstone: Tombstone, runs: Iterable[Sequence[str]]) -> list[RemovedWords]:
    """Return unsaved rows for the runs of words, without duplicates."""
    return [
        RemovedWords(tombstone=tombstone, length=len(run), opening=digest_of(run[:OPENING]), digest=digest_of(run))
        for run in dict.fromkeys(map(tuple, runs))
        if run
    ]
