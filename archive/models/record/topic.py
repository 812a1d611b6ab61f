"""Subjects that statements are filed under."""

from django.db import models
from django.db.models import Q

from archive.machine.paths import page_path
from archive.models.fields import ANY_PAGE, Columns, Described, Output, PublicQuerySet, Rule, ShownRows, TextKind
from archive.models.record.slug import Slugged


class Topic(Slugged):
    """A subject, such as Immigration or School budget."""

    name = models.CharField(max_length=120, unique=True)
    description = models.TextField(blank=True)
    rule = models.CharField(
        max_length=500,
        blank=True,
        help_text="A search. Statements that match it are listed under the topic, apart from those filed by a person.",
    )

    described = Described(
        Columns("slug", Rule.IN_PUBLIC, TextKind.OTHER, not_in=Output.FORM),
        Columns("name", Rule.IN_PUBLIC, TextKind.FACT, indexed=True),
        Columns("description", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.LIST),
        Columns("rule", Rule.IN_PUBLIC, TextKind.FACT, not_in=Output.FILES | Output.LIST | Output.API, indexed=True),
        Columns("id", Rule.SEALED),
        outputs=Output.PAGE | Output.FILES | Output.LIST | Output.API | Output.FORM,
        shown=ShownRows(ANY_PAGE, of_a_new_row=""),
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="topic_has_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="topic_has_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of the topic's public page."""
        return page_path("topic-detail", slug=self.slug)
