"""A field of few words, which the database checks too."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ChoiceField(models.CharField):
    """Text that is one of the field's choices, held by a check on its column."""

    # A changed list of choices changes the check, so it is a change to the database.
    non_db_attrs = tuple(name for name in models.CharField.non_db_attrs if name != "choices")

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Return the SQL condition that the column holds one of the choices."""
        column = connection.ops.quote_name(self.column)
        words = ", ".join("'{}'".format(str(word).replace("'", "''")) for word, _ in self.flatchoices)
        return f"{column} IN ({words})"
