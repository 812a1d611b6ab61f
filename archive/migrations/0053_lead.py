"""Keeps which sentence of a meeting an editor chose for the home page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0052_what_was_sent_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="lead",
            field=models.ForeignKey(
                editable=False,
                help_text="The wording of which a sentence leads the home page.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="archive.revision",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="lead_start",
            field=models.PositiveIntegerField(
                editable=False, help_text="Where that sentence begins, in characters.", null=True
            ),
        ),
    ]
