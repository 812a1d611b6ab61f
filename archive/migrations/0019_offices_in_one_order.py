"""Offices without a beginning come first on both engines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('archive', '0018_word_times_are_described_otherwise'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='office',
            options={'ordering': ['speaker_id', models.OrderBy(models.F('from_date'), nulls_first=True), 'id']},
        ),
    ]
