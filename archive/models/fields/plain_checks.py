"""Evaluates simple database checks in Python, so that validation does not query the database for them.

``full_clean`` runs a query for each check of a table. Compiling these queries takes more processor time than anything
else that a new statement needs. Most checks compare a few columns with each other or with constants. Such a plain
condition is evaluated here as SQL would do it, with NULL for unknown values. If the check holds, the query is left out.
If it does not hold, or is not plain, Django queries the database as usual. In any case, the database enforces the check
when the object is saved.

``full_clean(validate_constraints=False)`` would be as quick, but then people get the error of the database instead of
the sentence of the check. Imports need neither: they call ``clean_fields`` for each row.
"""

import operator
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import CheckConstraint, F, Q

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}
# Python and the database compare two values of the same one of these types in the same way. They may sort text
# differently.
ORDERED = ((int, float), datetime)
EQUAL = (*ORDERED, str)


class NotPlain(Exception):
    """Only the database can evaluate the condition."""


class PlainlyChecked(models.Model):
    """A model whose ``full_clean`` queries the database only for checks that are not plain."""

    class Meta:
        abstract = True

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Return the constraints to validate: all but the plain checks that hold."""
        return [
            (model, [constraint for constraint in constraints if not holds_plainly(constraint, self)])
            for model, constraints in super().get_constraints()
        ]


def holds_plainly(constraint: models.BaseConstraint, instance: models.Model) -> bool:
    """Return whether the constraint is a plain check that holds for the object."""
    if not isinstance(constraint, CheckConstraint):
        return False
    try:
        # In SQL, a check whose result is unknown holds.
        return worked_out(constraint.condition, instance) is not False
    except (NotPlain, FieldDoesNotExist):
        return False


def worked_out(condition: Any, instance: models.Model) -> bool | None:
    """Return whether the condition is true for the object; None is SQL's NULL. Raise NotPlain if it is not plain."""
    if not isinstance(condition, Q):
        lookup, value = _pair(condition)
        return _looked_up(instance, lookup, value)
    if condition.connector not in {Q.AND, Q.OR} or not condition.children:
        raise NotPlain
    decisive = condition.connector == Q.OR
    parts = [worked_out(part, instance) for part in condition.children]
    found = decisive if decisive in parts else None if None in parts else not decisive
    return not found if condition.negated and found is not None else found


def _pair(condition: Any) -> tuple[str, Any]:
    if isinstance(condition, tuple):
        return condition
    raise NotPlain


def _looked_up(instance: models.Model, lookup: str, wanted: Any) -> bool | None:
    name, _, how = lookup.partition("__")
    value = _value_of(instance, name)
    if isinstance(wanted, F):
        wanted = _value_of(instance, wanted.name)
        if wanted is None:
            return None
    elif how in {"", "exact"} and wanted is None:
        how, wanted = "isnull", True
    if how == "isnull":
        return (value is None) == wanted
    if value is None:
        return None
    if how == "in":
        return any(_compared(operator.eq, value, one, EQUAL) for one in wanted)
    compare = COMPARISONS.get(how or "exact")
    if compare is None:
        raise NotPlain
    return _compared(compare, value, wanted, EQUAL if compare is operator.eq else ORDERED)


def _value_of(instance: models.Model, name: str) -> Any:
    field = instance._meta.pk if name == "pk" else instance._meta.get_field(name)
    return getattr(instance, getattr(field, "attname", name))


def _compared(compare: Callable[[Any, Any], bool], value: Any, wanted: Any, kinds: tuple[Any, ...]) -> bool:
    """Compare two values of the same type. An expression, a file, or text instead of a number is not plain."""
    if not any(isinstance(value, kind) and isinstance(wanted, kind) for kind in kinds):
        raise NotPlain
    return compare(value, wanted)
