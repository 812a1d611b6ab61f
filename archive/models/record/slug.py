"""The readable part of permanent URLs, created in one place, and the ones used before."""

from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from archive.machine.database import one_at_a_time
from archive.models.fields import ANY_PAGE, Columns, Described, Output, Rule, ShownRows, TextKind

LENGTH = 120
# This leaves room for a number at the end.
STEM_LENGTH = LENGTH - 8


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    """Former slugs, by the kind of object that had them."""

    def of_kind(self, model: type[models.Model]) -> Self:
        """Return the former slugs of one table."""
        return self.filter(kind=model._meta.model_name)


class FormerSlug(models.Model):
    """A slug that a board, speaker or topic no longer has, or had when it was deleted.

    The old URL redirects to the object for ever, and no other object of the kind gets the slug.
    """

    kind = models.CharField(max_length=40, help_text="The kind of object, such as speaker.")
    slug = models.SlugField(max_length=LENGTH, db_index=False)
    record_id = models.BigIntegerField()

    described = Described(
        Columns("kind slug", Rule.BY_ACTION, TextKind.CODE),
        Columns("record_id", Rule.BY_ACTION),
        Columns("id", Rule.SEALED),
        outputs=Output.FILES,
        shown=ShownRows(ANY_PAGE),
    )

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once_a_kind"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="former_slug_not_blank"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Slugged(models.Model):
    """An object with a slug in its URL. An empty slug is made from the name, so none is ever missing.

    If the slug changes, the old one becomes a FormerSlug. No URL is lost, and none ever means another object.
    """

    slug = models.SlugField(
        max_length=LENGTH,
        unique=True,
        blank=True,
        help_text="Part of its URL, made from the name where left empty. Changed later, the old one leads to the new.",
    )

    if TYPE_CHECKING:
        name: models.CharField[str, str]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Fill an empty slug; refuse one that another object had."""
        super().clean()
        self._fill_slug()
        self._refuse_anothers()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill an empty slug and save; raise ValidationError if another object had the slug."""
        one_at_a_time(f"slug of {self._meta.model_name}")
        self._fill_slug()
        self._refuse_anothers()
        self._keep_former()
        super().save(*args, **kwargs)

    def keep_slug(self) -> None:
        """Keep the slug reserved for this object, which no longer uses it."""
        kind = self._meta.model_name
        FormerSlug.objects.update_or_create(kind=kind, slug=self.slug, defaults={"record_id": self.pk})

    def _refuse_anothers(self) -> None:
        if FormerSlug.objects.of_kind(type(self)).filter(slug=self.slug).exclude(record_id=self.pk or 0).exists():
            sentence = f"Another {self._meta.verbose_name} once had the slug “{self.slug}”. Choose a different one."
            raise ValidationError({"slug": sentence})

    def _keep_former(self) -> None:
        stored = type(self)._base_manager.filter(pk=self.pk).only("slug").first() if self.pk else None
        if stored and stored.slug != self.slug:
            stored.keep_slug()
            FormerSlug.objects.of_kind(type(self)).filter(slug=self.slug).delete()

    def _fill_slug(self) -> None:
        if not self.slug and self.name:
            self.slug = free_slug(type(self), self.name)


def free_slug(model: type[models.Model], name: str) -> str:
    """Return a slug for the name that no row has or had, with a number if needed.

    If the name has no Latin letter or digit, the slug is the kind of object: "speaker", "speaker-2". Two processes may
    get the same slug; the unique constraint then accepts only one of them.
    """
    stem = slugify(name)[:STEM_LENGTH].strip("-_") or slugify(str(model._meta.verbose_name))
    rows = (model._default_manager, FormerSlug.objects.of_kind(model))
    used = {slug for some in rows for slug in some.filter(slug__startswith=stem).values_list("slug", flat=True)}
    if stem not in used:
        return stem
    return next(slug for serial in count(2) if (slug := f"{stem}-{serial}") not in used)
