"""The readable part of a permanent URL, made in one place."""

from collections.abc import Collection
from itertools import count
from typing import Any

from django.db import models
from django.utils.text import slugify

LENGTH = 120
# Room for a number at the end.
STEM_LENGTH = LENGTH - 8


class Slugged(models.Model):
    """A record whose URL carries its name. A slug left empty is made from the name, so that none is ever missing."""

    slug = models.SlugField(
        max_length=LENGTH,
        unique=True,
        blank=True,
        help_text="Part of its URL, made from the name where left empty. It does not change once published.",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Fill an empty slug."""
        super().clean()
        self._fill_slug()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill an empty slug and save."""
        self._fill_slug()
        super().save(*args, **kwargs)

    def _fill_slug(self) -> None:
        if not self.slug and self.name:
            self.slug = free_slug(type(self), self.name)


def free_slug(model: type[models.Model], name: str, *, taken: Collection[str] = ()) -> str:
    """Return a slug for the name that no row of the model has, nor ``taken``; a number at the end sets equals apart.

    A name without a Latin letter or digit is called by its kind: "speaker", "speaker-2". Two processes may be given the
    same one; the unique constraint lets one of them in.
    """
    stem = slugify(name)[:STEM_LENGTH].strip("-_") or slugify(model._meta.verbose_name)
    used = {*taken, *model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)}
    if stem not in used:
        return stem
    return next(slug for serial in count(2) if (slug := f"{stem}-{serial}") not in used)
