"""Let a record that was taken over from another site keep roles without accounts and checksums without files."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0048_site_settings'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='citinglink',
            name='citing_link_decided_by_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='source',
            name='source_file_has_checksum',
        ),
        migrations.RemoveConstraint(
            model_name='tombstone',
            name='tombstone_decided_in_a_role',
        ),
        migrations.AddConstraint(
            model_name='citinglink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('status', 'waiting')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status', 'declined')), models.Q(('decided_at__isnull', False), ('status', 'accepted')), _connector='OR'), name='citing_link_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), models.Q(('file_sha256', ''), _negated=True), _connector='OR'), name='source_file_has_checksum'),
        ),
        migrations.AddConstraint(
            model_name='tombstone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_as', ''), ('decided_by__isnull', True)), ('decided_as__in', ['Clerk', 'Editor', 'Administrator']), _connector='OR'), name='tombstone_decided_in_a_role'),
        ),
    ]
