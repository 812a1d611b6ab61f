"""``manage.py clear_removed_words``: take redacted words off the disk where that needs large tables rewritten."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive import removals
from archive.models import OutboxEntry


class Command(BaseCommand):
    """Does what the site does by itself with small tables."""

    help = (
        "Remove redacted words from the disk permanently. On PostgreSQL this rewrites the tables with texts. It "
        "needs as much free space as they use and locks each table meanwhile, so run it when few people use the site."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it, and say what still stands in the way."""
        removals.drain(patient=True)
        if waiting := OutboxEntry.objects.of_removal().pending().exclude(last_error="").first():
            raise CommandError(f"Redacted words are still on the disk. {waiting.last_error}")
        self.stdout.write("No redacted words are left on the disk.")
