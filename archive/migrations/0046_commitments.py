"""Makes room for what the public log commits to. The site fills it in when it runs: some objects at a time."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import archive.models.fields.choice

SUBJECTS = [
    ("statement", "Statement"),
    ("meeting", "Meeting"),
    ("board", "Board"),
    ("speaker", "Speaker"),
    ("source", "Source"),
    ("topic", "Topic"),
    ("decision", "Decision"),
    ("correction", "Correction"),
    ("tombstone", "Tombstone"),
    ("citinglink", "Citing Link"),
]


def gather_keys(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the entries of new keys with the head, where they are read without a search through the log."""
    entries = apps.get_model("archive", "LogEntry").objects.filter(change=None, text__startswith='{"before":')
    keys = "".join(f"{text}\n" for text in entries.order_by("position").values_list("text", flat=True))
    apps.get_model("archive", "LogHead").objects.update(keys=keys)


class Migration(migrations.Migration):
    dependencies = [("archive", "0045_no_open_civic_data")]
    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", archive.models.fields.choice.ChoiceField(choices=SUBJECTS, max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("position", models.BigIntegerField(help_text="Of its last entry.")),
                ("is_live", models.BooleanField()),
                ("salt", models.CharField(help_text="Of the facts.", max_length=32)),
                ("facts", models.TextField(help_text="JSON: each fact by its name.")),
                ("texts", models.TextField(help_text="JSON: by the name of each text its salt and its hash.")),
            ],
            options={"ordering": ["id"], "default_permissions": []},
        ),
        migrations.AddConstraint(
            "commitment",
            models.UniqueConstraint(fields=("subject", "subject_id"), name="commitment_once_an_object"),
        ),
        migrations.AddField(
            "loghead",
            "committed",
            models.BigIntegerField(default=0, help_text="The last change before which every object has a commitment."),
        ),
        migrations.AddField(
            "loghead",
            "keys",
            models.TextField(blank=True, default="", help_text="The entries of new keys, a line each."),
            preserve_default=False,
        ),
        migrations.AddField(
            "loghead",
            "fields",
            models.TextField(
                default="{}", help_text="JSON: of each kind of object, the entry from which on the log commits to a field."
            ),
        ),
        migrations.AlterField(
            "logentry",
            "salt",
            models.CharField(
                blank=True,
                help_text="Of the hash in an entry without a root; destroyed when the next one follows.",
                max_length=32,
            ),
        ),
        migrations.RunPython(gather_keys, migrations.RunPython.noop),
    ]
