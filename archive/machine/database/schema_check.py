"""Whether the tables are as the models say, whatever the table of migrations says.

A program may have changed a migration after a site had applied it. Such a site starts, and then cannot save.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

FAULTS_SHOWN = 5
# All columns: the table, the column, and whether each row must be given a value for it. Django's own introspection
# reads the SQL of a table again, which it does not understand if a table was altered.
COLUMNS = {
    "sqlite": (
        "SELECT tables.name, columns.name, columns.[notnull] AND columns.dflt_value IS NULL AND NOT columns.pk "
        "FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name, is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' "
        "FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))"
    ),
}


def differences(database: BaseDatabaseWrapper) -> list[str]:
    """Return what the database lacks, and the columns that only it has and that must be filled: “table.column”."""
    with database.cursor() as cursor:
        cursor.execute(COLUMNS[database.vendor], [])
        there: dict[str, dict[str, bool]] = {}
        for table, column, must_be_filled in cursor.fetchall():
            there.setdefault(table, {})[column] = bool(must_be_filled)
    tables = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return sorted(difference for model in tables for difference in _of_table(model, there.get(model._meta.db_table)))


def in_words(faults: list[str]) -> str:
    """Return a sentence that names some differences and says what to do."""
    shown = ", ".join(faults[:FAULTS_SHOWN])
    more = f" and {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
    return (
        f"The tables of the database are not those of this version ({shown}{more}), although all "
        "its migrations were applied. A version between two releases made them. docs/deploy.md says how to keep the "
        "record: “A site from before the first release”."
    )


def _of_table(model: type[models.Model], there: dict[str, bool] | None) -> Iterator[str]:
    table = model._meta.db_table
    if there is None:
        yield f"no {table}"
        return
    wanted = {field.column for field in model._meta.local_concrete_fields}
    yield from (f"no {table}.{name}" for name in wanted - there.keys())
    yield from (f"{table}.{name} is unknown" for name in there.keys() - wanted if there[name])
