"""Make the groups of the staff with their permissions."""

from django.db import migrations

from archive.models.role import grant_roles


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0002_audit_trail"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant_roles, migrations.RunPython.noop)]
