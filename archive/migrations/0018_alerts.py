import archive.models.alert
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from archive.models.role import grant_roles


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0017_citing_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionToTell',
            fields=[
                ('correction', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='archive.correction')),
            ],
            options={
                'ordering': ['correction_id'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.alert.new_key, editable=False, max_length=40, unique=True)),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('email', models.EmailField(help_text='We never publish it.', max_length=254)),
                ('language', models.CharField(help_text='Of the mails: the one the reader used.', max_length=12)),
                ('site', models.CharField(help_text='The site as the reader called it, such as https://example.org.', max_length=300)),
                ('seen', models.BigIntegerField(default=0)),
                ('client_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.revision')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='archive.statement')),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.alert.new_key, editable=False, max_length=40, unique=True)),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('is_last', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.alert')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.correction')),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
            },
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(fields=['client_hash'], name='alert_client'),
        ),
        migrations.AddIndex(
            model_name='alert',
            index=models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['created_at'], name='alert_unconfirmed'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('end__isnull', False), ('start__isnull', False), ('start__lt', models.F('end'))), _connector='OR'), name='alert_passage_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='alert_has_address'),
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(fields=['try_at', 'id'], name='mail_due'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.UniqueConstraint(fields=('alert', 'correction'), name='mail_once_a_correction'),
        ),
        migrations.AddConstraint(
            model_name='mail',
            constraint=models.UniqueConstraint(condition=models.Q(('correction__isnull', True)), fields=('alert',), name='mail_one_confirmation_an_alert'),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
