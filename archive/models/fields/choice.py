"""A field with a fixed list of choices, which the database checks too."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ChoiceField(models.CharField):
    """A text field whose column has a check that its value is one of the choices."""

    # A new list of choices changes the check, so it needs a change to the database.
    non_db_attrs = tuple(name for name in models.CharField.non_db_attrs if name != "choices")

    @cached_property
    def labels(self) -> dict[str, "StrOrPromise"]:
        """The label of each choice."""
        return dict(self.flatchoices)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Add the field to the model. Django's ``get_FIELD_display`` makes a dictionary of all choices each time."""

        def label(instance: models.Model) -> str:
            value = getattr(instance, self.attname)
            return str(self.labels.get(value, value))

        if self.choices and f"get_{name}_display" not in cls.__dict__:
            setattr(cls, f"get_{name}_display", label)
        super().contribute_to_class(cls, name, private_only)

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Return the SQL condition that the column contains one of the choices."""
        column = connection.ops.quote_name(self.column)
        words = ", ".join("'{}'".format(str(word).replace("'", "''")) for word, _ in self.flatchoices)
        return f"{column} IN ({words})"
