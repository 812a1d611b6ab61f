"""No text says any more how close it is to what was said unless somebody said so.

Older releases called every decision that was typed at the desk verbatim, and had no field for its source.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import archive.models.fields.choice


def forget_what_nobody_said(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Empty the text status of decisions without a source, unless somebody changed it; tell the index and followers."""
    statement, outbox, note, audited, correction = (
        apps.get_model("archive", name)
        for name in ("Statement", "OutboxEntry", "ChangeNote", "AuditEntry", "Correction")
    )
    decisions = statement.objects.filter(kind="decision", source=None, text_status="verbatim")
    chosen = set(
        audited.objects.filter(subject="statement", note__contains="text status").values_list("subject_id", flat=True)
    )
    corrected = correction.objects.filter(statement__in=decisions).values_list("statement", "changes")
    chosen |= {number for number, changes in corrected if any(change[0] == "text status" for change in changes)}
    unsaid = [row for row in decisions.values_list("pk", "published_at") if row[0] not in chosen]
    for number, published_at in unsaid:
        statement.objects.filter(pk=number).update(text_status="")
        if published_at:
            outbox.objects.create(subject="statement", subject_id=number)
            note.objects.create(kind="changed", subject="statement", subject_id=number)


class Migration(migrations.Migration):  # noqa: D101
    dependencies = [
        ("archive", "0036_addresses_of_the_web"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importbatch",
            name="source_kind",
            field=archive.models.fields.choice.ChoiceField(
                blank=True,
                choices=[
                    ("", "Not said"),
                    ("recording", "Official recording"),
                    ("transcript", "Official transcript"),
                    ("machine_transcript", "Transcript made by software"),
                    ("captions", "Captions written by a person"),
                    ("machine_captions", "Captions made by software"),
                    ("agenda", "Agenda"),
                    ("minutes", "Minutes"),
                    ("packet", "Packet"),
                    ("presentation", "Presentation"),
                    ("press_report", "News report"),
                    ("release", "Press release"),
                    ("other", "Other document"),
                ],
                max_length=20,
                verbose_name="kind of source",
            ),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="text_status",
            field=archive.models.fields.choice.ChoiceField(
                blank=True,
                choices=[
                    ("", "Text status not recorded"),
                    ("verbatim", "Verbatim"),
                    ("machine_transcript", "Machine transcript"),
                    ("minutes", "Minutes"),
                    ("as_reported", "As reported"),
                ],
                help_text="Proposed from the file; a person says it as they save.",
                max_length=20,
                verbose_name="how close the text is to what was said",
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="text_status",
            field=archive.models.fields.choice.ChoiceField(
                blank=True,
                choices=[
                    ("", "Text status not recorded"),
                    ("verbatim", "Verbatim"),
                    ("machine_transcript", "Machine transcript"),
                    ("minutes", "Minutes"),
                    ("as_reported", "As reported"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_status", ""), _negated=True),
                    ("source__isnull", False),
                    ("kind", "decision"),
                    _connector="OR",
                ),
                name="statement_says_where_from",
                violation_error_message="Name the source of the text, and say how close it is to what was said.",
            ),
        ),
        # Last, because PostgreSQL alters no table with changes that wait for the end of the transaction.
        migrations.RunPython(forget_what_nobody_said, migrations.RunPython.noop),
    ]
