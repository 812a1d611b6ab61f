"""Django's admin is not installed any more. Its log was never written, and would keep people from being deleted."""

from django.db import migrations


def forget_permissions(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label="admin").delete()
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="admin").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0016_senders_are_counted_elsewhere'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS django_admin_log", migrations.RunSQL.noop),
        migrations.RunPython(forget_permissions, migrations.RunPython.noop),
    ]
