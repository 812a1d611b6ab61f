"""Querysets that know which rows readers may see. The rules themselves are in ``archive.models.visibility``."""

from collections.abc import Callable
from functools import cache
from typing import Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)

_rules: dict[type[models.Model], Callable[[], models.Q]] = {}


class PublicQuerySet(models.QuerySet[Row]):
    """A queryset of a table of which readers see some or all rows."""

    def public(self) -> Self:
        """Return the rows that readers may see: those that any page, search, feed or export may show.

        Raise ``KeyError`` for a table without a rule, so that no table is public by mistake.
        """
        return self.filter(_rules[self.model]())


def visible(*tables: type[models.Model]) -> Callable[[Callable[[], models.Q]], Callable[[], models.Q]]:
    """Make a function the visibility rule of these tables. It returns the condition for rows that readers may see.

    It is called once, because a rule that asks other tables takes longer to put together than most queries to run.
    """

    def register(rule: Callable[[], models.Q]) -> Callable[[], models.Q]:
        _rules.update(dict.fromkeys(tables, cache(rule)))
        return rule

    return register
