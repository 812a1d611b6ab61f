"""Does all waiting work in the outbox, except sending emails."""

from archive.actions.removed_words import disk
from archive.exports.bulk import discard_outdated
from archive.exports.bulk.parts import discard_removed_parts
from archive.log import changes
from archive.models.upkeep import public_count
from archive.search.engines import outbox
from archive.search.engines.rebuild import Watch


def drain(watch: Watch = iter, *, due_only: bool = False) -> int:
    """Do what waits, and build an index that is missing or damaged; return how much was done.

    Work that is not possible now keeps waiting, with the reason. With ``due_only``, rows that the index just refused
    are not tried again. Raise RebuildUnderway if another process is building the index, OSError or DatabaseError if it
    cannot be built.
    """
    changes.settle()
    public_count.fold()
    discarded = discard_outdated() + discard_removed_parts()
    return disk.drain() + discarded + outbox.keep_up(watch, due_only=due_only)
