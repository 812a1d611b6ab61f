"""Changes rows of tables that have triggers, then the tables. No migration of this version does this."""

from pathlib import Path
from typing import Any

from django.db import migrations, models

from archive.migrations import __path__ as folders
from boardmeetings.failpoints import failpoint

LAST = max(path.stem for path in Path(folders[0]).glob("[0-9]*.py"))


def measure(apps: Any, _editor: Any) -> None:
    """Store the length of the current text of each statement, and give each speaker a role."""
    for statement in apps.get_model("archive", "Statement").objects.select_related("current_revision"):
        statement.length = len(statement.current_revision.text) if statement.current_revision else 0
        statement.save(update_fields=["length"])
    apps.get_model("archive", "Speaker").objects.update(aside="Met later.")
    failpoint("later.measured")


class Migration(migrations.Migration):
    dependencies = [("archive", LAST)]
    operations = [
        migrations.AddField("speaker", "aside", models.TextField(db_default="")),
        migrations.AddField("statement", "length", models.IntegerField(db_default=0)),
        migrations.RunPython(measure, migrations.RunPython.noop),
        migrations.AddConstraint(
            "statement", models.CheckConstraint(condition=models.Q(length__gte=0), name="statement_length")
        ),
        migrations.AlterField("speaker", "aside", models.CharField(max_length=20, db_default="")),
    ]
