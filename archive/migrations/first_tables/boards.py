"""What statements belong to: boards, meetings with their agendas, speakers, topics and sources."""

import archive.models.fields.choice
import archive.models.fields.partial_date
import archive.models.site.settings
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

OPERATIONS = [
    migrations.CreateModel(
        name='FormerSlug',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', models.CharField(help_text='The kind of object, such as speaker.', max_length=40)),
            ('slug', models.SlugField(db_index=False, max_length=120)),
            ('record_id', models.BigIntegerField()),
        ],
        options={
            'ordering': ['id'],
            'default_permissions': [],
            'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='former_slug_once_a_kind'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='former_slug_not_blank')],
        },
    ),
    migrations.CreateModel(
        name='Board',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('slug', models.SlugField(blank=True, help_text='Part of its URL, made from the name where left empty. Changed later, the old one leads to the new.', max_length=120, unique=True)),
            ('name', models.CharField(max_length=300, unique=True)),
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('school_board', 'School board'), ('council', 'Council'), ('commission', 'Commission'), ('committee', 'Committee'), ('legislature', 'Legislature'), ('other', 'Other public body')], default='school_board', max_length=20)),
            ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='archive.board')),
            ('place', models.CharField(blank=True, help_text='Where it governs: city, county, state.', max_length=300)),
            ('timezone', models.CharField(default='UTC', max_length=64, validators=[archive.models.site.settings.validate_timezone])),
            ('language', models.CharField(default='en', help_text='Language of its meetings, as in BCP 47: en, es.', max_length=12, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z', 'Write a language as in BCP 47, such as en, es or zh-Hant.')])),
            ('website', models.URLField(blank=True, max_length=500)),
            ('description', models.TextField(blank=True)),
        ],
        options={
            'ordering': ['name'],
            'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='board_has_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='board_has_slug'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='board_not_its_own_parent', violation_error_message='A board cannot be a committee of itself.')],
        },
    ),
    migrations.CreateModel(
        name='Source',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('recording', 'Official recording'), ('transcript', 'Official transcript'), ('machine_transcript', 'Transcript made by software'), ('captions', 'Captions written by a person'), ('machine_captions', 'Captions made by software'), ('agenda', 'Agenda'), ('minutes', 'Minutes'), ('packet', 'Packet'), ('presentation', 'Presentation'), ('press_report', 'News report'), ('release', 'Press release'), ('other', 'Other document')], max_length=20)),
            ('title', models.CharField(max_length=500)),
            ('publisher', models.CharField(blank=True, max_length=300)),
            ('url', models.URLField(blank=True, max_length=1000)),
            ('published', archive.models.fields.partial_date.PartialDateField(blank=True, null=True)),
            ('accessed', archive.models.fields.partial_date.PartialDateField(blank=True, null=True)),
            ('licence', models.CharField(blank=True, max_length=500)),
            ('made_with', models.CharField(blank=True, help_text='The software that wrote it and its model, with versions.', max_length=300)),
            ('file', models.FileField(blank=True, upload_to='sources/%Y/%m/')),
            ('file_sha256', models.CharField(blank=True, editable=False, max_length=64)),
            ('external_id', models.CharField(blank=True, help_text='Its name at an importer.', max_length=500, null=True, unique=True)),
        ],
        options={
            'ordering': ['title', 'id'],
            'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='source_has_title'), models.CheckConstraint(condition=models.Q(('external_id', ''), _negated=True), name='source_external_id_not_blank'), models.CheckConstraint(condition=models.Q(('file', ''), models.Q(('file_sha256', ''), _negated=True), _connector='OR'), name='source_file_has_checksum')],
        },
    ),
    migrations.CreateModel(
        name='Topic',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('slug', models.SlugField(blank=True, help_text='Part of its URL, made from the name where left empty. Changed later, the old one leads to the new.', max_length=120, unique=True)),
            ('name', models.CharField(max_length=120, unique=True)),
            ('description', models.TextField(blank=True)),
            ('rule', models.CharField(blank=True, help_text='A search. Statements that match it are listed under the topic, apart from those filed by a person.', max_length=500)),
        ],
        options={
            'ordering': ['name'],
            'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='topic_has_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='topic_has_slug')],
        },
    ),
    migrations.CreateModel(
        name='Meeting',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('board', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='archive.board')),
            ('title', models.CharField(blank=True, help_text='Leave empty if the board gave it none.', max_length=300)),
            ('date', archive.models.fields.partial_date.PartialDateField()),
            ('start', models.TimeField(blank=True, help_text='Local time of the board.', null=True)),
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('regular', 'Regular meeting'), ('special', 'Special meeting'), ('work_session', 'Work session'), ('hearing', 'Public hearing'), ('committee', 'Committee meeting'), ('emergency', 'Emergency meeting'), ('other', 'Meeting')], default='regular', max_length=20)),
            ('status', archive.models.fields.choice.ChoiceField(choices=[('scheduled', 'Scheduled'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='held', max_length=20)),
            ('place', models.CharField(blank=True, help_text='Room, street, city.', max_length=300)),
            ('recording_url', models.URLField(blank=True, max_length=1000)),
            ('external_id', models.CharField(blank=True, help_text='Its name at an importer.', max_length=300, null=True, unique=True)),
            ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('documents', models.ManyToManyField(blank=True, help_text='Agenda, minutes, packet, presentations.', related_name='meetings', to='archive.source')),
        ],
        options={
            'ordering': ['-date', '-id'],
            'indexes': [models.Index(fields=['board', '-date', '-id'], name='meeting_board_date'), models.Index(condition=models.Q(('published_at__isnull', False)), fields=['-date', '-id'], name='meeting_date'), models.Index(condition=models.Q(('published_at__isnull', False)), fields=['-published_at', '-date', '-id'], name='meeting_published')],
            'constraints': [models.CheckConstraint(condition=models.Q(('external_id', ''), _negated=True), name='meeting_external_id_not_blank')],
        },
    ),
    migrations.CreateModel(
        name='AgendaItem',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('meeting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='agenda_items', to='archive.meeting')),
            ('position', models.PositiveIntegerField(help_text='Order within the meeting.')),
            ('label', models.CharField(blank=True, help_text='Its number as printed, such as 8.D.', max_length=40)),
            ('title', models.CharField(max_length=500)),
            ('topics', models.ManyToManyField(blank=True, help_text='What it is about.', related_name='agenda_items', to='archive.topic')),
        ],
        options={
            'ordering': ['meeting_id', 'position', 'id'],
            'constraints': [models.UniqueConstraint(fields=('meeting', 'position'), name='agenda_item_position_once_a_meeting'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='agenda_item_has_title')],
        },
    ),
    migrations.CreateModel(
        name='Speaker',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('slug', models.SlugField(blank=True, help_text='Part of its URL, made from the name where left empty. Changed later, the old one leads to the new.', max_length=120, unique=True)),
            ('name', models.CharField(max_length=300)),
            ('kind', archive.models.fields.choice.ChoiceField(choices=[('person', 'Person'), ('organisation', 'Organisation')], default='person', max_length=20)),
            ('description', models.TextField(blank=True)),
            ('website', models.URLField(blank=True, max_length=500)),
            ('merged_into', models.ForeignKey(blank=True, editable=False, help_text='Who it was.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='archive.speaker')),
            ('sort_name', models.CharField(blank=True, editable=False, max_length=300)),
        ],
        options={
            'ordering': ['name', 'id'],
            'permissions': [('merge_speaker', 'Can merge and split speakers')],
            'indexes': [models.Index(fields=['name'], name='speaker_name'), models.Index(fields=['sort_name', 'id'], name='speaker_sort_name')],
            'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='speaker_has_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='speaker_has_slug'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='speaker_not_merged_into_itself')],
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
            'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_of_two'), models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('gone',), name='merged_once_at_a_time')],
        },
    ),
    migrations.CreateModel(
        name='SpeakerName',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('speaker', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='archive.speaker')),
            ('name', models.CharField(max_length=300)),
            ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.board')),
        ],
        options={
            'ordering': ['name', 'id'],
            'indexes': [models.Index(fields=['board', 'name'], name='speaker_name_board_name')],
            'constraints': [models.UniqueConstraint(fields=('speaker', 'name', 'board'), name='speaker_name_once_a_board', violation_error_message='The speaker has this spelling already.'), models.UniqueConstraint(condition=models.Q(('board__isnull', True)), fields=('speaker', 'name'), name='speaker_name_once_a_speaker', violation_error_message='The speaker has this spelling already.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='speaker_name_not_blank')],
        },
    ),
    migrations.CreateModel(
        name='Office',
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='archive.speaker')),
            ('title', models.CharField(max_length=200)),
            ('board', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='archive.board')),
            ('organisation', models.CharField(blank=True, help_text='Where it is not a board of the archive.', max_length=300)),
            ('from_date', archive.models.fields.partial_date.PartialDateField(blank=True, null=True, verbose_name='from')),
            ('to_date', archive.models.fields.partial_date.PartialDateField(blank=True, null=True, verbose_name='to')),
        ],
        options={
            'ordering': ['speaker_id', models.OrderBy(models.F('from_date'), nulls_first=True), 'id'],
            'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='office_has_title'), models.CheckConstraint(condition=models.Q(('board__isnull', False), models.Q(('organisation', ''), _negated=True), _connector='OR'), name='office_at_a_board_or_organisation', violation_error_message='An office needs a board or the name of an organisation.'), models.CheckConstraint(condition=models.Q(('from_date__isnull', True), ('to_date__isnull', True), ('to_date__gte', models.F('from_date')), ('from_date__startswith', models.F('to_date')), _connector='OR'), name='office_ends_after_start', violation_error_message='The office ends before it begins.')],
        },
    ),
]
