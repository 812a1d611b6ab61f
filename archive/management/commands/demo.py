"""``manage.py demo``: give a new site something to show."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from archive.loading.fixture import load_fixture

FIXTURES = ("mps-2017-02-23.json", "sample-lake.json")


class Command(BaseCommand):
    """Loads the records in ``fixtures/``, each once."""

    help = "Load the records that come with the project: a real meeting, and sample data labelled as such. Each once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load what is not in the archive yet and say what was done."""
        for name in FIXTURES:
            if added := load_fixture(settings.BASE_DIR / "fixtures" / name):
                self.stdout.write(f"fixtures/{name}: {added} statements added.")
            else:
                self.stdout.write(f"fixtures/{name}: in the archive already, nothing added.")
