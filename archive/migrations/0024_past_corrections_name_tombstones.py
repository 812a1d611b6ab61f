from django.db import migrations


def name_tombstones(apps, _editor):
    """Lead what was withdrawn and redacted before to its tombstone, which says the reason; both were made in one order."""
    corrections = apps.get_model("archive", "Correction").objects
    for tombstone in apps.get_model("archive", "Tombstone").objects.order_by("pk"):
        correction = corrections.filter(
            statement=tombstone.statement_id,
            kind=tombstone.what,
            tombstone__isnull=True,
        ).order_by("pk").first()
        if correction is not None:
            correction.tombstone = tombstone
            correction.own_reason = ""
            correction.save(update_fields=["tombstone", "own_reason"])


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0023_corrections_name_tombstones'),
    ]

    operations = [
        migrations.RunPython(name_tombstones, migrations.RunPython.noop),
    ]
