"""Takes out every address that is not http or https, notes each in the audit trail, and lets no other one in."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from archive.models.fields.web_address import WebAddressField
from archive.models.record.citing_link import validate_link

BEGINNINGS = ("http://", "https://")
ADDRESSES = {
    ("board", "website"): WebAddressField(blank=True, max_length=500),
    ("citinglink", "url"): WebAddressField(max_length=1000, validators=[validate_link]),
    ("correction", "evidence_url"): WebAddressField(
        blank=True, help_text="Where readers can check it.", max_length=1000
    ),
    ("decision", "matter_url"): WebAddressField(
        blank=True, help_text="Where the board publishes the matter.", max_length=1000
    ),
    ("importbatch", "source_url"): WebAddressField(
        blank=True, max_length=1000, verbose_name="address of the source"
    ),
    ("meeting", "recording_url"): WebAddressField(blank=True, max_length=1000),
    ("source", "url"): WebAddressField(blank=True, max_length=1000),
    ("speaker", "website"): WebAddressField(blank=True, max_length=500),
    ("transcription", "url"): WebAddressField(
        blank=True, help_text="Where the recording is fetched from.", max_length=1000
    ),
    ("webhook", "url"): WebAddressField(help_text="An https address.", max_length=500),
}
# Whose changes are listed, so that whoever follows the record learns of them. A decision's facts are those of its
# statement.
LISTED = {"board", "correction", "decision", "meeting", "source", "speaker"}


def take_out(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Empty each address that breaks the rule, and leave a line in the audit trail and in the list of changes."""
    note = apps.get_model("archive", "ChangeNote").objects
    for model, column in ADDRESSES:
        table = apps.get_model("archive", model)
        rows = table.objects.exclude(**{column: ""}).values_list("pk", column)
        for pk, address in [row for row in rows.iterator() if not row[1].lower().startswith(BEGINNINGS)]:
            table.objects.filter(pk=pk).update(**{column: ""})
            apps.get_model("archive", "AuditEntry").objects.create(
                verb="changed",
                subject=model,
                subject_id=pk,
                name=f"{table._meta.verbose_name} {pk}".capitalize(),
                note=f"This address was taken out, because it is not http or https: {address}",
            )
            if model in LISTED:
                note.create(kind="changed", subject=model, subject_id=pk)
            if model == "decision":
                note.create(kind="changed", subject="statement", subject_id=pk)
    if schema_editor.connection.vendor == "postgresql":
        # What triggers do at the end of a transaction is done now, because such a table cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("archive", "0035_office_holders_in_the_outbox")]
    operations = [
        migrations.RunPython(take_out, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="citinglink", name="citing_link_has_address_and_title"),
        migrations.RemoveConstraint(model_name="citinglink", name="citing_link_is_of_the_web"),
        *(
            migrations.AlterField(model_name=model, name=column, field=field)
            for (model, column), field in ADDRESSES.items()
        ),
        migrations.AddConstraint(
            model_name="citinglink",
            constraint=models.CheckConstraint(
                condition=~models.Q(url="") & ~models.Q(url_hash="") & ~models.Q(title=""),
                name="citing_link_has_address_and_title",
            ),
        ),
    ]
