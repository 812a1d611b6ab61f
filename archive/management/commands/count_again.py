"""``manage.py count_again``: count the public statements of each board and replace the stored numbers."""

from typing import Any

from archive.management.base import SiteCommand
from archive.models import public_count


class Command(SiteCommand):
    """Counts, and says how many boards had a wrong number."""

    help = "Count the public statements of each board again. manage.py verify_record tells you when this is needed."

    def handle(self, **_: Any) -> None:
        """Count and store."""
        kept, counted = public_count.kept(), public_count.counted()
        wrong = sum(kept.get(board, 0) != counted.get(board, 0) for board in kept.keys() | counted.keys())
        public_count.count_again()
        self.stdout.write(f"Boards counted: {len(counted):,}, corrected: {wrong:,}.")
