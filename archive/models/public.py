"""Querysets that know what the public may see. The rules themselves are in ``archive.visibility``."""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
Rows = TypeVar("Rows", bound=models.QuerySet[Any, Any])

_rules: dict[type[models.Model], Callable[[Any], Any]] = {}


class PublicQuerySet(models.QuerySet[Row]):
    """A queryset of a table that readers see some or all rows of."""

    def public(self) -> Self:
        """Return the rows that the public may see: what any page, search, feed or export may show.

        A table without a rule raises ``KeyError``: it is never public by oversight.
        """
        return _rules[self.model](self)


def visible(*tables: type[models.Model]) -> Callable[[Callable[[Rows], Rows]], Callable[[Rows], Rows]]:
    """Make a function the rule of these tables: it narrows their rows to those that the public may see."""

    def register(rule: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
        _rules.update(dict.fromkeys(tables, rule))
        return rule

    return register
