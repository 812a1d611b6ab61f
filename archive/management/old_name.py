"""Commands that were given another name. The old names answer until the next release."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from archive.management.base import SiteCommand


class OldName(SiteCommand):
    """A command that is now a kind of ``manage.py work``."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Accept the options that such commands had."""
        parser.add_argument("--watch", action="store_true", help="run until stopped")
        parser.add_argument("--every", type=float, help="no longer used: the table of jobs says how often")

    def handle(self, *_args: Any, watch: bool, **_options: Any) -> None:
        """Say the new name, and do the work."""
        self.stderr.write(f"This command is now: manage.py work --only {self.kind}{' --watch' if watch else ''}")
        call_command("work", only=self.kind, watch=watch, stdout=self.stdout, stderr=self.stderr)
