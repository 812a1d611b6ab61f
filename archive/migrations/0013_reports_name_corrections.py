from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0012_past_corrections'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='errorreport',
            name='corrected_by',
        ),
        # Only now: on PostgreSQL the index of a column keeps the name it was made with.
        migrations.RenameField(
            model_name='errorreport',
            old_name='corrected_by_correction',
            new_name='corrected_by',
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected_by__isnull', False), ('status', 'corrected')), models.Q(('corrected_by__isnull', True), ('status__in', ['open', 'declined'])), _connector='OR'), name='error_report_corrected_by_a_correction'),
        ),
    ]
