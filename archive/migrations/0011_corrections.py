import archive.models.choice
import archive.models.revision
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0010_record_version'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', archive.models.choice.ChoiceField(choices=[('transcription_error', 'Transcription error'), ('attribution', 'Attribution'), ('clarification', 'Clarification'), ('redaction', 'Redaction'), ('withdrawal', 'Withdrawal')], default='transcription_error', max_length=20)),
                ('own_reason', models.CharField(blank=True, max_length=500, validators=[archive.models.revision.validate_characters])),
                ('evidence', models.CharField(blank=True, help_text='A sentence on how it is known.', max_length=500, validators=[archive.models.revision.validate_characters])),
                ('evidence_url', models.URLField(blank=True, help_text='Where readers can check it.', max_length=1000)),
                ('speaker_before', models.CharField(blank=True, max_length=300)),
                ('speaker_after', models.CharField(blank=True, max_length=300)),
                ('attribution_before', models.CharField(blank=True, max_length=300)),
                ('attribution_after', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'default_permissions': ['view'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='errorreport',
            name='error_report_corrected_by_a_revision',
        ),
        migrations.AddField(
            model_name='correction',
            name='revision',
            field=models.OneToOneField(blank=True, help_text='The wording it makes.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='archive.revision'),
        ),
        migrations.AddField(
            model_name='correction',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.statement'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='corrected_by_correction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='archive.correction'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('at__isnull', False)), fields=['-at', '-id'], name='correction_at'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('revision__isnull', False), models.Q(('at__isnull', False), models.Q(('own_reason', ''), _negated=True)), _connector='OR'), name='correction_says_why'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'withdrawal'), _negated=True), ('revision__isnull', True), _connector='OR'), name='correction_withdrawal_has_no_words'),
        ),
    ]
