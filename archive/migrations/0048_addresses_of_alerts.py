"""An alert may be delivered to a program: its address, and that of what waits to be sent, may be one of the web."""

from django.db import migrations, models
from django.db.models import Q

STAFF = Q(alert__isnull=True, account__isnull=False) & ~Q(notice__in=("alert", "new_results", "all_alerts"))
READER = Q(alert__isnull=True, account__isnull=True, notice__in=("new_results", "all_alerts"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0047_official_documents")]
    operations = [
        migrations.RemoveConstraint("alert", "alert_has_address"),
        migrations.RemoveIndex("alert", "alert_email"),
        migrations.RenameField("alert", "email", "address"),
        migrations.AlterField(
            "alert",
            "address",
            models.CharField(
                help_text="An email address in lower case, or an https address. We never publish it.", max_length=500
            ),
        ),
        migrations.AddIndex("alert", models.Index(fields=["address"], name="alert_address")),
        migrations.AddConstraint("alert", models.CheckConstraint(condition=~Q(address=""), name="alert_has_address")),
        migrations.RemoveConstraint("mail", "mail_is_to_a_reader_or_to_staff"),
        migrations.RenameField("mail", "email", "address"),
        migrations.AlterField("mail", "address", models.CharField(blank=True, max_length=500)),
        migrations.AddConstraint(
            "mail",
            models.CheckConstraint(
                condition=Q(alert__isnull=False, account__isnull=True, notice="alert", address="")
                | (STAFF & ~Q(address=""))
                | (READER & ~Q(address="")),
                name="mail_is_to_a_reader_or_to_staff",
            ),
        ),
    ]
