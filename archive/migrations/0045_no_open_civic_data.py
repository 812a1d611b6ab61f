"""Says that the files in the format of Open Civic Data are gone. They were made each night from what stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("archive", "0044_runs_of_letters")]
    operations = []
    retired = (
        "The files in the format of Open Civic Data (ocd_*.jsonl.gz) are no longer written. Their addresses lead to the "
        "tables that they were made from: boards, speakers, meetings and decisions. “manage.py import_decisions” reads "
        "the format as before.",
    )
