"""The accounts of the staff, and how they sign in."""

import archive.models.accounts.second_factor
import archive.models.fields.choice
import archive.models.fields.secret
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='SignInFailure',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ('name', models.CharField(max_length=64)),
            ('address', models.CharField(max_length=64)),
            ('browser', models.CharField(blank=True, help_text='A browser that the person has used before.', max_length=64)),
        ],
        options={
            'ordering': ['-at', '-id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(fields=['name', 'at'], name='sign_in_failure_name'), models.Index(fields=['address', 'at'], name='sign_in_failure_address'), models.Index(fields=['browser', 'at'], name='sign_in_failure_browser')],
        },
    ),
    migrations.CreateModel(
        name='User',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('password', models.CharField(max_length=128, verbose_name='password')),
            ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
            ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
            ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
            ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
            ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
            ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
            ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
            ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
            ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
            ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
            ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ('mail_about_reviews', models.BooleanField(default=True, help_text='Whether the person gets an email when a statement is sent back to them or answered.')),
        ],
        options={
            'verbose_name': 'user',
            'verbose_name_plural': 'users',
            'abstract': False,
        },
    ),
    migrations.CreateModel(
        name='AccountLink',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('key', models.CharField(default=archive.models.fields.secret.new_key, editable=False, max_length=40, unique=True)),
            ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to=settings.AUTH_USER_MODEL)),
            ('purpose', archive.models.fields.choice.ChoiceField(choices=[('invitation', 'Invitation'), ('password', 'New password')], max_length=12)),
            ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('used_at', models.DateTimeField(blank=True, null=True)),
        ],
        options={
            'ordering': ['-id'],
            'default_permissions': ['view'],
            'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None)), fields=('account',), name='account_link_one_open_an_account')],
        },
    ),
    migrations.CreateModel(
        name='AuditEntry',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_entries', to=settings.AUTH_USER_MODEL)),
            ('verb', archive.models.fields.choice.ChoiceField(choices=[('created', 'created'), ('changed', 'changed'), ('submitted', 'submitted for review'), ('returned', 'sent back'), ('commented', 'wrote a note about'), ('scheduled', 'scheduled'), ('unscheduled', 'unscheduled'), ('published', 'published'), ('corrected', 'corrected'), ('withdrawn', 'withdrew'), ('reinstated', 'reinstated'), ('redacted', 'redacted'), ('deleted', 'deleted'), ('imported', 'imported'), ('taken_back', 'undid the import'), ('merged', 'merged'), ('unmerged', 'unmerged'), ('split', 'split'), ('settled', 'resolved'), ('signed_in', 'signed in as'), ('signed_out', 'signed out as'), ('sign_in_refused', 'rejected a sign-in for'), ('refused', 'was denied access as'), ('invited', 'invited'), ('link_sent', 'sent a password reset link to'), ('password_changed', 'changed the password of'), ('second_factor_set', 'changed the second factor of'), ('second_factor_reset', 'reset the second factor of'), ('roles_changed', 'changed the roles of'), ('connected', 'connected the single sign-on of'), ('disconnected', 'disconnected the single sign-on of'), ('deactivated', 'closed the account of'), ('sessions_ended', 'ended the sessions of')], max_length=20)),
            ('subject', models.CharField(help_text='The kind of object, such as statement.', max_length=40)),
            ('subject_id', models.BigIntegerField()),
            ('name', models.CharField(help_text='Its name at that time.', max_length=300)),
            ('note', models.TextField(blank=True, help_text='The reason given, or what changed.')),
            ('act', models.ForeignKey(blank=True, help_text='The entry of the act on many objects that this entry is part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='archive.auditentry')),
        ],
        options={
            'verbose_name_plural': 'audit entries',
            'ordering': ['-id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(fields=['subject', 'subject_id', '-id'], name='audit_subject')],
            'constraints': [models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='audit_has_subject')],
        },
    ),
    migrations.CreateModel(
        name='AuthenticatorApp',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
            ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
            ('key', archive.models.fields.secret.SealedField(default=archive.models.accounts.second_factor.new_key)),
            ('last_step', models.BigIntegerField(default=-1, help_text='The step of the last code that was taken.')),
            ('wrong_codes', models.PositiveIntegerField(default=0)),
            ('try_after', models.DateTimeField(blank=True, null=True)),
            ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': ['view'],
            'constraints': [models.UniqueConstraint(condition=models.Q(('confirmed', False)), fields=('user',), name='authenticator_one_being_set_up')],
        },
    ),
    migrations.CreateModel(
        name='Passkey',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
            ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
            ('credential_id', models.CharField(help_text='In base64url.', max_length=1400, unique=True)),
            ('public_key', models.BinaryField(help_text='COSE key (RFC 9052).')),
            ('sign_count', models.BigIntegerField(default=0)),
            ('transports', models.JSONField(blank=True, default=list)),
            ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('last_used_at', models.DateTimeField(blank=True, null=True)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': ['view'],
        },
    ),
    migrations.CreateModel(
        name='RecoveryCode',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
            ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
            ('hashed', models.CharField(max_length=64, unique=True)),
            ('used_at', models.DateTimeField(blank=True, null=True)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': ['view'],
        },
    ),
    migrations.CreateModel(
        name='SentForm',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('number', models.CharField(max_length=64)),
            ('digest', models.CharField(max_length=64)),
            ('answer', models.CharField(blank=True, max_length=500)),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ('words', models.CharField(blank=True, help_text='A keyed hash of its longer texts alone.', max_length=64)),
        ],
        options={
            'ordering': ['-id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(fields=['person', 'at'], name='sent_form_at')],
            'constraints': [models.UniqueConstraint(fields=('person', 'number', 'digest'), name='sent_form_once')],
        },
    ),
    migrations.CreateModel(
        name='StaffSession',
        fields=[
            ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
            ('session_data', models.TextField(verbose_name='session data')),
            ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
            ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='staff_sessions', to=settings.AUTH_USER_MODEL)),
            ('signed_in_at', models.DateTimeField()),
            ('last_seen_at', models.DateTimeField()),
            ('address', models.CharField(blank=True, max_length=64)),
            ('browser', models.CharField(blank=True, max_length=200)),
        ],
        options={
            'verbose_name': 'session',
            'verbose_name_plural': 'sessions',
            'ordering': ['-last_seen_at'],
            'abstract': False,
            'default_permissions': ['view'],
        },
    ),
    migrations.CreateModel(
        name='ProviderIdentity',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
            ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
            ('issuer', models.CharField(max_length=255)),
            ('subject', models.CharField(max_length=255)),
            ('connected_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
        ],
        options={
            'verbose_name_plural': 'provider identities',
            'ordering': ['id'],
            'default_permissions': ['view'],
            'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='provider_identity_opens_one_account'), models.UniqueConstraint(fields=('issuer', 'user'), name='provider_identity_one_an_account'), models.CheckConstraint(condition=models.Q(models.Q(('issuer', ''), _negated=True), models.Q(('subject', ''), _negated=True)), name='provider_identity_is_whole')],
        },
    ),
]
