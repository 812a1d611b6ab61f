from django.db import migrations

from archive.models.role import grant_roles


def add_corrections(apps, _editor):
    """Write down what was corrected and withdrawn before the log was kept; what kind of error it was nobody noted."""
    revisions = apps.get_model("archive", "Revision").objects.filter(number__gt=1, published_at__isnull=False)
    correction_model = apps.get_model("archive", "Correction")
    correction_model.objects.bulk_create(
        correction_model(
            statement_id=statement, revision_id=pk, kind="transcription_error", at=published_at
        )
        for pk, statement, published_at in revisions.order_by("published_at", "pk").values_list(
            "pk", "statement_id", "published_at"
        )
    )
    withdrawn = apps.get_model("archive", "Statement").objects.filter(status="withdrawn")
    correction_model.objects.bulk_create(
        correction_model(statement_id=pk, kind="withdrawal", own_reason=reason[:500], at=at)
        for pk, reason, at in withdrawn.order_by("withdrawn_at", "pk").values_list(
            "pk", "withdrawal_reason", "withdrawn_at"
        )
    )
    for report in apps.get_model("archive", "ErrorReport").objects.filter(corrected_by__isnull=False):
        report.corrected_by_correction = correction_model.objects.get(revision=report.corrected_by_id)
        report.save(update_fields=["corrected_by_correction"])


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0011_corrections'),
    ]

    operations = [
        migrations.RunPython(add_corrections, migrations.RunPython.noop),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
