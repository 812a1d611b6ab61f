import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0021_more_concepts'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('position', models.BigIntegerField(help_text='From 0.', primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='archive.change')),
            ],
            options={
                'ordering': ['position'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='LogHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField(default=0)),
                ('checkpoint', models.TextField(blank=True)),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='log_head_is_one_row')],
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
    ]
