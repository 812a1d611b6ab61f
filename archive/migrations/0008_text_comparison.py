from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0007_name_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextComparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='text_comparison_is_one_row')],
            },
        ),
    ]
