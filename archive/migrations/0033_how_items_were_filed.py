"""Says of each topic of an agenda item whether a person or the rule of the topic filed it. So far, a person did."""

import django.db.models.deletion
from django.db import migrations, models

import archive.models.fields.choice

LINK = migrations.CreateModel(
    name="ItemFiling",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        (
            "agenda_item",
            models.ForeignKey(
                db_column="agendaitem_id", on_delete=django.db.models.deletion.CASCADE, to="archive.agendaitem"
            ),
        ),
        ("topic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="archive.topic")),
    ],
    options={
        "db_table": "archive_agendaitem_topics",
        "default_permissions": [],
        "unique_together": {("agenda_item", "topic")},
    },
)
TOPICS = migrations.AlterField(
    model_name="agendaitem",
    name="topics",
    field=models.ManyToManyField(
        blank=True,
        help_text="What it is about.",
        related_name="agenda_items",
        through="archive.ItemFiling",
        to="archive.topic",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_squashed_0032_first_release")]
    operations = [
        # The table is there. Only its name in the program is new.
        migrations.SeparateDatabaseAndState(state_operations=[LINK, TOPICS]),
        migrations.AddField(
            model_name="itemfiling",
            name="how",
            field=archive.models.fields.choice.ChoiceField(
                choices=[
                    ("person", "Filed by a person"),
                    ("item", "Filed with its agenda item"),
                    ("rule", "Matched by rule"),
                ],
                default="person",
                max_length=10,
            ),
        ),
    ]
