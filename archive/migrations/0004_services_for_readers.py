"""Reports of errors, links to where a statement was quoted, alerts with their emails, and webhooks."""

import archive.models.choice
import archive.models.citing_link
import archive.models.partial_date
import archive.models.random_key
import archive.models.revision
import archive.models.sealed
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0003_work_of_the_staff'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErrorReport',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='error_reports', to='archive.statement')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.revision')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('problem', models.TextField(max_length=2000, validators=[archive.models.revision.validate_characters])),
                ('problem_is_public', models.BooleanField(default=False)),
                ('reporter_email', models.EmailField(blank=True, help_text='We never publish it.', max_length=254)),
                ('client_hash', models.CharField(blank=True, editable=False, help_text='Of the hour and where it came from: to limit how many.', max_length=64)),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('status', archive.models.choice.ChoiceField(choices=[('open', 'Open'), ('corrected', 'Corrected'), ('declined', 'Not changed')], default='open', max_length=20)),
                ('outcome', models.CharField(blank=True, max_length=500, validators=[archive.models.revision.validate_characters])),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='archive.correction')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_as', models.CharField(blank=True, choices=[('Clerk', 'Clerk: writes drafts and imports meetings'), ('Editor', 'Editor: also publishes, corrects and withdraws'), ('Administrator', 'Administrator: also manages accounts and boards')], help_text='The role that decided.', max_length=20)),
            ],
            options={
                'ordering': ['number'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(fields=['client_hash'], name='error_report_client'),
                    models.Index(condition=models.Q(('status', 'open')), fields=['number'], name='error_report_open'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('problem', ''), _negated=True), name='error_report_says_what_is_wrong'),
                    models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('end__isnull', False), ('start__isnull', False), ('start__lt', models.F('end'))), _connector='OR'), name='error_report_passage_is_whole'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('problem_is_public', False), ('settled_as', ''), ('settled_at__isnull', True), ('settled_by__isnull', True), ('status', 'open')), models.Q(('settled_as__in', ['Clerk', 'Editor', 'Administrator']), ('settled_at__isnull', False), ('settled_by__isnull', False), ('status__in', ['corrected', 'declined']), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='error_report_settled_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('corrected_by__isnull', False), ('status', 'corrected')), models.Q(('corrected_by__isnull', True), ('status__in', ['open', 'declined'])), _connector='OR'), name='error_report_corrected_by_a_correction'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CitingLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='citing_links', to='archive.statement')),
                ('url', models.CharField(max_length=1000, validators=[archive.models.citing_link.validate_link])),
                ('url_hash', models.CharField(editable=False, help_text='Of the page it names, however it is written.', max_length=64)),
                ('title', models.CharField(max_length=300, validators=[archive.models.revision.validate_characters])),
                ('publisher', models.CharField(blank=True, max_length=200, validators=[archive.models.revision.validate_characters])),
                ('published', archive.models.partial_date.PartialDateField(blank=True, null=True, verbose_name='date')),
                ('status', archive.models.choice.ChoiceField(choices=[('waiting', 'Waiting'), ('accepted', 'Listed'), ('declined', 'Not listed')], default='waiting', max_length=20)),
                ('suggested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('suggested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client_hash', models.CharField(blank=True, editable=False, help_text='Of the hour and where it came from: to limit how many.', max_length=64)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['statement_id', 'id'],
                'permissions': [('decide_citinglink', 'Can accept or decline links to pages that quote statements')],
                'default_permissions': ['view', 'add'],
                'indexes': [
                    models.Index(fields=['client_hash'], name='citing_link_client'),
                    models.Index(condition=models.Q(('status', 'waiting')), fields=['id'], name='citing_link_waiting'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('statement', 'url_hash'), name='citing_link_once_a_statement'),
                    models.CheckConstraint(condition=models.Q(models.Q(('url_hash', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='citing_link_has_address_and_title'),
                    models.CheckConstraint(condition=models.Q(('url__startswith', 'http://'), ('url__startswith', 'https://'), _connector='OR'), name='citing_link_is_of_the_web'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status', 'waiting')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status', 'declined')), models.Q(('decided_at__isnull', False), ('status', 'accepted')), _connector='OR'), name='citing_link_decided_by_somebody'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.random_key.new_key, editable=False, max_length=40, unique=True)),
                ('email', models.EmailField(help_text='We never publish it.', max_length=254)),
                ('language', models.CharField(help_text='The language of the emails, in which the reader signed up.', max_length=12)),
                ('client_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='archive.statement')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.revision')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('seen', models.BigIntegerField(default=0)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(fields=['client_hash'], name='alert_client'),
                    models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['created_at'], name='alert_unconfirmed'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('end__isnull', False), ('start__isnull', False), ('start__lt', models.F('end'))), _connector='OR'), name='alert_passage_is_whole'),
                    models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='alert_has_address'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SearchAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.random_key.new_key, editable=False, max_length=40, unique=True)),
                ('language', models.CharField(help_text='The language of the emails, in which the reader signed up.', max_length=12)),
                ('client_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('query', models.CharField(max_length=1500)),
                ('with_procedural', models.BooleanField(default=False)),
                ('email', models.EmailField(help_text='In lower case. We never publish it.', max_length=254)),
                ('frequency', archive.models.choice.ChoiceField(choices=[('at_once', 'At once'), ('daily', 'Daily'), ('weekly', 'Weekly')], default='daily', max_length=10)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(fields=['email'], name='search_alert_email'),
                    models.Index(fields=['client_hash'], name='search_alert_client'),
                    models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['created_at'], name='search_alert_unconfirmed'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='search_alert_has_address'),
                    models.CheckConstraint(condition=models.Q(('query', ''), _negated=True), name='search_alert_has_search'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.random_key.new_key, editable=False, max_length=40, unique=True)),
                ('alert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.alert')),
                ('search_alert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.searchalert')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL)),
                ('notice', archive.models.choice.ChoiceField(choices=[('alert', 'An alert'), ('invited', 'You have an account'), ('new_password', 'Choose a new password'), ('password_changed', 'Your password was changed'), ('second_factor_changed', 'Your second factor was changed'), ('second_factor_reset', 'Your second factor was reset'), ('roles_changed', 'Your roles were changed'), ('email_changed', 'Your email address was changed'), ('webhook_off', 'A webhook was turned off'), ('confirm_search', 'Confirm an alert on a search'), ('new_results', 'New results'), ('all_alerts', 'All alerts of an address')], default='alert', max_length=24)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.accountlink')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.correction')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('is_last', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(fields=['try_at', 'id'], name='mail_due'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('alert', 'correction'), name='mail_once_a_correction'),
                    models.UniqueConstraint(condition=models.Q(('correction__isnull', True)), fields=('alert',), name='mail_one_confirmation_an_alert'),
                    models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('alert__isnull', False), ('email', ''), ('notice', 'alert')), models.Q(('account__isnull', False), ('alert__isnull', True), models.Q(('notice__in', ('alert', 'confirm_search', 'new_results', 'all_alerts')), _negated=True), models.Q(('email', ''), _negated=True)), models.Q(('account__isnull', True), ('alert__isnull', True), ('notice__in', ('confirm_search', 'new_results', 'all_alerts')), models.Q(('email', ''), _negated=True)), _connector='OR'), name='mail_is_to_a_reader_or_to_staff'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AlertHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hits', to='archive.searchalert')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.statement')),
                ('due_at', models.DateTimeField()),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='hits', to='archive.mail')),
                ('told_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(condition=models.Q(('mail__isnull', True), ('told_at__isnull', True)), fields=['due_at'], name='alert_hit_due'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('alert', 'statement'), name='alert_hit_told_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PublicationToTell',
            fields=[
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='archive.change')),
            ],
            options={
                'ordering': ['change_id'],
                'default_permissions': ['view'],
            },
        ),
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
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('url', models.URLField(help_text='An https address.', max_length=500)),
                ('secret', archive.models.sealed.SealedField()),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('registered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('off_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
                'permissions': [('manage_webhook', 'Can register and remove webhooks')],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='archive.webhook')),
                ('key', models.CharField(default=archive.models.random_key.new_key, editable=False, max_length=40, unique=True)),
                ('first', models.BigIntegerField(help_text='The position of the first change.', null=True)),
                ('last', models.BigIntegerField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('was_delivered', models.BooleanField(default=False)),
                ('answer', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(condition=models.Q(('done_at__isnull', True)), fields=['try_at'], name='webhook_due'),
                ],
            },
        ),
    ]
