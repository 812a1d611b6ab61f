"""An act on many records is one entry of the audit trail, with its parts inside."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0046_kinds_of_captions'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='act',
            field=models.ForeignKey(blank=True, help_text='The entry of the act on many records that this one is a part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='archive.auditentry'),
        ),
    ]
