"""Keeps what a statement said when it was sent back, to show what changed since."""

import django.db.models.deletion
from django.db import migrations, models

import archive.models.record.revision


class Migration(migrations.Migration):
    dependencies = [("archive", "0051_counts_as_printed")]
    operations = [
        migrations.CreateModel(
            name="SentBack",
            fields=[
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sent_back",
                        serialize=False,
                        to="archive.statement",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(validators=[archive.models.record.revision.validate_characters])),
            ],
            options={"default_permissions": []},
        ),
    ]
