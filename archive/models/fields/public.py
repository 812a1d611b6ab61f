"""Querysets that know which rows readers may see. The rules themselves are in ``archive.visibility``."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
Rows = TypeVar("Rows", bound=models.QuerySet[Any, Any])

_rules: dict[type[models.Model], Callable[[Any], Any]] = {}


class PublicQuerySet(models.QuerySet[Row]):
    """A queryset of a table of which readers see some or all rows."""

    def public(self) -> Self:
        """Return the rows that readers may see: those that any page, search, feed or export may show.

        Raise ``KeyError`` for a table without a rule, so that no table is public by mistake.
        """
        return _rules[self.model](self)


def visible(*tables: type[models.Model]) -> Callable[[Callable[[Rows], Rows]], Callable[[Rows], Rows]]:
    """Make a function the visibility rule of these tables. It narrows their rows to those that readers may see."""

    def register(rule: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
        _rules.update(dict.fromkeys(tables, rule))
        return rule

    return register
