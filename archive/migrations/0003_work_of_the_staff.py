"""What the staff work with: second factors, the audit trail, imports and transcriptions."""

import archive.models.choice
import archive.models.random_key
import archive.models.revision
import archive.models.sealed
import archive.models.second_factor
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0002_statements'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=archive.models.random_key.new_key, editable=False, max_length=40, unique=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to=settings.AUTH_USER_MODEL)),
                ('purpose', archive.models.choice.ChoiceField(choices=[('invitation', 'Invitation'), ('password', 'New password')], max_length=12)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': ['view'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('used_at', None)), fields=('account',), name='account_link_one_open_an_account'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuthenticatorApp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(help_text='The user that this device belongs to.', on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(help_text='The human-readable name of this device.', max_length=64)),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('key', archive.models.sealed.SealedField(default=archive.models.second_factor.new_key)),
                ('last_step', models.BigIntegerField(default=-1, help_text='The step of the last code that was taken.')),
                ('wrong_codes', models.PositiveIntegerField(default=0)),
                ('try_after', models.DateTimeField(blank=True, null=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('confirmed', False)), fields=('user',), name='authenticator_one_being_set_up'),
                ],
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
                'indexes': [
                    models.Index(fields=['name', 'at'], name='sign_in_failure_name'),
                    models.Index(fields=['address', 'at'], name='sign_in_failure_address'),
                    models.Index(fields=['browser', 'at'], name='sign_in_failure_browser'),
                ],
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
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_entries', to=settings.AUTH_USER_MODEL)),
                ('verb', archive.models.choice.ChoiceField(choices=[('created', 'created'), ('changed', 'changed'), ('submitted', 'submitted for review'), ('returned', 'sent back'), ('scheduled', 'scheduled'), ('unscheduled', 'unscheduled'), ('published', 'published'), ('corrected', 'corrected'), ('withdrawn', 'withdrew'), ('reinstated', 'reinstated'), ('redacted', 'redacted'), ('deleted', 'deleted'), ('imported', 'imported'), ('taken_back', 'undid the import'), ('merged', 'merged'), ('unmerged', 'unmerged'), ('split', 'split'), ('settled', 'resolved'), ('signed_in', 'signed in as'), ('signed_out', 'signed out as'), ('sign_in_refused', 'rejected a sign-in for'), ('refused', 'was denied access as'), ('invited', 'invited'), ('link_sent', 'sent a password reset link to'), ('password_changed', 'changed the password of'), ('second_factor_set', 'changed the second factor of'), ('second_factor_reset', 'reset the second factor of'), ('roles_changed', 'changed the roles of'), ('deactivated', 'closed the account of'), ('sessions_ended', 'ended the sessions of')], max_length=20)),
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
                'indexes': [
                    models.Index(fields=['subject', 'subject_id', '-id'], name='audit_subject'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='audit_has_subject'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SpeakerMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='archive.speaker')),
                ('gone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.speaker')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('moved', models.JSONField(default=dict, help_text='Statements, names and offices that moved, by their ids.')),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_of_two'),
                    models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('gone',), name='merged_once_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScheduledPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='archive.meeting')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='archive.statement')),
                ('at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seen', models.CharField(blank=True, help_text='The version that the editor saw.', max_length=64)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.TextField(blank=True, help_text='Why it could not be published when its time came.')),
            ],
            options={
                'ordering': ['at', 'id'],
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('meeting__isnull', False), ('statement__isnull', True)), models.Q(('meeting__isnull', True), ('statement__isnull', False)), _connector='OR'), name='schedule_of_a_meeting_or_a_statement'),
                    models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('meeting',), name='schedule_once_a_meeting'),
                    models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('statement',), name='schedule_once_a_statement'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='archive.meeting')),
                ('status', archive.models.choice.ChoiceField(choices=[('uploaded', 'Uploaded'), ('encoding', 'Waits for its encoding'), ('staged', 'In progress'), ('refused', 'Could not be read'), ('saved', 'Saved as drafts'), ('discarded', 'Discarded')], default='uploaded', max_length=20)),
                ('file', models.FileField(max_length=300, upload_to='imports/%Y/%m/')),
                ('file_name', models.CharField(help_text='What the file was called where it came from.', max_length=300)),
                ('file_sha256', models.CharField(max_length=64)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text_status', archive.models.choice.ChoiceField(choices=[('verbatim', 'Verbatim'), ('machine_transcript', 'Machine transcript'), ('minutes', 'Minutes'), ('as_reported', 'As reported')], default='machine_transcript', max_length=20, verbose_name='how close the text is to what was said')),
                ('source_kind', archive.models.choice.ChoiceField(choices=[('recording', 'Official recording'), ('transcript', 'Official transcript'), ('machine_transcript', 'Transcript made by software'), ('captions', 'Captions written by a person'), ('machine_captions', 'Captions made by software'), ('agenda', 'Agenda'), ('minutes', 'Minutes'), ('packet', 'Packet'), ('presentation', 'Presentation'), ('press_report', 'News report'), ('release', 'Press release'), ('other', 'Other document')], default='machine_transcript', max_length=20, verbose_name='kind of source')),
                ('source_publisher', models.CharField(blank=True, max_length=300, verbose_name='published by')),
                ('source_url', models.URLField(blank=True, max_length=1000, verbose_name='address of the source')),
                ('made_with', models.CharField(blank=True, help_text='The software that wrote it and its model, with versions.', max_length=300)),
                ('refusal', models.TextField(blank=True, help_text='Why it could not be read, and what to do instead.')),
                ('format', models.CharField(blank=True, max_length=40)),
                ('encoding', models.CharField(blank=True, max_length=40)),
                ('line_unit', models.CharField(default='line', help_text='What the numbers of lines count.', max_length=20)),
                ('notes', models.JSONField(default=list, help_text='What the file says about itself.')),
                ('problems', models.JSONField(default=list, help_text='What is worth a look: pairs of line and sentence.')),
                ('readings', models.JSONField(default=list, help_text='The ways in which the file may be read, where a person has to choose; see Reading.')),
                ('reading', models.CharField(blank=True, help_text='The key of the reading that a person chose.', max_length=120)),
                ('returned', models.JSONField(default=list, help_text='Which redacted words the file brought back: statement, how, turns, hash; no words.')),
                ('gaps_confirmed', models.BooleanField(default=False, help_text='An editor saw what came back, and left the gaps.')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='archive.source')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('undo', models.JSONField(default=dict, help_text='What saving did, so that it can be taken back.')),
            ],
            options={
                'verbose_name_plural': 'import batches',
                'ordering': ['-id'],
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('file', ''), _negated=True), name='import_keeps_its_file'),
                    models.CheckConstraint(condition=models.Q(('file_sha256', ''), _negated=True), name='import_file_has_checksum'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='import_refused_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StagedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='archive.importbatch')),
                ('position', models.PositiveIntegerField()),
                ('label', models.CharField(blank=True, help_text='Its number as printed, such as 8.D.', max_length=40)),
                ('title', models.CharField(max_length=500)),
            ],
            options={
                'ordering': ['batch_id', 'position', 'id'],
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='staged_item_has_title'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StagedLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='archive.importbatch')),
                ('text', models.CharField(blank=True, max_length=300)),
                ('from_file', models.BooleanField(default=True, help_text='Printed in the file, not added at the desk.')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='archive.speaker')),
                ('certainty', archive.models.choice.ChoiceField(choices=[('sure', 'Matched'), ('unsure', 'Please check'), ('not_found', 'Not in the archive yet'), ('unidentified', 'Unidentified'), ('decided', 'Decided')], default='unidentified', max_length=20)),
                ('suggestions', models.JSONField(default=list, help_text='Pairs of speaker and score, the best first.')),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': [],
                'constraints': [
                    models.UniqueConstraint(fields=('batch', 'text'), name='staged_label_once_a_batch'),
                    models.CheckConstraint(condition=models.Q(models.Q(('certainty', 'sure'), _negated=True), ('speaker__isnull', False), _connector='OR'), name='staged_label_sure_of_someone'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StagedTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='archive.importbatch')),
                ('position', models.PositiveIntegerField()),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='turns', to='archive.stageditem')),
                ('label', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='archive.stagedlabel')),
                ('printed', models.CharField(blank=True, max_length=300)),
                ('kind', archive.models.choice.ChoiceField(choices=[('policy_statement', 'Policy statement'), ('remark', 'Remark'), ('question', 'Question'), ('answer', 'Answer'), ('public_comment', 'Public comment'), ('motion', 'Motion'), ('vote', 'Vote'), ('procedural', 'Procedural'), ('narrative', 'Narrative')], default='remark', max_length=20)),
                ('title', models.CharField(blank=True, max_length=300, validators=[archive.models.revision.validate_characters])),
                ('text', models.TextField(validators=[archive.models.revision.validate_characters])),
                ('start_seconds', models.FloatField(blank=True, null=True)),
                ('end_seconds', models.FloatField(blank=True, null=True)),
                ('line', models.PositiveIntegerField(blank=True, help_text='Where it stands in the file.', null=True)),
                ('in_capitals', models.BooleanField(default=False)),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='archive.statement')),
                ('word_times', models.BinaryField(blank=True, default=b'', help_text='When its words were said; see archive.timed_words.')),
                ('checked_at', models.DateTimeField(blank=True, help_text='When a person has compared it by hand.', null=True)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topics', models.ManyToManyField(blank=True, related_name='+', to='archive.topic')),
            ],
            options={
                'ordering': ['batch_id', 'position', 'id'],
                'default_permissions': [],
                'indexes': [
                    models.Index(fields=['batch', 'position', 'id'], name='staged_turn_position'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='staged_turn_has_text'),
                    models.CheckConstraint(condition=models.Q(('end_seconds__isnull', True), models.Q(('end_seconds__gte', models.F('start_seconds')), ('start_seconds__isnull', False)), _connector='OR'), name='staged_turn_ends_after_start'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Transcription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transcriptions', to='archive.meeting')),
                ('purpose', archive.models.choice.ChoiceField(choices=[('transcribe', 'Transcribe'), ('align', 'Align')], default='transcribe', max_length=20)),
                ('status', archive.models.choice.ChoiceField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=20)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='transcriptions', to='archive.importbatch')),
                ('file', models.FileField(blank=True, max_length=300, upload_to='recordings/%Y/%m/')),
                ('file_name', models.CharField(blank=True, help_text='What the file was called where it came from.', max_length=300)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('url', models.URLField(blank=True, help_text='Where the recording is fetched from.', max_length=1000)),
                ('made_with', models.CharField(blank=True, help_text='The software and its model, with versions.', max_length=300)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('seconds', models.FloatField(blank=True, help_text='How long the recording is, as it was decoded.', null=True)),
                ('done_seconds', models.FloatField(default=0)),
                ('attempts', models.PositiveIntegerField(default=0, help_text='Since a part of it was last kept.')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True, help_text='Why nothing came of it, and what to do.')),
                ('outcome', models.JSONField(default=dict, help_text='What came of it, in numbers.')),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='transcription_failed_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('status__in', ['waiting', 'running'])), models.Q(('ended_at__isnull', False), ('status__in', ['done', 'failed', 'cancelled'])), _connector='OR'), name='transcription_ended_says_when'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TranscribedChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transcription', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='archive.transcription')),
                ('number', models.PositiveIntegerField()),
                ('start_seconds', models.FloatField()),
                ('end_seconds', models.FloatField()),
                ('heard', models.JSONField()),
            ],
            options={
                'ordering': ['transcription_id', 'number'],
                'default_permissions': [],
                'constraints': [
                    models.UniqueConstraint(fields=('transcription', 'number'), name='chunk_once_a_transcription'),
                    models.CheckConstraint(condition=models.Q(('end_seconds__gt', models.F('start_seconds')), ('start_seconds__gte', 0)), name='chunk_ends_after_start'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WordFix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='word_fixes', to='archive.board')),
                ('wrong', models.CharField(max_length=80)),
                ('right', models.CharField(max_length=80)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'word fixes',
                'ordering': ['id'],
                'default_permissions': [],
                'indexes': [
                    models.Index(fields=['board', 'wrong'], name='word_fix_board'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('wrong', ''), _negated=True), models.Q(('right', ''), _negated=True)), name='word_fix_has_both_words'),
                ],
            },
        ),
    ]
