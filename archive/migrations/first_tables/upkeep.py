"""The site itself, and what it notes for its own work: changes, counts, the outbox and the public log."""

import archive.models.fields.choice
import archive.models.site.settings
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='SiteSettings',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('name', models.CharField(default='Boardmeetings', help_text='Stands on every page and in every citation.', max_length=80)),
            ('short_name', models.CharField(blank=True, help_text='For small places; the name where left empty.', max_length=30)),
            ('run_by', models.CharField(blank=True, help_text='The office, paper or library.', max_length=200, verbose_name='who runs it')),
            ('place', models.CharField(blank=True, help_text='Such as: Sample Lake, Wisconsin.', max_length=200)),
            ('timezone', models.CharField(default='UTC', help_text='New boards have it, unless you choose another.', max_length=64, validators=[archive.models.site.settings.validate_timezone], verbose_name='time zone')),
            ('languages', models.JSONField(default=archive.models.site.settings.all_languages, help_text='Of the pages; the first is the usual one.', validators=[archive.models.site.settings.validate_languages])),
            ('contact', models.EmailField(blank=True, help_text='Readers are told to write there.', max_length=254)),
            ('licence', models.CharField(blank=True, help_text='Under which readers may use the texts, such as: CC BY 4.0.', max_length=300)),
            ('colour', models.CharField(blank=True, max_length=7, validators=[archive.models.site.settings.validate_colour])),
            ('logo', models.BinaryField(blank=True, default=bytes)),
            ('logo_type', models.CharField(blank=True, editable=False, max_length=40)),
            ('about', models.TextField(blank=True, help_text='In Markdown. Stands at the top of the page about the archive.')),
            ('has_demo', models.BooleanField(default=False, editable=False)),
            ('version', models.CharField(editable=False, max_length=32)),
        ],
        options={
            'verbose_name': 'site',
            'verbose_name_plural': 'site settings',
            'default_permissions': ['view', 'change'],
            'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='site_settings_are_one_row'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='site_settings_have_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('logo', b''), ('logo_type', '')), models.Q(models.Q(('logo', b''), _negated=True), models.Q(('logo_type', ''), _negated=True)), _connector='OR'), name='site_settings_logo_has_type')],
        },
    ),
    migrations.CreateModel(
        name='ChangeNote',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('published', 'Published'), ('corrected', 'Corrected'), ('redacted', 'Redacted'), ('withdrawn', 'Withdrawn'), ('reinstated', 'Reinstated'), ('renamed', 'Renamed'), ('merged', 'Merged'), ('changed', 'Changed')], max_length=20)),
            ('subject', archive.models.fields.choice.ChoiceField(choices=[('statement', 'Statement'), ('meeting', 'Meeting'), ('board', 'Board'), ('speaker', 'Speaker'), ('source', 'Source'), ('topic', 'Topic'), ('decision', 'Decision'), ('correction', 'Correction'), ('tombstone', 'Tombstone'), ('citinglink', 'Citing Link')], max_length=20)),
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
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('published', 'Published'), ('corrected', 'Corrected'), ('redacted', 'Redacted'), ('withdrawn', 'Withdrawn'), ('reinstated', 'Reinstated'), ('renamed', 'Renamed'), ('merged', 'Merged'), ('changed', 'Changed')], max_length=20)),
            ('subject', archive.models.fields.choice.ChoiceField(choices=[('statement', 'Statement'), ('meeting', 'Meeting'), ('board', 'Board'), ('speaker', 'Speaker'), ('source', 'Source'), ('topic', 'Topic'), ('decision', 'Decision'), ('correction', 'Correction'), ('tombstone', 'Tombstone'), ('citinglink', 'Citing Link')], max_length=20)),
            ('subject_id', models.BigIntegerField()),
            ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.correction')),
            ('tells', models.BooleanField(help_text='Whether readers are told; empty where its age decides.', null=True)),
            ('stands', models.BooleanField(default=False)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': ['view'],
            'indexes': [models.Index(fields=['subject', 'subject_id'], name='change_subject'), models.Index(condition=models.Q(('stands', True)), fields=['subject', 'subject_id'], name='change_stands'), models.Index(fields=['subject', 'at', 'subject_id'], name='change_at')],
        },
    ),
    migrations.CreateModel(
        name='OutboxEntry',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('index', 'Bring the index up to date'), ('delete_file', 'Delete a file that held redacted words'), ('cut_log', "Cut the database's log, which may hold redacted words")], default='index', max_length=20)),
            ('subject', archive.models.fields.choice.ChoiceField(choices=[('statement', 'Statement'), ('redacted', 'Redacted'), ('board', 'Board'), ('meeting', 'Meeting'), ('speaker', 'Speaker'), ('topic', 'Topic')], max_length=20)),
            ('subject_id', models.BigIntegerField()),
            ('file_name', models.CharField(blank=True, help_text='The file to delete, by its name in the storage.', max_length=500)),
            ('after', models.BigIntegerField(default=0, help_text='Of what very many show: up to which statement it is done.')),
            ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ('done_at', models.DateTimeField(blank=True, null=True)),
            ('try_at', models.DateTimeField(blank=True, help_text='Not before this time. If empty, at once.', null=True)),
            ('attempts', models.PositiveIntegerField(default=0)),
            ('last_error', models.TextField(blank=True)),
            ('claimed_until', models.DateTimeField(blank=True, null=True)),
        ],
        options={
            'verbose_name_plural': 'outbox entries',
            'ordering': ['id'],
            'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['id'], name='outbox_pending')],
            'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'delete_file'), models.Q(('file_name', ''), _negated=True)), models.Q(models.Q(('kind', 'delete_file'), _negated=True), ('file_name', '')), _connector='OR'), name='outbox_file_to_delete_is_named')],
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
            'constraints': [models.CheckConstraint(condition=models.Q(('terms__contains', '\n')), name='concept_has_two_terms'), models.UniqueConstraint(fields=('terms',), name='concept_once')],
        },
    ),
    migrations.CreateModel(
        name='NamedKey',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('setting', models.CharField(max_length=40)),
            ('fingerprint', models.CharField(help_text='SHA-256 of the key, which nobody can guess from it.', max_length=64)),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': [],
            'constraints': [models.UniqueConstraint(fields=('setting', 'fingerprint'), name='key_is_named_once')],
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
            'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='search_index_is_one_row')],
        },
    ),
    migrations.CreateModel(
        name='LogEntry',
        fields=[
            ('position', models.BigIntegerField(help_text='From 0.', primary_key=True, serialize=False)),
            ('text', models.TextField()),
            ('change', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='archive.change')),
            ('salt', models.CharField(blank=True, help_text='Of the hash in it; destroyed when the next one follows.', max_length=32)),
        ],
        options={
            'ordering': ['position'],
            'default_permissions': [],
        },
    ),
    migrations.CreateModel(
        name='LogTile',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('level', models.PositiveSmallIntegerField(help_text='Of the tiles: 0 has the hashes of entries.')),
            ('number', models.BigIntegerField()),
            ('hashes', models.BinaryField()),
        ],
        options={
            'ordering': ['level', 'number'],
            'default_permissions': [],
            'constraints': [models.UniqueConstraint(fields=('level', 'number'), name='log_tile_once')],
        },
    ),
    migrations.CreateModel(
        name='LogHead',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('size', models.BigIntegerField(default=0)),
            ('checkpoint', models.TextField(blank=True)),
            ('last_change', models.BigIntegerField(default=0, help_text='The last one that has an entry. It may be deleted since.')),
        ],
        options={
            'default_permissions': [],
            'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='log_head_is_one_row')],
        },
    ),
    migrations.CreateModel(
        name='NameWord',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.PositiveSmallIntegerField(choices=[(0, 'Speaker'), (1, 'Board'), (2, 'Topic')])),
            ('record', models.BigIntegerField()),
            ('name', models.CharField(max_length=300)),
            ('word', models.CharField(max_length=64)),
            ('place', models.PositiveSmallIntegerField()),
            ('statements', models.PositiveBigIntegerField()),
            ('rank', models.PositiveSmallIntegerField()),
        ],
        options={
            'default_permissions': [],
            'indexes': [models.Index(fields=['kind', 'record'], name='name_word_of_record'), models.Index(fields=['word'], name='name_word', opclasses=['varchar_pattern_ops']), models.Index(fields=['rank', 'word'], name='name_word_rank', opclasses=['int2_ops', 'varchar_pattern_ops']), models.Index(condition=models.Q(('place', 0)), fields=['rank', 'name'], name='name_word_first', opclasses=['int2_ops', 'varchar_pattern_ops'])],
        },
    ),
    migrations.CreateModel(
        name='OutdatedName',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.PositiveSmallIntegerField(choices=[(0, 'Speaker'), (1, 'Board'), (2, 'Topic')])),
            ('record', models.BigIntegerField()),
        ],
        options={
            'default_permissions': [],
            'indexes': [models.Index(fields=['kind', 'record'], name='outdated_name_record')],
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
        name='RecordVersion',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('token', models.CharField(max_length=64)),
            ('identity', models.CharField(blank=True, max_length=64)),
            ('purged', models.CharField(blank=True, max_length=64)),
        ],
        options={
            'default_permissions': [],
            'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='record_version_is_one_row')],
        },
    ),
]
