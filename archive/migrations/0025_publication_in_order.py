"""Lists in the order of publication, and what changed since a moment, are read from indexes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0024_files_of_folders'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['subject', 'at', 'subject_id'], name='change_at'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['-published_at', '-number', 'status'], name='statement_published'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['board', '-published_at', '-number', 'status'], name='statement_published_board'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['speaker', '-published_at', '-number', 'status'], name='statement_published_speaker'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['meeting', '-published_at', '-number', 'status'], name='statement_published_meeting'),
        ),
    ]
