

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0006_first_rows'),
    ]

    operations = [
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
    ]
