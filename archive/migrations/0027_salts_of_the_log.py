"""Each entry of the log has a salt of its own, that of a new key tells of no change, and faults found are mailed."""

import archive.models.fields.choice
import django.db.models.deletion
from django.db import migrations, models


def note_last_change(apps, schema_editor):
    entries = apps.get_model('archive', 'LogEntry').objects
    last = entries.order_by('-position').values_list('change', flat=True).first()
    apps.get_model('archive', 'LogHead').objects.update(last_change=last or 0)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0026_speakers_by_family_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='logentry',
            name='salt',
            field=models.CharField(blank=True, default='', help_text='Of the hash in it; destroyed when the next one follows.', max_length=32),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='logentry',
            name='change',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='archive.change'),
        ),
        migrations.AddField(
            model_name='loghead',
            name='last_change',
            field=models.BigIntegerField(default=0, help_text='The last one that has an entry. It may be deleted since.'),
        ),
        migrations.RunPython(note_last_change, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name='mail',
            name='detail',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='mail',
            name='notice',
            field=archive.models.fields.choice.ChoiceField(choices=[('alert', 'An alert'), ('invited', 'You have an account'), ('new_password', 'Choose a new password'), ('asked_password', 'Choose a new password'), ('password_changed', 'Your password was changed'), ('second_factor_changed', 'Your second factor was changed'), ('second_factor_reset', 'Your second factor was reset'), ('roles_changed', 'Your roles were changed'), ('email_changed', 'Your email address was changed'), ('connected', 'Single sign-on was connected'), ('disconnected', 'Single sign-on was disconnected'), ('webhook_off', 'A webhook was turned off'), ('plan_cancelled', 'A planned publication was cancelled'), ('review', 'News about your statements in review'), ('record_differs', 'Something in the record is not as it was'), ('confirm_search', 'Confirm an alert on a search'), ('new_results', 'New results'), ('all_alerts', 'All alerts of an address')], default='alert', max_length=24),
        ),
    ]
