"""Gives a decision its official document, which is one of the documents of its meeting."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0046_commitments")]
    operations = [
        migrations.AddField(
            "decision",
            "document",
            models.ForeignKey(
                blank=True,
                help_text="The ordinance, resolution or contract itself: one of the documents of the meeting.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="decisions",
                to="archive.source",
                verbose_name="official document",
            ),
        ),
    ]
