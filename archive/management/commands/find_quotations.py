"""``manage.py find_quotations``: find statements that share words with earlier ones."""

from typing import Any

from django.core.management.base import CommandError

from archive.actions.record_quotations import ComparisonUnderway, record_quotations
from archive.management.base import SiteCommand


class Command(SiteCommand):
    """Compares what is new with the rest and stores what they share. Run it after imports, and now and then."""

    help = (
        "Find statements that share eight or more words in a row with a statement of an earlier meeting, and link "
        "them. Links that are no longer true are removed."
    )

    def handle(self, **_: Any) -> None:
        try:
            done = record_quotations()
        except ComparisonUnderway as underway:
            raise CommandError(str(underway)) from underway
        self.stdout.write(f"Statements: {done.texts:,}, compared now: {done.compared:,}.")
        self.stdout.write(f"Links: {done.found:,}, new: {done.added:,}, removed: {done.removed:,}.")
