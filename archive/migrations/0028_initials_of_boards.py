"""Have the names of boards looked up again, because their initials are names too."""

from typing import Any

from django.db import migrations

BOARD = 1


def note_boards(apps: Any, _editor: Any) -> None:
    """Note every board as one whose stored names are out of date; the next drain of the outbox reads them again."""
    boards = apps.get_model("archive", "Board").objects.values_list("pk", flat=True)
    outdated = apps.get_model("archive", "OutdatedName")
    outdated.objects.bulk_create(outdated(kind=BOARD, record=pk) for pk in boards.iterator())


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0027_salts_of_the_log'),
    ]

    operations = [
        migrations.RunPython(note_boards, migrations.RunPython.noop),
    ]
