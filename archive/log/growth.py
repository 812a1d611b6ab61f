"""Adds the changes of the record to the log, each once and in order, and signs how far it got."""

import logging

from django.db import transaction
from django.db.models import QuerySet

from archive.log import checkpoint as checkpoints
from archive.log.checkpoint import Checkpoint, LogFork, fault_of_log
from archive.log.entries import leaves
from archive.log.tiles import grow, reader
from archive.log.tree import root
from archive.models import Change, LogEntry, LogHead
from archive.models.upkeep.log import ONLY_ROW

logger = logging.getLogger(__name__)
AT_ONCE = 5000


def append() -> int:
    """Add the changes that the log does not have yet, and sign it; return how many were added.

    A process that is killed leaves the log as it was or with a whole batch more. Raise LogFork if the log of the
    database is not a continuation of the last one that was signed.
    """
    added = 0
    while number := _append_some():
        added += number
    _sign()
    return added


def _append_some() -> int:
    if not _newer().exists():
        return 0
    with transaction.atomic():
        head = _locked_head()
        changes = list(_newer()[:AT_ONCE])
        texts = list(leaves(changes))
        LogEntry.objects.bulk_create(
            LogEntry(position=head.size + place, change=change, text=text)
            for place, (change, text) in enumerate(zip(changes, texts, strict=True))
        )
        grow(head.size, [text.encode() for text in texts])
        head.size += len(changes)
        head.save()
    return len(changes)


def _newer() -> QuerySet[Change]:
    """Return the changes after the last entry. They are listed one by one, so none comes before it later."""
    last = LogEntry.objects.order_by("-position").values_list("change", flat=True).first()
    return Change.objects.filter(pk__gt=last or 0).order_by("id")


def _sign() -> None:
    head = LogHead.objects.filter(pk=ONLY_ROW).first() or LogHead()
    before = checkpoints.last_signed()
    known = checkpoints.opened(before) if before else None
    # A process that was killed before its commit left the file alone with the newest.
    if known and (known.size, known.origin, before) == (head.size, checkpoints.origin(), head.checkpoint):
        return
    with transaction.atomic():
        head = _locked_head()
        if fault := fault_of_log(head.size):
            raise LogFork(fault)
        note = checkpoints.signed(Checkpoint(checkpoints.origin(), head.size, root(reader(), 0, head.size)))
        # First the file: a checkpoint that readers may have seen is never forgotten.
        checkpoints.keep(note)
        head.checkpoint = note
        head.save()


def _locked_head() -> LogHead:
    LogHead.objects.get_or_create(pk=ONLY_ROW)
    return LogHead.objects.select_for_update().get(pk=ONLY_ROW)
