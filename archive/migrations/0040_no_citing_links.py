"""Takes out the pages that quoted statements. The audit trail keeps each of them, and what was decided about it.

In the trail they are numbered by their statement from now on, so that a redaction finds them, and only editors see
those of withdrawn statements.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

LINK = "citinglink"
LONGEST_NAME = 300
AT_ONCE = 1000


def keep_in_trail(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Number the entries by their statement, and add one for each link with its address."""
    links, entry = apps.get_model("archive", "CitingLink").objects.all(), apps.get_model("archive", "AuditEntry")
    statement = Subquery(links.order_by().filter(pk=OuterRef("subject_id")).values("statement"))
    entry.objects.filter(subject=LINK).update(subject_id=Coalesce(statement, 0))
    entry.objects.bulk_create(
        (
            entry(
                verb="deleted",
                subject=LINK,
                subject_id=link.statement_id,
                name=": ".join(filter(None, [link.publisher, link.title]))[:LONGEST_NAME],
                note=" ".join(
                    filter(None, [f"{link.get_status_display()}:", link.url, f"({link.published})" * bool(link.published)])
                ),
            )
            for link in links.order_by("pk").iterator(chunk_size=AT_ONCE)
        ),
        batch_size=AT_ONCE,
    )


def tell_followers(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """List each page that readers saw as withdrawn, for programs that keep a copy of the record."""
    change = apps.get_model("archive", "Change")
    apps.get_model("archive", "ChangeNote").objects.filter(subject=LINK).delete()
    standing = change.objects.filter(subject=LINK, stands=True)
    gone = sorted(set(standing.values_list("subject_id", flat=True)))
    standing.update(stands=False)
    change.objects.bulk_create(
        (change(kind="withdrawn", subject=LINK, subject_id=number) for number in gone), batch_size=AT_ONCE
    )


def forget_permissions(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take away the permissions for the table."""
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="archive", model=LINK).delete()


class Migration(migrations.Migration):
    dependencies = [("archive", "0039_no_shared_passages")]
    operations = [
        migrations.RunPython(keep_in_trail, migrations.RunPython.noop),
        migrations.RunPython(tell_followers, migrations.RunPython.noop),
        migrations.DeleteModel(name="CitingLink"),
        migrations.RunPython(forget_permissions, migrations.RunPython.noop),
    ]
    retired = (
        "Statements no longer list pages elsewhere that quote them (“Cited by”), and nobody is asked about such pages "
        "any more. Each page that was listed, or waited, is in the audit trail of the desk, with its address. Readers "
        "may have an email if a passage changes instead.",
        "Searches and answers about articles are downloaded as CSV and JSON, no longer as PDF. Memento’s list of wordings "
        "is gone: each wording has its address. The former addresses lead to what stays.",
    )
