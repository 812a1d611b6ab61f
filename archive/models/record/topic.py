"""Subjects that statements are filed under."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from archive.models.fields.public import PublicQuerySet
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
        return reverse("pages:topic-detail", kwargs={"slug": self.slug})
