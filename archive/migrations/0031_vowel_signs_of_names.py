"""Sort speakers again whose names have vowel signs, as in Hindi: they were left out."""

from typing import Any

from django.db import migrations

from archive.people import sort_name

AT_ONCE = 500


def sort_again(apps: Any, _editor: Any) -> None:
    """Write the name by which each speaker is sorted where it has changed."""
    speakers = apps.get_model("archive", "Speaker").objects
    changed = []
    for speaker in speakers.only("name", "kind", "sort_name").iterator():
        by = sort_name(speaker.name, is_organisation=speaker.kind == "organisation")[:300]
        if by != speaker.sort_name:
            speaker.sort_name = by
            changed.append(speaker)
    speakers.bulk_update(changed, ["sort_name"], batch_size=AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0029_objects_in_the_list_of_changes'),
    ]

    operations = [
        migrations.RunPython(sort_again, migrations.RunPython.noop),
    ]
