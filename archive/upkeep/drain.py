"""All that waits in the outbox, whatever its kind. Mails have a thread of their own (``archive.alerts.background``)."""

from archive import changes, removals
from archive.exports.bulk import discard_outdated
from archive.models import public_count
from archive.search import outbox
from archive.search.rebuild import Watch


def drain(watch: Watch = iter, *, due_only: bool = False) -> int:
    """Do what waits, and build an index that is missing or damaged; return how much was done.

    What cannot be done now waits on, with what stood in the way; with ``due_only`` what the index refused a moment ago
    is not asked again. Raise RebuildUnderway if another process builds the
    index, OSError or DatabaseError where it cannot be built.
    """
    changes.settle()
    public_count.fold()
    return removals.drain() + discard_outdated() + outbox.keep_up(watch, due_only=due_only)
