"""Takes out the passages that statements share. They were worked out each night, so no site loses what it wrote."""

import shutil

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take away the permissions for the tables, and the files of hashes that belonged to them."""
    types = apps.get_model("contenttypes", "ContentType").objects
    types.filter(app_label="archive", model__in=["quotation", "textcomparison"]).delete()
    shutil.rmtree(settings.DATA_DIR / "shared_words", ignore_errors=True)


class Migration(migrations.Migration):
    dependencies = [("archive", "0038_who_votes")]
    operations = [
        migrations.DeleteModel(name="Quotation"),
        migrations.DeleteModel(name="TextComparison"),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
    retired = (
        "Statements no longer list the passages that they share with others. After selecting words of a statement, "
        "“Search for these words” finds them. Take “manage.py work --only quotations” out of crontabs and timers.",
    )
