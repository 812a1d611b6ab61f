"""More words that mean the same; after the tab, each line says where they are from."""

from pathlib import Path
from typing import Any

from django.db import migrations

CONCEPTS = Path(__file__).with_name("third_concepts.txt")


def add_concepts(apps: Any, _editor: Any) -> None:
    """Add them to the list of the site. Editors may have taken away earlier ones, which stay away."""
    lines = (line.partition("\t")[0].split(" | ") for line in CONCEPTS.read_text(encoding="utf-8").splitlines())
    concept = apps.get_model("archive", "Concept")
    concept.objects.bulk_create((concept(terms="\n".join(terms)) for terms in lines), ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0031_vowel_signs_of_names'),
    ]

    operations = [
        migrations.RunPython(add_concepts, migrations.RunPython.noop),
    ]
