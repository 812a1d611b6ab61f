"""The readable part of a URL, made in one place."""

from collections.abc import Collection
from itertools import count

from django.db import models
from django.utils.text import slugify

LENGTH = 120
# Room for a number at the end.
STEM_LENGTH = LENGTH - 8


def free_slug(model: type[models.Model], name: str, *, taken: Collection[str] = ()) -> str:
    """Return a slug for the name that no row of the model has, nor ``taken``; a number at the end sets equals apart.

    A name without a Latin letter or digit is called by its kind: "speaker", "speaker-2".
    """
    stem = slugify(name)[:STEM_LENGTH].strip("-_") or slugify(model._meta.verbose_name)
    used = {*taken, *model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)}
    if stem not in used:
        return stem
    return next(slug for serial in count(2) if (slug := f"{stem}-{serial}") not in used)
