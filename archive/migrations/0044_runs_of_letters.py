"""Keeps removed words as runs of letters, and each word that tells something alone as a run of one word."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import archive.models.fields.choice

ROWS_AT_ONCE = 1000
KINDS = [("passage", "A passage"), ("names", "Names in a row"), ("name", "A name alone")]


def move_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make each word that told something a run. The hashes of ordinary words say so, and are met by no word."""
    removed = apps.get_model("archive", "RemovedWords")
    words = apps.get_model("archive", "TellingHash").objects.values_list("run__tombstone", "digest").distinct()
    rows = words.order_by("run__tombstone", "digest").iterator(ROWS_AT_ONCE)
    removed.objects.bulk_create(
        (removed(tombstone_id=stone, kind="name", length=1, opening=digest, digest=digest) for stone, digest in rows),
        batch_size=ROWS_AT_ONCE,
    )
    if schema_editor.connection.vendor == "postgresql":
        # A table with checks that wait for the commit cannot be changed.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("archive", "0043_unsaid_text_statuses")]
    operations = [
        migrations.AddField(
            "removedwords",
            "kind",
            archive.models.fields.choice.ChoiceField(choices=KINDS, default="passage", max_length=10),
        ),
        migrations.AddField(
            "removedwords",
            "letters",
            models.PositiveIntegerField(default=0, help_text="How many letters; 0 if each word was hashed apart."),
        ),
        migrations.AlterField(
            "removedwords",
            "opening",
            models.CharField(db_index=True, help_text="The hash of the first letters.", max_length=64),
        ),
        migrations.RemoveConstraint("removedwords", "removed_words_once_a_tombstone"),
        migrations.AddConstraint(
            "removedwords",
            models.UniqueConstraint(fields=("tombstone", "digest", "kind"), name="removed_words_once_a_tombstone"),
        ),
        migrations.RunPython(move_words, migrations.RunPython.noop),
        migrations.DeleteModel("TellingHash"),
    ]
