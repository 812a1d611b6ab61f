"""Leaves a note of everything that was published and corrected so far, in the order in which it happened."""

import heapq
from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SUBJECTS = ("statement", "meeting", "board", "speaker", "source", "topic")
CALLED = {"redaction": "redacted", "withdrawal": "withdrawn", "record": "changed"}
AT_ONCE = 2000


def note_the_past(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Write the notes; what readers can see of them is listed once the site runs."""
    note = apps.get_model("archive", "ChangeNote")
    waiting = []
    for at, subject, pk, kind, correction in heapq.merge(
        _published(apps, "meeting"), _published(apps, "statement"), _corrected(apps)
    ):
        waiting.append(note(at=at, subject=subject, subject_id=pk, kind=kind, correction_id=correction or None))
        if len(waiting) == AT_ONCE:
            note.objects.bulk_create(waiting)
            waiting = []
    note.objects.bulk_create(waiting)


def _published(apps: Apps, subject: str) -> Iterator[tuple]:
    rows = apps.get_model("archive", subject).objects.filter(published_at__isnull=False)
    for at, pk in rows.order_by("published_at", "pk").values_list("published_at", "pk").iterator(AT_ONCE):
        yield at, subject, pk, "changed", 0


def _corrected(apps: Apps) -> Iterator[tuple]:
    rows = apps.get_model("archive", "Correction").objects.filter(at__isnull=False).order_by("at", "pk")
    for row in rows.iterator(AT_ONCE):
        subject = next(name for name in SUBJECTS if getattr(row, f"{name}_id") is not None)
        yield row.at, subject, getattr(row, f"{subject}_id"), CALLED.get(row.kind, "corrected"), row.pk


class Migration(migrations.Migration):
    """Notes of the past."""

    dependencies = [("archive", "0036_changes")]
    operations = [migrations.RunPython(note_the_past, migrations.RunPython.noop)]
