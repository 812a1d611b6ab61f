"""All tables of the first release, and what a new site begins with: groups with their permissions, and words.

The permissions are written out here: a later version of ``archive/models/accounts/role.py`` comes with a migration of
its own.
"""

from pathlib import Path
from typing import Any

from django.db import migrations

from archive.migrations.first_tables import accounts, alerts, boards, incoming, statements, upkeep

# Terms that mean the same; after a tab, where they are from.
CONCEPTS = Path(__file__).with_name("first_concepts.txt")
# Columns in which PostgreSQL finds parts of names, whatever their case, without reading every row.
PARTS = {"board": "name", "speaker": "name", "speakername": "name", "topic": "name", "statement": "attribution"}
# The migrations of before the first release. A site has done them all, with c44712e3, or begins with this one.
UNRELEASED = """
    0001_boards_and_meetings 0002_statements 0003_work_of_the_staff 0004_services_for_readers
    0005_parts_of_names 0006_first_rows 0007_name_words 0008_text_comparison 0009_salted_hashes 0010_due_rows
    0011_single_sign_on 0012_memory_of_telling_words 0013_review_and_plans 0014_named_keys
    0015_words_of_sent_forms 0016_senders_are_counted_elsewhere 0017_no_log_of_the_admin
    0018_word_times_are_described_otherwise 0019_offices_in_one_order 0020_decisions 0021_more_concepts
    0022_the_public_log 0023_printed_decisions 0024_files_of_folders 0025_publication_in_order
    0026_speakers_by_family_name 0027_salts_of_the_log 0028_initials_of_boards
    0029_objects_in_the_list_of_changes 0031_vowel_signs_of_names 0032_still_more_concepts
""".split()


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
    """Fill the list with words of public life. Editors go on from there."""
    lines = (line.partition("\t")[0].split(" | ") for line in CONCEPTS.read_text(encoding="utf-8").splitlines())
    concept = apps.get_model("archive", "Concept")
    concept.objects.bulk_create((concept(terms="\n".join(terms)) for terms in lines), ignore_conflicts=True)


def index_parts(_apps: Any, editor: Any) -> None:
    """Add indexes for parts of names, which SQLite does not have."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table, column in PARTS.items():
        editor.execute(
            f"CREATE INDEX archive_{table}_{column}_parts ON archive_{table}"
            f" USING gin (upper({column}::text) gin_trgm_ops)"
        )


class Migration(migrations.Migration):

    initial = True

    replaces = [('archive', name) for name in UNRELEASED]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        *accounts.OPERATIONS,
        *boards.OPERATIONS,
        *statements.OPERATIONS,
        *incoming.OPERATIONS,
        *upkeep.OPERATIONS,
        *alerts.OPERATIONS,
        migrations.RunPython(index_parts, migrations.RunPython.noop),
        migrations.RunPython(add_groups, migrations.RunPython.noop),
        migrations.RunPython(add_concepts, migrations.RunPython.noop),
    ]
