"""Work that only a person starts, with ``manage.py work --only``: it is rarely needed, or locks tables."""

from collections.abc import Callable

from django.core.management.base import CommandError

from archive.actions.removed_words import disk
from archive.models import OutboxEntry
from archive.models.upkeep import public_count


def clear_removed_words() -> str:
    """Remove redacted words from the disk permanently, also where large tables must be rewritten for this.

    On PostgreSQL this needs as much free space as the tables with texts use, and locks each meanwhile. Raise
    CommandError if something prevents it.
    """
    disk.drain(patient=True)
    if waiting := OutboxEntry.objects.of_removal().pending().exclude(last_error="").first():
        raise CommandError(f"Redacted words are still on the disk. {waiting.last_error}")
    return "No redacted words are left on the disk."


def count_again() -> str:
    """Count the public statements of each board again, and return how many boards had a wrong number."""
    kept, counted = public_count.kept(), public_count.counted()
    wrong = sum(kept.get(board, 0) != counted.get(board, 0) for board in kept.keys() | counted.keys())
    public_count.count_again()
    return f"Boards counted: {len(counted):,}, corrected: {wrong:,}."


BY_HAND: dict[str, Callable[[], str]] = {"removed-words": clear_removed_words, "counts": count_again}
