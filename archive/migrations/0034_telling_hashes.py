"""Gives each telling word of a removed passage a row, so that it is looked up instead of reading the whole memory."""

from itertools import islice

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RUNS_AT_ONCE = 1000


def move_words(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each hash of a telling word its row."""
    word = apps.get_model("archive", "TellingHash")
    runs = apps.get_model("archive", "RemovedWords").objects.values_list("pk", "telling").iterator()
    while some := list(islice(runs, RUNS_AT_ONCE)):
        word.objects.bulk_create(
            word(run_id=pk, digest=digest) for pk, telling in some for digest in dict.fromkeys(telling)
        )


class Migration(migrations.Migration):
    dependencies = [("archive", "0033_how_items_were_filed")]
    operations = [
        migrations.CreateModel(
            name="TellingHash",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="telling_hashes",
                        to="archive.removedwords",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(fields=("digest", "run"), name="telling_hash_once_a_run"),
                ],
            },
        ),
        migrations.RunPython(move_words, migrations.RunPython.noop),
        migrations.RemoveField(model_name="removedwords", name="telling"),
        migrations.AlterField(
            model_name="removedwords",
            name="opening",
            field=models.CharField(db_index=True, help_text="The hash of the first words.", max_length=64),
        ),
    ]
