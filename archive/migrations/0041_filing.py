"""Says how each statement came under its topics, gives topics a rule, and files agenda items under topics."""

import django.db.models.deletion
from django.db import migrations, models

import archive.models.choice

HOW = [("person", "Filed by a person"), ("item", "Filed with its agenda item"), ("rule", "Matched by rule")]


class Migration(migrations.Migration):
    """The table of statements and topics stays, and gets a column."""

    dependencies = [("archive", "0040_outbox_slices")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Filing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                        ),
                        (
                            "statement",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="archive.statement"),
                        ),
                        ("topic", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="archive.topic")),
                    ],
                    options={"db_table": "archive_statement_topics", "default_permissions": []},
                ),
                migrations.AlterField(
                    model_name="statement",
                    name="topics",
                    field=models.ManyToManyField(
                        blank=True, related_name="statements", through="archive.Filing", to="archive.topic"
                    ),
                ),
            ]
        ),
        migrations.AddField(
            model_name="filing",
            name="how",
            field=archive.models.choice.ChoiceField(choices=HOW, default="person", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(fields=("statement", "topic"), name="statement_under_a_topic_once"),
        ),
        migrations.AddField(
            model_name="topic",
            name="rule",
            field=models.CharField(
                blank=True,
                help_text="A search. Statements that match it are listed under the topic, apart from those filed by a "
                "person.",
                max_length=500,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="topics",
            field=models.ManyToManyField(
                blank=True, help_text="What it is about.", related_name="agenda_items", to="archive.topic"
            ),
        ),
    ]
