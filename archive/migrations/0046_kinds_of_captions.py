"""Sources know captions and transcripts made by software from official transcripts."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef

import archive.models.choice

def call_nothing_of_a_machine_official(apps: Any, *_: Any) -> None:
    """Give sources whose every statement is a machine transcript the kind that says so."""
    source, statement = apps.get_model("archive", "Source"), apps.get_model("archive", "Statement")
    said = statement._base_manager.filter(source=OuterRef("pk"))
    by_machine = said.filter(text_status="machine_transcript")
    official = source._base_manager.filter(Exists(by_machine), kind="transcript")
    official.exclude(Exists(said.exclude(text_status="machine_transcript"))).update(kind="machine_transcript")


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0045_reinstatement'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importbatch',
            name='source_kind',
            field=archive.models.choice.ChoiceField(choices=[('recording', 'Official recording'), ('transcript', 'Official transcript'), ('machine_transcript', 'Transcript made by software'), ('captions', 'Captions written by a person'), ('machine_captions', 'Captions made by software'), ('agenda', 'Agenda'), ('minutes', 'Minutes'), ('packet', 'Packet'), ('presentation', 'Presentation'), ('press_report', 'News report'), ('release', 'Press release'), ('other', 'Other document')], default='machine_transcript', max_length=20, verbose_name='kind of source'),
        ),
        migrations.AlterField(
            model_name='source',
            name='kind',
            field=archive.models.choice.ChoiceField(choices=[('recording', 'Official recording'), ('transcript', 'Official transcript'), ('machine_transcript', 'Transcript made by software'), ('captions', 'Captions written by a person'), ('machine_captions', 'Captions made by software'), ('agenda', 'Agenda'), ('minutes', 'Minutes'), ('packet', 'Packet'), ('presentation', 'Presentation'), ('press_report', 'News report'), ('release', 'Press release'), ('other', 'Other document')], max_length=20),
        ),
        migrations.RunPython(call_nothing_of_a_machine_official, migrations.RunPython.noop),
    ]
