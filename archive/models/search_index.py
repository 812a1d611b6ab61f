"""Where the search index of this database is, in one row, so that processes on several machines agree."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

ONLY_ROW = 1


class SearchIndex(models.Model):
    """Where the index is. On a search server: the ``name`` of the live index, and a ``version`` that changes with it.

    On a disk: ``home`` identifies the index's folder, and ``host`` names the machine, for people.
    """

    name = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=64, blank=True)
    home = models.CharField(max_length=100, blank=True)
    host = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        verbose_name_plural = "search index"
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="search_index_is_one_row")]

    def __str__(self) -> str:
        return self.name or f"of {self.host}"
