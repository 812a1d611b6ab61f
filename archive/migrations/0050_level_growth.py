"""What pages read of a statement's responses and of policy statements has indexes that hold nothing else."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Django would write the whole table again on SQLite, to take one index away.
INDEX = '"archive_statement_responds_to_id_0f2db87c"'
POLICIES = Q(kind="policy_statement", status="published")


class Migration(migrations.Migration):
    dependencies = [("archive", "0049_letterheads")]
    operations = [
        migrations.AddIndex(
            "statement",
            models.Index(
                fields=["responds_to", "date", "number"],
                name="statement_responses",
                condition=Q(responds_to__isnull=False),
            ),
        ),
        migrations.RunSQL(
            f"DROP INDEX IF EXISTS {INDEX}",
            f"CREATE INDEX {INDEX} ON archive_statement (responds_to_id)",
            state_operations=[
                migrations.AlterField(
                    "statement",
                    "responds_to",
                    models.ForeignKey(
                        "archive.statement",
                        django.db.models.deletion.PROTECT,
                        blank=True,
                        db_index=False,
                        null=True,
                        related_name="responses",
                    ),
                )
            ],
        ),
        migrations.AddIndex(
            "statement",
            models.Index(
                fields=["-published_at", "-number", "status"], name="statement_policy", condition=POLICIES
            ),
        ),
        migrations.AddIndex(
            "statement",
            models.Index(
                fields=["board", "-published_at", "-number", "status"],
                name="statement_policy_board",
                condition=POLICIES,
            ),
        ),
    ]
