"""Adds the changes of the record to the log, each once and in order, and signs how far it got."""

import json
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.log import checkpoint as checkpoints
from archive.log.checkpoint import Checkpoint, LogFork, entry_of_new_key, fault_of_log
from archive.log.entries import REMOVED, canonical, leaves, time_of
from archive.log.proofs import keys_of_log
from archive.log.tiles import grow, reader
from archive.log.tree import root
from archive.models import Change, LogEntry, LogHead
from archive.models.upkeep.change import Subject
from archive.models.upkeep.log import ONLY_ROW

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
    if not _newer(LogHead.objects.first() or LogHead()).exists():
        return 0
    with transaction.atomic():
        head = _locked_head()
        if not (changes := list(_newer(head)[:AT_ONCE])):
            return 0
        head.last_change = changes[-1].pk
        last = {(change.subject, change.subject_id): change.pk for change in changes}
        latest = set(last.values())
        _destroy_salts(number for subject, number in last if subject == Subject.STATEMENT)
        entries = [
            LogEntry(change=change, text=leaf.text, salt=leaf.salt if change.pk in latest else "")
            for change, leaf in zip(changes, leaves(changes), strict=True)
        ]
        _add(head, entries)
        head.save()
    return len(changes)


def _add(head: LogHead, entries: Sequence[LogEntry]) -> None:
    for position, entry in enumerate(entries, head.size):
        entry.position = position
    LogEntry.objects.bulk_create(entries)
    grow(head.size, [entry.text.encode() for entry in entries])
    head.size += len(entries)


def hold() -> None:
    """Let no other process add to the log until the caller's transaction ends."""
    _locked_head()


def destroy_salts(statement: int) -> None:
    """Destroy, in the caller's transaction, what the hashes in the entries of the statement could be tried with.

    An entry that another process is adding is waited for.
    """
    hold()
    _destroy_salts([statement])


def let_go(changes: Collection[int]) -> None:
    """Keep the entries of changes that the caller's transaction deletes, and add one for each object that goes."""
    head = _locked_head()
    mine = LogEntry.objects.filter(change__in=changes).order_by()
    gone = sorted(set(mine.values_list("change__subject", "change__subject_id")))
    mine.update(change=None, salt="")
    entry = {"kind": REMOVED, "time": time_of(timezone.now())}
    _add(head, [LogEntry(text=canonical({**entry, "subject": subject, "number": pk})) for subject, pk in gone])
    head.save()


def _destroy_salts(statements: Iterable[int]) -> None:
    mine = LogEntry.objects.filter(change__subject=Subject.STATEMENT, change__subject_id__in=list(statements))
    mine.exclude(salt="").update(salt="")


def _newer(head: LogHead) -> QuerySet[Change]:
    """Return the changes after the last with an entry. They are listed one by one, so none comes before it later."""
    return Change.objects.filter(pk__gt=head.last_change).order_by("id")


def _sign() -> None:
    head = LogHead.objects.filter(pk=ONLY_ROW).first() or LogHead()
    before = checkpoints.last_signed()
    known = checkpoints.opened(before) if before else None
    # A process that was killed before its commit left the file alone with the newest.
    if known and (known.size, before) == (head.size, head.checkpoint) and not entry_of_new_key(before):
        return
    _name_new_key()
    with transaction.atomic():
        head = _locked_sound_head()
        note = checkpoints.signed(Checkpoint(checkpoints.origin(), head.size, root(reader(), 0, head.size)))
        # First the file: a checkpoint that readers may have seen is never forgotten.
        checkpoints.keep(note)
        head.checkpoint = note
        head.save()


@transaction.atomic
def _name_new_key() -> None:
    """Add an entry if the key or the name of the log is another than that of the last checkpoint.

    It is committed before the checkpoint with it is signed: a process may be killed in between.
    """
    head = _locked_sound_head()
    before = checkpoints.last_signed() or head.checkpoint
    if not before or not (text := entry_of_new_key(before)):
        return
    there = [json.loads(line) for line in keys_of_log().splitlines()[-1:]]
    if [(one["before"], one["key"]) for one in there] != [(json.loads(text)["before"], json.loads(text)["key"])]:
        _add(head, [LogEntry(text=text)])
        head.save()


def _locked_sound_head() -> LogHead:
    head = _locked_head()
    if fault := fault_of_log(head.size):
        raise LogFork(fault)
    return head


def _locked_head() -> LogHead:
    LogHead.objects.get_or_create(pk=ONLY_ROW)
    return LogHead.objects.select_for_update().get(pk=ONLY_ROW)
