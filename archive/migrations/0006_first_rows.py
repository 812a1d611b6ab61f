"""What a new site begins with: the groups of the staff with their permissions, and the first words that mean the same.

The permissions are written out here: a later version of ``archive/models/role.py`` comes with a migration of its own.
"""

from pathlib import Path
from typing import Any

from django.db import migrations

CONCEPTS = Path(__file__).with_name("first_concepts.txt")


def _allowed(verbs: str, *names: str) -> set[str]:
    return {f"{verb}_{name}" for verb in verbs.split() for name in names}


CLERK_MAY = (
    _allowed("view", "board", "revision", "auditentry", "correction", "errorreport", "tombstone", "quotation")
    | _allowed("view add change", "meeting", "agendaitem", "statement", "source", "topic", "speaker", "speakername")
    | _allowed("view add change delete", "office")
    | _allowed("delete", "statement", "agendaitem")
    | _allowed("view add", "citinglink")
)
EDITOR_MAY = (
    CLERK_MAY
    | _allowed("publish correct withdraw reinstate redact", "statement")
    | _allowed("decide", "citinglink")
    | _allowed("view add change delete", "concept")
    | _allowed("delete", "meeting", "source", "speakername")
)
ADMINISTRATOR_MAY = (
    EDITOR_MAY
    | _allowed("merge", "speaker")
    | _allowed("view add change delete", "board", "speaker", "topic")
    | _allowed("view add change", "user")
    | _allowed("manage", "webhook")
    | _allowed("view change", "sitesettings")
    | _allowed("view", "outboxentry", "alert", "mail", "correctiontotell")
)
GROUPS = {"Clerk": CLERK_MAY, "Editor": EDITOR_MAY, "Administrator": ADMINISTRATOR_MAY}


def add_groups(apps: Any, _editor: Any) -> None:
    """Make the groups with their permissions, which are made too: Django makes its own after the last migration."""
    permission_model = apps.get_model("auth", "Permission")
    types = {}
    for model in sorted({codename.rpartition("_")[2] for codename in ADMINISTRATOR_MAY}):
        types[model], _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="archive", model=model
        )
    wanted = [
        permission_model(
            content_type=types[codename.rpartition("_")[2]],
            codename=codename,
            name=f"Can {codename.replace('_', ' ')}",
        )
        for codename in sorted(ADMINISTRATOR_MAY)
    ]
    permission_model.objects.bulk_create(wanted, ignore_conflicts=True)
    permissions = permission_model.objects.filter(content_type__app_label="archive")
    for name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


def add_concepts(apps: Any, _editor: Any) -> None:
    """Fill the list with words that school boards and councils use; editors go on from there."""
    lines = CONCEPTS.read_text(encoding="utf-8").splitlines()
    concept = apps.get_model("archive", "Concept")
    concept.objects.bulk_create(
        (concept(terms="\n".join(line.split(" | "))) for line in lines), ignore_conflicts=True
    )


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0005_parts_of_names'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RunPython(add_groups, migrations.RunPython.noop),
        migrations.RunPython(add_concepts, migrations.RunPython.noop),
    ]
