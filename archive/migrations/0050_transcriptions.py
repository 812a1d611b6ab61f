"""Keep what software hears in recordings, when each word was said, and which turns a person has checked."""


import archive.models.choice
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0049_taken_over_records'),
    ]

    operations = [
        migrations.AddField(
            model_name='importbatch',
            name='made_with',
            field=models.CharField(blank=True, help_text='The software that wrote it and its model, with versions.', max_length=300),
        ),
        migrations.AddField(
            model_name='source',
            name='made_with',
            field=models.CharField(blank=True, help_text='The software that wrote it and its model, with versions.', max_length=300),
        ),
        migrations.AddField(
            model_name='stagedturn',
            name='checked_at',
            field=models.DateTimeField(blank=True, help_text='When a person has compared it by hand.', null=True),
        ),
        migrations.AddField(
            model_name='stagedturn',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stagedturn',
            name='word_times',
            field=models.BinaryField(blank=True, default=b'', help_text='When its words were said; see archive.timed_words.'),
        ),
        migrations.AddField(
            model_name='statement',
            name='checked_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='When a person has compared its words with the recording.', null=True),
        ),
        migrations.AddField(
            model_name='statement',
            name='checked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Transcription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', archive.models.choice.ChoiceField(choices=[('transcribe', 'Transcribe'), ('align', 'Align')], default='transcribe', max_length=20)),
                ('status', archive.models.choice.ChoiceField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=20)),
                ('file', models.FileField(blank=True, max_length=300, upload_to='recordings/%Y/%m/')),
                ('file_name', models.CharField(blank=True, help_text='What the file was called where it came from.', max_length=300)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('url', models.URLField(blank=True, help_text='Where the recording is fetched from.', max_length=1000)),
                ('made_with', models.CharField(blank=True, help_text='The software and its model, with versions.', max_length=300)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('seconds', models.FloatField(blank=True, help_text='How long the recording is, as it was decoded.', null=True)),
                ('done_seconds', models.FloatField(default=0)),
                ('attempts', models.PositiveIntegerField(default=0, help_text='Since a part of it was last kept.')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True, help_text='Why nothing came of it, and what to do.')),
                ('outcome', models.JSONField(default=dict, help_text='What came of it, in numbers.')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='transcriptions', to='archive.importbatch')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transcriptions', to='archive.meeting')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='TranscribedChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('start_seconds', models.FloatField()),
                ('end_seconds', models.FloatField()),
                ('heard', models.JSONField()),
                ('transcription', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='archive.transcription')),
            ],
            options={
                'ordering': ['transcription_id', 'number'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='WordFix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wrong', models.CharField(max_length=80)),
                ('right', models.CharField(max_length=80)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('board', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='word_fixes', to='archive.board')),
            ],
            options={
                'verbose_name_plural': 'word fixes',
                'ordering': ['id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='WordTimes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('packed', models.BinaryField()),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='word_times', to='archive.revision')),
            ],
            options={
                'verbose_name_plural': 'word times',
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='transcription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='transcription_failed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='transcription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('status__in', ['waiting', 'running'])), models.Q(('ended_at__isnull', False), ('status__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='transcription_ended_says_when'),
        ),
        migrations.AddConstraint(
            model_name='transcribedchunk',
            constraint=models.UniqueConstraint(fields=('transcription', 'number'), name='chunk_once_a_transcription'),
        ),
        migrations.AddConstraint(
            model_name='transcribedchunk',
            constraint=models.CheckConstraint(condition=models.Q(('end_seconds__gt', models.F('start_seconds')), ('start_seconds__gte', 0)), name='chunk_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='wordfix',
            index=models.Index(fields=['board', 'wrong'], name='word_fix_board'),
        ),
        migrations.AddConstraint(
            model_name='wordfix',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('wrong', ''), _negated=True), models.Q(('right', ''), _negated=True)), name='word_fix_has_both_words'),
        ),
    ]
