from django.db import migrations


def overwrite(_apps, editor):
    """Make the SQLite file anew, without what was deleted before the settings had deleted rows overwritten."""
    if editor.connection.vendor == "sqlite" and not editor.connection.is_in_memory_db():
        editor.execute("VACUUM")


class Migration(migrations.Migration):

    # VACUUM runs in no transaction.
    atomic = False

    dependencies = [
        ('archive', '0021_redactions'),
    ]

    operations = [
        migrations.RunPython(overwrite, migrations.RunPython.noop),
    ]
