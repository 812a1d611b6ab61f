"""``manage.py clear_removed_words``: remove redacted words from the disk if large tables must be rewritten for this."""

from typing import Any

from django.core.management.base import CommandError

from archive.actions.redaction import disk
from archive.management.base import SiteCommand
from archive.models import OutboxEntry


class Command(SiteCommand):
    """Does what the site does by itself for small tables."""

    help = (
        "Remove redacted words from the disk permanently. On PostgreSQL this rewrites the tables with texts. It "
        "needs as much free space as they use and locks each table meanwhile, so run it when few people use the site."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Clear, and say what still prevents it."""
        disk.drain(patient=True)
        if waiting := OutboxEntry.objects.of_removal().pending().exclude(last_error="").first():
            raise CommandError(f"Redacted words are still on the disk. {waiting.last_error}")
        self.stdout.write("No redacted words are left on the disk.")
