from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0024_past_corrections_name_tombstones'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('revision__isnull', False), models.Q(('at__isnull', False), models.Q(('tombstone__isnull', False), models.Q(('own_reason', ''), _negated=True), _connector='OR')), _connector='OR'), name='correction_says_why'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['withdrawal', 'redaction']), ('revision__isnull', True), ('tombstone__isnull', False)), models.Q(models.Q(('kind__in', ['withdrawal', 'redaction']), _negated=True), ('tombstone__isnull', True)), _connector='OR'), name='correction_that_removes_has_tombstone'),
        ),
    ]
