"""A field with a fixed list of choices, which the database checks too."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ChoiceField(models.CharField):
    """A text field whose column has a check that its value is one of the choices."""

    # A new list of choices changes the check, so it needs a change to the database.
    non_db_attrs = tuple(name for name in models.CharField.non_db_attrs if name != "choices")

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Return the SQL condition that the column contains one of the choices."""
        column = connection.ops.quote_name(self.column)
        words = ", ".join("'{}'".format(str(word).replace("'", "''")) for word, _ in self.flatchoices)
        return f"{column} IN ({words})"
