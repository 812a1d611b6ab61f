"""Keeps that an editor saw counts which contradict their roll in the source."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0050_level_growth"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="counts_as_printed",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="An editor saw that the source has these counts, and another roll.",
            ),
        ),
    ]
