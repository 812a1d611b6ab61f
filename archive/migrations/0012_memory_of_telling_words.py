import django.db.models.deletion
from django.db import migrations, models


def keep_allowed(apps, _editor):
    """Keep what editors allowed: the same words in a meeting."""
    removed, allowed = apps.get_model('archive', 'RemovedWords'), apps.get_model('archive', 'AllowedWords')
    pairs = removed.objects.filter(may_stand_in__isnull=False).values_list('may_stand_in', 'digest')
    allowed.objects.bulk_create(allowed(meeting_id=meeting, digest=digest) for meeting, digest in pairs.distinct())


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0011_single_sign_on'),
    ]

    operations = [
        migrations.AddField(
            model_name='removedwords',
            name='telling',
            field=models.JSONField(default=list, help_text='The hashes of those of the words that reveal something and that few statements have.'),
        ),
        migrations.CreateModel(
            name='AllowedWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allowed_words', to='archive.meeting')),
            ],
            options={
                'verbose_name_plural': 'allowed words',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'digest'), name='allowed_words_once_a_meeting')],
            },
        ),
        migrations.RunPython(keep_allowed, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='removedwords',
            name='may_stand_in',
        ),
    ]
