"""Subjects that statements are filed under."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from archive.models.paths import path_to
from archive.models.slug import Slugged


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics, and which of them the public may see."""

    def public(self) -> Self:
        """Return the topics with a published statement."""
        # Imported here: the statement's module imports this one.
        from archive.models.statement import Statement

        return self.filter(Exists(Statement.objects.public().filter(topics=OuterRef("pk"))))


class Topic(Slugged):
    """A subject, such as Immigration or School budget."""

    name = models.CharField(max_length=120, unique=True)
    description = models.TextField(blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="topic_has_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="topic_has_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the path of its public page."""
        return path_to("pages:topic-detail", slug=self.slug)
