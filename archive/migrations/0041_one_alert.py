"""Makes alerts on searches alerts like those on passages: the same keys, so that links in emails still work."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Lower

import archive.models.fields.choice

ROWS_AT_ONCE = 1000
MOVED = ("key", "email", "language", "created_at", "confirmed_at", "query", "with_procedural", "frequency")
FREQUENCIES = [("at_once", "At once"), ("daily", "Daily"), ("weekly", "Weekly")]
NOTICES = [
    ("alert", "An alert"),
    ("invited", "You have an account"),
    ("new_password", "Choose a new password"),
    ("asked_password", "Choose a new password"),
    ("password_changed", "Your password was changed"),
    ("second_factor_changed", "Your second factor was changed"),
    ("second_factor_reset", "Your second factor was reset"),
    ("roles_changed", "Your roles were changed"),
    ("email_changed", "Your email address was changed"),
    ("connected", "Single sign-on was connected"),
    ("disconnected", "Single sign-on was disconnected"),
    ("webhook_off", "A webhook was turned off"),
    ("plan_cancelled", "A planned publication was cancelled"),
    ("review", "News about your statements in review"),
    ("record_differs", "Something in the record is not as it was"),
    ("new_results", "New results"),
    ("all_alerts", "All alerts of an address"),
]
TO_READERS = ("new_results", "all_alerts")
IS_TO_SOMEBODY = (
    models.Q(alert__isnull=False, account__isnull=True, notice="alert", email="")
    | (
        models.Q(alert__isnull=True, account__isnull=False)
        & ~models.Q(notice__in=("alert", *TO_READERS))
        & ~models.Q(email="")
    )
    | (models.Q(alert__isnull=True, account__isnull=True, notice__in=TO_READERS) & ~models.Q(email=""))
)
IS_ON_PASSAGE_OR_SEARCH = models.Q(statement__isnull=False, revision__isnull=False, query="") | (
    models.Q(statement__isnull=True, revision__isnull=True, start__isnull=True) & ~models.Q(query="")
)


def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Move the alerts on searches, with what they were told and the emails that ask to confirm them."""
    alert, search_alert, hit, mail = (
        apps.get_model("archive", name) for name in ("Alert", "SearchAlert", "AlertHit", "Mail")
    )
    alert.objects.update(email=Lower("email"))
    rows = search_alert.objects.order_by("pk").values(*MOVED).iterator(ROWS_AT_ONCE)
    alert.objects.bulk_create((alert(**row) for row in rows), batch_size=ROWS_AT_ONCE)

    def moved(column: str) -> Subquery:
        key = search_alert.objects.filter(pk=OuterRef(OuterRef(column))).values("key")
        return Subquery(alert.objects.filter(key__in=key).values("pk")[:1])

    hit.objects.update(moved_to=moved("alert_id"))
    asking = mail.objects.filter(search_alert__isnull=False)
    asking.update(alert=moved("search_alert_id"), notice="alert", email="", language="")
    if schema_editor.connection.vendor == "postgresql":
        # A table with checks that wait for the commit cannot be changed.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("archive", "0040_no_citing_links")]
    operations = [
        migrations.AddField("alert", "query", models.CharField(blank=True, max_length=1500)),
        migrations.AddField("alert", "with_procedural", models.BooleanField(default=False)),
        migrations.AddField(
            "alert",
            "frequency",
            archive.models.fields.choice.ChoiceField(choices=FREQUENCIES, default="at_once", max_length=10),
        ),
        migrations.AlterField(
            "alert", "email", models.EmailField(help_text="In lower case. We never publish it.", max_length=254)
        ),
        migrations.AlterField(
            "alert",
            "revision",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="archive.revision",
            ),
        ),
        migrations.AlterField(
            "alert",
            "statement",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="alerts",
                to="archive.statement",
            ),
        ),
        migrations.AddField(
            "alerthit",
            "moved_to",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="archive.alert"
            ),
        ),
        migrations.RemoveConstraint("alerthit", "alert_hit_told_once"),
        migrations.RemoveConstraint("mail", "mail_is_to_a_reader_or_to_staff"),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField("alerthit", "alert"),
        migrations.RenameField("alerthit", "moved_to", "alert"),
        migrations.AlterField(
            "alerthit",
            "alert",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="hits", to="archive.alert"),
        ),
        migrations.AddConstraint(
            "alerthit", models.UniqueConstraint(fields=("alert", "statement"), name="alert_hit_told_once")
        ),
        migrations.RemoveField("mail", "search_alert"),
        migrations.AlterField(
            "mail",
            "notice",
            archive.models.fields.choice.ChoiceField(choices=NOTICES, default="alert", max_length=24),
        ),
        migrations.AddConstraint(
            "mail", models.CheckConstraint(condition=IS_TO_SOMEBODY, name="mail_is_to_a_reader_or_to_staff")
        ),
        migrations.DeleteModel("SearchAlert"),
        migrations.AddIndex("alert", models.Index(fields=["email"], name="alert_email")),
        migrations.AddConstraint(
            "alert", models.CheckConstraint(condition=IS_ON_PASSAGE_OR_SEARCH, name="alert_is_on_passage_or_search")
        ),
    ]
