"""What was said, how it was corrected and removed, and what follows a change."""

import archive.models.choice
import archive.models.partial_date
import archive.models.revision
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0001_boards_and_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', archive.models.choice.ChoiceField(choices=[('policy_statement', 'Policy statement'), ('remark', 'Remark'), ('question', 'Question'), ('answer', 'Answer'), ('public_comment', 'Public comment'), ('motion', 'Motion'), ('vote', 'Vote'), ('procedural', 'Procedural'), ('narrative', 'Narrative')], default='remark', max_length=20)),
                ('text_status', archive.models.choice.ChoiceField(choices=[('verbatim', 'Verbatim'), ('machine_transcript', 'Machine transcript'), ('minutes', 'Minutes'), ('as_reported', 'As reported')], default='verbatim', max_length=20)),
                ('status', archive.models.choice.ChoiceField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=20)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='archive.board')),
                ('meeting', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='archive.meeting')),
                ('agenda_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='statements', to='archive.agendaitem')),
                ('date', archive.models.partial_date.PartialDateField(help_text="The meeting's date, or its own where it stands outside a meeting.")),
                ('position', models.PositiveIntegerField(default=0, help_text='Order within the meeting.')),
                ('start_seconds', models.FloatField(blank=True, help_text='Where it starts in the recording, in seconds.', null=True)),
                ('end_seconds', models.FloatField(blank=True, help_text='Where it ends in the recording, in seconds.', null=True)),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='archive.speaker')),
                ('attribution', models.CharField(blank=True, help_text='The speaker as the source prints it.', max_length=300)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='archive.source')),
                ('responds_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='archive.statement')),
                ('external_id', models.CharField(blank=True, help_text='Its name at an importer.', max_length=300, null=True, unique=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('checked_at', models.DateTimeField(blank=True, editable=False, help_text='When a person has compared its words with the recording.', null=True)),
                ('checked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['meeting_id', 'position', 'number'],
                'permissions': [('publish_statement', 'Can publish statements and meetings'), ('correct_statement', 'Can correct published statements'), ('withdraw_statement', 'Can withdraw published statements'), ('reinstate_statement', 'Can reinstate withdrawn statements'), ('redact_statement', 'Can redact passages of published statements')],
                'indexes': [
                    models.Index(fields=['meeting', 'position', 'number'], name='statement_meeting_position'),
                    models.Index(condition=models.Q(('status', 'published')), fields=['-date', '-number', 'status'], name='statement_public_date'),
                    models.Index(condition=models.Q(('status', 'published')), fields=['board', '-date', '-number', 'status'], name='statement_public_board'),
                    models.Index(condition=models.Q(('status', 'published')), fields=['board', 'kind', '-date', '-number', 'status'], name='statement_public_board_kind'),
                    models.Index(condition=models.Q(('status', 'published')), fields=['speaker', '-date', '-number', 'status'], name='statement_public_speaker'),
                    models.Index(condition=models.Q(('status', 'published')), fields=['kind', '-date', '-number', 'status'], name='statement_public_kind'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('external_id', ''), _negated=True), name='statement_external_id_not_blank'),
                    models.CheckConstraint(condition=models.Q(('agenda_item__isnull', True), ('meeting__isnull', False), _connector='OR'), name='statement_agenda_item_needs_meeting', violation_error_message='An agenda item belongs to a meeting: choose the meeting too.'),
                    models.CheckConstraint(condition=models.Q(('start_seconds__isnull', True), models.Q(('start_seconds__gte', 0), ('start_seconds__lt', 1000000)), _connector='OR'), name='statement_starts_in_recording', violation_error_message='The start in the recording is a number of seconds from its beginning.'),
                    models.CheckConstraint(condition=models.Q(('end_seconds__isnull', True), models.Q(('end_seconds__gte', models.F('start_seconds')), ('end_seconds__lt', 1000000), ('start_seconds__isnull', False)), _connector='OR'), name='statement_ends_after_start', violation_error_message='The end in the recording needs a start, and comes after it.'),
                    models.CheckConstraint(condition=models.Q(('responds_to__isnull', True), models.Q(('responds_to', models.F('number')), _negated=True), _connector='OR'), name='statement_not_its_own_response', violation_error_message='A statement does not respond to itself.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='archive.statement')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(blank=True, max_length=300, validators=[archive.models.revision.validate_characters])),
                ('text', models.TextField(validators=[archive.models.revision.validate_characters])),
                ('sha256', models.CharField(max_length=64)),
                ('remaining_sha256', models.CharField(blank=True, editable=False, help_text='Where a passage was redacted: of what remains.', max_length=64)),
                ('previous_hash', models.CharField(blank=True, max_length=64)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['statement_id', 'number'],
                'indexes': [
                    models.Index(fields=['number', 'statement'], name='revision_number_statement'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('statement', 'number'), name='revision_number_once_a_statement'),
                    models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('statement',), name='revision_one_draft_a_statement'),
                    models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='revision_numbers_start_at_one'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='revision_has_text'),
                    models.CheckConstraint(condition=models.Q(('sha256', ''), _negated=True), name='revision_has_hash'),
                    models.CheckConstraint(condition=models.Q(('number', 1), ('published_at__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='revision_correction_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('previous_hash', '')), models.Q(('number__gt', 1), models.Q(('previous_hash', ''), _negated=True)), _connector='OR'), name='revision_is_chained'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tombstones', to='archive.statement')),
                ('what', archive.models.choice.ChoiceField(choices=[('withdrawal', 'Withdrawn'), ('redaction', 'Redacted')], max_length=20)),
                ('category', archive.models.choice.ChoiceField(choices=[('law', 'Court order or law'), ('privacy', 'Personal privacy'), ('safety', 'Personal safety'), ('mistake', 'Published in error'), ('rights', 'Rights of a third party'), ('other', 'Another reason')], max_length=20)),
                ('reason', models.TextField(help_text='One sentence, shown where it stood.', max_length=500, validators=[archive.models.revision.validate_characters])),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.revision')),
                ('sha256', models.CharField(max_length=64)),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_as', models.CharField(blank=True, help_text='The role that decided.', max_length=20)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='tombstone_says_why'),
                    models.CheckConstraint(condition=models.Q(('sha256', ''), _negated=True), name='tombstone_has_hash'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_as', ''), ('decided_by__isnull', True)), ('decided_as__in', ['Clerk', 'Editor', 'Administrator']), _connector='OR'), name='tombstone_decided_in_a_role'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='archive.statement')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='archive.topic')),
                ('how', archive.models.choice.ChoiceField(choices=[('person', 'Filed by a person'), ('item', 'Filed with its agenda item'), ('rule', 'Matched by rule')], default='person', max_length=10)),
            ],
            options={
                'db_table': 'archive_statement_topics',
                'default_permissions': [],
                'constraints': [
                    models.UniqueConstraint(fields=('statement', 'topic'), name='statement_under_a_topic_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='statement',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='statements', through='archive.Filing', to='archive.topic'),
        ),
        migrations.AddField(
            model_name='statement',
            name='withdrawal',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.tombstone'),
        ),
        migrations.AddField(
            model_name='statement',
            name='current_revision',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.revision'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('status__in', ['draft', 'in_review'])), models.Q(('current_revision__isnull', False), ('published_at__isnull', False), ('status__in', ['published', 'withdrawn'])), _connector='OR'), name='statement_published_has_text'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawal__isnull', False)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawal__isnull', True)), _connector='OR'), name='statement_withdrawn_says_why'),
        ),
        migrations.CreateModel(
            name='WordTimes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='word_times', to='archive.revision')),
                ('packed', models.BinaryField()),
            ],
            options={
                'verbose_name_plural': 'word times',
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RedactedPassage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tombstone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='archive.tombstone')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redacted_passages', to='archive.revision')),
                ('in_title', models.BooleanField(default=False)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['revision_id', '-in_title', 'start', 'id'],
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='redacted_passage_is_not_empty'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RemovedWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tombstone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removed_words', to='archive.tombstone')),
                ('length', models.PositiveIntegerField(help_text='How many words.')),
                ('opening', models.CharField(help_text='The hash of the first words.', max_length=64)),
                ('digest', models.CharField(help_text='The hash of all of them.', max_length=64)),
                ('may_stand_in', models.ManyToManyField(blank=True, help_text='Where an editor said that the words are other words.', related_name='+', to='archive.meeting')),
            ],
            options={
                'verbose_name_plural': 'removed words',
                'ordering': ['id'],
                'default_permissions': [],
                'constraints': [
                    models.UniqueConstraint(fields=('tombstone', 'digest'), name='removed_words_once_a_tombstone'),
                    models.CheckConstraint(condition=models.Q(('length__gte', 1)), name='removed_words_are_words'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.statement')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.meeting')),
                ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.board')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.speaker')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.source')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='archive.topic')),
                ('revision', models.OneToOneField(blank=True, help_text='The wording it makes.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='archive.revision')),
                ('tombstone', models.OneToOneField(blank=True, help_text='What is left of the words.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='archive.tombstone')),
                ('kind', archive.models.choice.ChoiceField(choices=[('transcription_error', 'Transcription error'), ('attribution', 'Attribution'), ('clarification', 'Clarification'), ('redaction', 'Redaction'), ('withdrawal', 'Withdrawal'), ('reinstatement', 'Reinstatement'), ('record', 'The record')], default='transcription_error', max_length=20)),
                ('own_reason', models.CharField(blank=True, max_length=500, validators=[archive.models.revision.validate_characters])),
                ('evidence', models.CharField(blank=True, help_text='A sentence on how it is known.', max_length=500, validators=[archive.models.revision.validate_characters])),
                ('evidence_url', models.URLField(blank=True, help_text='Where readers can check it.', max_length=1000)),
                ('speaker_before', models.CharField(blank=True, max_length=300)),
                ('speaker_after', models.CharField(blank=True, max_length=300)),
                ('attribution_before', models.CharField(blank=True, max_length=300)),
                ('attribution_after', models.CharField(blank=True, max_length=300)),
                ('changes', models.JSONField(blank=True, default=list)),
                ('at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(condition=models.Q(('at__isnull', False)), fields=['-at', '-id'], name='correction_at'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('board__isnull', True), ('meeting__isnull', True), ('source__isnull', True), ('speaker__isnull', True), ('statement__isnull', False), ('topic__isnull', True)), models.Q(('board__isnull', True), ('meeting__isnull', False), ('source__isnull', True), ('speaker__isnull', True), ('statement__isnull', True), ('topic__isnull', True)), models.Q(('board__isnull', False), ('meeting__isnull', True), ('source__isnull', True), ('speaker__isnull', True), ('statement__isnull', True), ('topic__isnull', True)), models.Q(('board__isnull', True), ('meeting__isnull', True), ('source__isnull', True), ('speaker__isnull', False), ('statement__isnull', True), ('topic__isnull', True)), models.Q(('board__isnull', True), ('meeting__isnull', True), ('source__isnull', False), ('speaker__isnull', True), ('statement__isnull', True), ('topic__isnull', True)), models.Q(('board__isnull', True), ('meeting__isnull', True), ('source__isnull', True), ('speaker__isnull', True), ('statement__isnull', True), ('topic__isnull', False)), _connector='OR'), name='correction_of_one_record'),
                    models.CheckConstraint(condition=models.Q(('statement__isnull', False), models.Q(('kind', 'record'), ('revision__isnull', True), ('tombstone__isnull', True)), _connector='OR'), name='correction_of_words_has_statement'),
                    models.CheckConstraint(condition=models.Q(('revision__isnull', False), models.Q(('at__isnull', False), models.Q(('tombstone__isnull', False), models.Q(('own_reason', ''), _negated=True), _connector='OR')), _connector='OR'), name='correction_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['withdrawal', 'redaction']), ('revision__isnull', True), ('tombstone__isnull', False)), models.Q(models.Q(('kind__in', ['withdrawal', 'redaction']), _negated=True), ('tombstone__isnull', True)), _connector='OR'), name='correction_that_removes_has_tombstone'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quoting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotations', to='archive.revision')),
                ('quoting_start', models.PositiveIntegerField()),
                ('quoting_end', models.PositiveIntegerField()),
                ('quoted', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quoted_in', to='archive.revision')),
                ('quoted_start', models.PositiveIntegerField()),
                ('quoted_end', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'constraints': [
                    models.UniqueConstraint(fields=('quoting', 'quoted'), name='quotation_once_a_pair'),
                    models.CheckConstraint(condition=models.Q(('quoting', models.F('quoted')), _negated=True), name='quotation_is_of_another'),
                    models.CheckConstraint(condition=models.Q(('quoted_start__lt', models.F('quoted_end')), ('quoting_start__lt', models.F('quoting_end'))), name='quotation_has_words'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ChangeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kind', archive.models.choice.ChoiceField(choices=[('published', 'Published'), ('corrected', 'Corrected'), ('redacted', 'Redacted'), ('withdrawn', 'Withdrawn'), ('reinstated', 'Reinstated'), ('renamed', 'Renamed'), ('merged', 'Merged'), ('changed', 'Changed')], max_length=20)),
                ('subject', archive.models.choice.ChoiceField(choices=[('statement', 'Statement'), ('meeting', 'Meeting'), ('board', 'Board'), ('speaker', 'Speaker'), ('source', 'Source'), ('topic', 'Topic')], max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.correction')),
                ('tells', models.BooleanField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kind', archive.models.choice.ChoiceField(choices=[('published', 'Published'), ('corrected', 'Corrected'), ('redacted', 'Redacted'), ('withdrawn', 'Withdrawn'), ('reinstated', 'Reinstated'), ('renamed', 'Renamed'), ('merged', 'Merged'), ('changed', 'Changed')], max_length=20)),
                ('subject', archive.models.choice.ChoiceField(choices=[('statement', 'Statement'), ('meeting', 'Meeting'), ('board', 'Board'), ('speaker', 'Speaker'), ('source', 'Source'), ('topic', 'Topic')], max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.correction')),
                ('tells', models.BooleanField(help_text='Whether readers are told; empty where its age decides.', null=True)),
                ('stands', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': ['view'],
                'indexes': [
                    models.Index(fields=['subject', 'subject_id'], name='change_subject'),
                    models.Index(condition=models.Q(('stands', True)), fields=['subject', 'subject_id'], name='change_stands'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms', models.TextField(help_text='One a line. A search for one of them finds the others too.')),
            ],
            options={
                'ordering': ['terms'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('terms__contains', '\n')), name='concept_has_two_terms'),
                    models.UniqueConstraint(fields=('terms',), name='concept_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecordVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64)),
                ('identity', models.CharField(blank=True, max_length=64)),
                ('purged', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pk', 1)), name='record_version_is_one_row'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SubjectVersion',
            fields=[
                ('subject', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('token', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='PublicCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.board')),
                ('number', models.BigIntegerField()),
            ],
            options={
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('version', models.CharField(blank=True, max_length=64)),
                ('home', models.CharField(blank=True, max_length=100)),
                ('host', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name_plural': 'search index',
                'default_permissions': [],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('pk', 1)), name='search_index_is_one_row'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OutboxEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', archive.models.choice.ChoiceField(choices=[('index', 'Bring the index up to date'), ('delete_file', 'Delete a file that held redacted words'), ('cut_log', "Cut the database's log, which may hold redacted words")], default='index', max_length=20)),
                ('subject', archive.models.choice.ChoiceField(choices=[('statement', 'Statement'), ('redacted', 'Redacted'), ('board', 'Board'), ('meeting', 'Meeting'), ('speaker', 'Speaker'), ('topic', 'Topic')], max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('file_name', models.CharField(blank=True, help_text='The file to delete, by its name in the storage.', max_length=500)),
                ('after', models.BigIntegerField(default=0, help_text='Of what very many show: up to which statement it is done.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('try_at', models.DateTimeField(blank=True, help_text='Not before, where it has failed.', null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'outbox entries',
                'ordering': ['id'],
                'indexes': [
                    models.Index(condition=models.Q(('done_at__isnull', True)), fields=['id'], name='outbox_pending'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'delete_file'), models.Q(('file_name', ''), _negated=True)), models.Q(models.Q(('kind', 'delete_file'), _negated=True), ('file_name', '')), _connector='OR'), name='outbox_file_to_delete_is_named'),
                ],
            },
        ),
    ]
