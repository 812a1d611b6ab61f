"""Lets the outbox name a speaker whose offices changed."""

from django.db import migrations

import archive.models.fields.choice


class Migration(migrations.Migration):
    dependencies = [("archive", "0034_telling_hashes")]

    operations = [
        migrations.AlterField(
            model_name="outboxentry",
            name="subject",
            field=archive.models.fields.choice.ChoiceField(
                choices=[
                    ("statement", "Statement"),
                    ("redacted", "Redacted"),
                    ("board", "Board"),
                    ("meeting", "Meeting"),
                    ("speaker", "Speaker"),
                    ("holder", "Holder"),
                    ("topic", "Topic"),
                ],
                max_length=20,
            ),
        ),
    ]
