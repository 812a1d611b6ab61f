"""Readers and programs that are told of changes, and the mails to them."""

import archive.models.fields.choice
import archive.models.fields.secret
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='SearchAlert',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('key', models.CharField(default=archive.models.fields.secret.new_key, editable=False, max_length=40, unique=True)),
            ('language', models.CharField(help_text='The language of the emails, in which the reader signed up.', max_length=12)),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ('query', models.CharField(max_length=1500)),
            ('with_procedural', models.BooleanField(default=False)),
            ('email', models.EmailField(help_text='In lower case. We never publish it.', max_length=254)),
            ('frequency', archive.models.fields.choice.ChoiceField(choices=[('at_once', 'At once'), ('daily', 'Daily'), ('weekly', 'Weekly')], default='daily', max_length=10)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(fields=['email'], name='search_alert_email'), models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['created_at'], name='search_alert_unconfirmed')],
            'constraints': [models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='search_alert_has_address'), models.CheckConstraint(condition=models.Q(('query', ''), _negated=True), name='search_alert_has_search')],
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
        name='Alert',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('key', models.CharField(default=archive.models.fields.secret.new_key, editable=False, max_length=40, unique=True)),
            ('email', models.EmailField(help_text='We never publish it.', max_length=254)),
            ('language', models.CharField(help_text='The language of the emails, in which the reader signed up.', max_length=12)),
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
            'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['created_at'], name='alert_unconfirmed')],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('start__isnull', True)), models.Q(('end__isnull', False), ('start__isnull', False), ('start__lt', models.F('end'))), _connector='OR'), name='alert_passage_is_whole'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='alert_has_address')],
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
        name='Mail',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('key', models.CharField(default=archive.models.fields.secret.new_key, editable=False, max_length=40, unique=True)),
            ('alert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.alert')),
            ('search_alert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.searchalert')),
            ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL)),
            ('notice', archive.models.fields.choice.ChoiceField(choices=[('alert', 'An alert'), ('invited', 'You have an account'), ('new_password', 'Choose a new password'), ('asked_password', 'Choose a new password'), ('password_changed', 'Your password was changed'), ('second_factor_changed', 'Your second factor was changed'), ('second_factor_reset', 'Your second factor was reset'), ('roles_changed', 'Your roles were changed'), ('email_changed', 'Your email address was changed'), ('connected', 'Single sign-on was connected'), ('disconnected', 'Single sign-on was disconnected'), ('webhook_off', 'A webhook was turned off'), ('plan_cancelled', 'A planned publication was cancelled'), ('review', 'News about your statements in review'), ('record_differs', 'Something in the record is not as it was'), ('confirm_search', 'Confirm an alert on a search'), ('new_results', 'New results'), ('all_alerts', 'All alerts of an address')], default='alert', max_length=24)),
            ('email', models.EmailField(blank=True, max_length=254)),
            ('language', models.CharField(blank=True, max_length=12)),
            ('link', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='archive.accountlink')),
            ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.correction')),
            ('start', models.PositiveIntegerField(blank=True, null=True)),
            ('end', models.PositiveIntegerField(blank=True, null=True)),
            ('is_last', models.BooleanField(default=False)),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('attempts', models.PositiveIntegerField(default=0)),
            ('try_at', models.DateTimeField(blank=True, help_text='Not before this time. If empty, at once.', null=True)),
            ('claimed_until', models.DateTimeField(blank=True, null=True)),
            ('last_error', models.TextField(blank=True)),
            ('detail', models.TextField(blank=True)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(fields=['try_at', 'id'], name='mail_due')],
            'constraints': [models.UniqueConstraint(fields=('alert', 'correction'), name='mail_once_a_correction'), models.UniqueConstraint(condition=models.Q(('correction__isnull', True)), fields=('alert',), name='mail_one_confirmation_an_alert'), models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('alert__isnull', False), ('email', ''), ('notice', 'alert')), models.Q(('account__isnull', False), ('alert__isnull', True), models.Q(('notice__in', ('alert', 'confirm_search', 'new_results', 'all_alerts')), _negated=True), models.Q(('email', ''), _negated=True)), models.Q(('account__isnull', True), ('alert__isnull', True), ('notice__in', ('confirm_search', 'new_results', 'all_alerts')), models.Q(('email', ''), _negated=True)), _connector='OR'), name='mail_is_to_a_reader_or_to_staff')],
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
            'indexes': [models.Index(condition=models.Q(('mail__isnull', True), ('told_at__isnull', True)), fields=['due_at'], name='alert_hit_due')],
            'constraints': [models.UniqueConstraint(fields=('alert', 'statement'), name='alert_hit_told_once')],
        },
    ),
    migrations.CreateModel(
        name='Webhook',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(max_length=100)),
            ('url', models.URLField(help_text='An https address.', max_length=500)),
            ('secret', archive.models.fields.secret.SealedField()),
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
            ('key', models.CharField(default=archive.models.fields.secret.new_key, editable=False, max_length=40, unique=True)),
            ('first', models.BigIntegerField(help_text='The position of the first change.', null=True)),
            ('last', models.BigIntegerField(null=True)),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('attempts', models.PositiveIntegerField(default=0)),
            ('try_at', models.DateTimeField(blank=True, help_text='Not before this time. If empty, at once.', null=True)),
            ('claimed_until', models.DateTimeField(blank=True, null=True)),
            ('done_at', models.DateTimeField(null=True)),
            ('was_delivered', models.BooleanField(default=False)),
            ('answer', models.CharField(blank=True, max_length=300)),
            ('last_error', models.TextField(blank=True)),
        ],
        options={
            'ordering': ['-id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['try_at'], name='webhook_due')],
        },
    ),
]
