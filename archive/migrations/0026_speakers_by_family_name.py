"""Speakers are listed by family name, and labels that name nobody stand apart."""

from django.db import migrations, models

from archive.people import sort_name


def fill(apps, _editor):
    Speaker = apps.get_model("archive", "Speaker")
    speakers = list(Speaker.objects.only("name", "kind"))
    for speaker in speakers:
        speaker.sort_name = sort_name(speaker.name, is_organisation=speaker.kind == "organisation")[:300]
    Speaker.objects.bulk_update(speakers, ["sort_name"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0025_publication_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='speaker',
            name='sort_name',
            field=models.CharField(blank=True, default='', editable=False, max_length=300),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(fields=['sort_name', 'id'], name='speaker_sort_name'),
        ),
    ]
