"""Gives a board the lines that stand above its action minutes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0048_addresses_of_alerts")]
    operations = [
        migrations.AddField(
            "board",
            "letterhead",
            models.TextField(
                blank=True,
                default="",
                help_text="The lines above its action minutes: name, address, telephone and the like.",
            ),
            preserve_default=False,
        ),
    ]
