"""``manage.py demo``: give a new site something to show, or remove it."""

from argparse import ArgumentParser
from typing import Any

from archive.ingest.loading.demo import load_demo, remove_demo
from archive.management.base import SiteCommand


class Command(SiteCommand):
    """Loads the fixtures in ``fixtures/``, each once, or removes them completely."""

    help = "Load the demo record: a real meeting, and sample data labelled as such. Each is loaded only once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to remove the demo."""
        parser.add_argument(
            "--remove", action="store_true", help="delete all of it, and never load it automatically again"
        )

    def handle(self, *_args: Any, remove: bool, **_options: Any) -> None:
        """Load what is missing in the archive, or remove it, and say what was done."""
        if remove:
            self.remove()
            return
        for name, added in load_demo().items():
            if added:
                self.stdout.write(f"fixtures/{name}: {added} statements added.")
            else:
                self.stdout.write(f"fixtures/{name}: already in the archive, nothing added.")

    def remove(self) -> None:
        """Remove the demo, and name what stays."""
        number, stays = remove_demo()
        self.stdout.write(f"The demo record is removed: {number} statements and everything that came with them.")
        if stays:
            self.stdout.write(f"These stay, because things that you added depend on them: {', '.join(stays)}.")
