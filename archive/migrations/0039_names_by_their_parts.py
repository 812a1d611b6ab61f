from django.db import migrations

# Of these columns the site looks for rows whose name holds some letters.
NAMES = {"board": "name", "speaker": "name", "speakername": "name", "topic": "name", "statement": "attribution"}


def index(apps, editor):
    """Have PostgreSQL find parts of names, whatever their case, without reading every row."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table, column in NAMES.items():
        editor.execute(
            f"CREATE INDEX archive_{table}_{column}_parts ON archive_{table}"
            f" USING gin (upper({column}::text) gin_trgm_ops)"
        )


def drop(apps, editor):
    if editor.connection.vendor == "postgresql":
        for table, column in NAMES.items():
            editor.execute(f"DROP INDEX archive_{table}_{column}_parts")


class Migration(migrations.Migration):
    dependencies = [("archive", "0038_search_index")]
    operations = [migrations.RunPython(index, drop)]
