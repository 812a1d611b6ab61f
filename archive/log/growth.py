"""Adds the changes of the record to the log, each once and in order, and signs how far it got."""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from archive.log import checkpoint as checkpoints
from archive.log.before import differing_from_last_entry
from archive.log.changes import standing
from archive.log.checkpoint import Checkpoint, LogFork, entry_of_new_key, fault_of_log
from archive.log.entries import (
    REMOVED,
    Book,
    Leaf,
    LoggedChange,
    commitments,
    keys_of,
    late_commitments,
    leaves,
    name_fields,
    time_of,
)
from archive.log.fields import COMMITTED
from archive.log.proofs import waiting_for_entry
from archive.log.roots import Key, canonical
from archive.log.tiles import grow, reader
from archive.log.tree import root
from archive.machine.database.rows import write_rows
from archive.models import (
    Change,
    ChangeNote,
    Commitment,
    Correction,
    LogEntry,
    LogHead,
)
from archive.models.upkeep.change import Kind, Subject
from archive.models.upkeep.log import ONLY_ROW
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

AT_ONCE = 5000


def append(should_stop: Callable[[], bool] = lambda: False) -> int:
    """Add the changes that the log does not have yet, and sign it; return how many were added.

    First the log names new fields, and commits to what it has of earlier releases, some objects at a time. A process
    that is killed leaves the log as it was or with a whole batch more. ``should_stop`` is asked after each batch. Raise
    LogFork if the log of the database is not a continuation of the last one that was signed.
    """
    added = 0
    _name_new_fields()
    while number := _commit_some() or _append_some():
        added += number
        if should_stop():
            break
    _sign()
    return added


def _name_new_fields() -> None:
    """Say in an entry which fields the log commits to from here on, and begin to commit to those of what it has."""
    last = Change.objects.order_by("pk").last()
    if not last or not name_fields(LogHead.objects.first() or LogHead(), last.at):
        return
    with transaction.atomic():
        head = _locked_head()
        if entry := name_fields(head, last.at):
            _add(head, [entry])
            head.committed = 0
            head.save()


def _commit_some() -> int:
    """Commit to the objects of some of the changes that had entries before the log named its fields."""
    head = LogHead.objects.first() or LogHead()
    if head.committed >= head.last_change:
        return 0
    with transaction.atomic():
        head = _locked_head()
        rows = Change.objects.filter(pk__gt=head.committed, pk__lte=head.last_change).order_by("pk")
        changes = list(rows.values_list("pk", "subject", "subject_id")[:AT_ONCE])
        book = Book((subject, number) for _, subject, number in changes)
        new = book.now.keys() - book.held.keys()
        differing = differing_from_last_entry(new)
        # What has changed since, and whose entry still waits, differs for a reason that the log will give.
        differing -= waiting_for_entry(differing)
        commits = list(late_commitments(book, standing(new), differing))
        for committed in (held for leaf in commits if "differs" in leaf.text for held in leaf.committed):
            logger.warning("%s %s is not what its last entry in the log says.", *committed.key)
        _store(head, book, commits)
        _destroy_salts(number for subject, number in new if subject == Subject.STATEMENT)
        head.committed = changes[-1][0] if changes else head.last_change
        head.save()
    failpoint("log.committed")
    return len(changes)


def _append_some() -> int:
    if not _newer(LogHead.objects.first() or LogHead()).exists():
        return 0
    with transaction.atomic():
        head = _locked_head()
        rows = _newer(head).values_list(*LoggedChange._fields)[: AT_ONCE + 1]
        if not (changes := [LoggedChange(*row) for row in rows]):
            return 0
        # Both speakers of a merge are in the same batch.
        if len(changes) > AT_ONCE and changes[-1].correction_id != changes[-2].correction_id:
            del changes[-1]
        head.last_change = head.committed = changes[-1].pk
        book = Book(keys_of(changes))
        _store(head, book, list(leaves(changes, book)))
        head.save()
    return len(changes)


def _store(head: LogHead, book: Book, new: Sequence[Leaf]) -> None:
    """Add the entries, and keep the commitment of each object with the position of its last entry."""
    for position, leaf in enumerate(new, head.size):
        for held in leaf.committed:
            held.position = position
    _add(head, new)
    book.store()


def _add(head: LogHead, new: Sequence[Leaf]) -> None:
    rows = [(position, leaf.change, leaf.text, "") for position, leaf in enumerate(new, head.size)]
    write_rows(LogEntry, "position change text salt", rows)
    grow(head.size, [leaf.text.encode() for leaf in new])
    head.size += len(new)


def hold() -> None:
    """Let no other process add to the log until the caller's transaction ends."""
    _locked_head()


def destroy_salts(rows: Iterable[Model]) -> None:
    """Destroy, in the caller's transaction, what removed texts could be found with by trying.

    ``rows`` are those that lost words. Each text of them that the log commits to and that is another one now loses its
    salt. A correction has the reason of its wording or tombstone. Corrections and tombstones are listed as redacted. An
    entry that another process is adding is waited for.
    """
    hold()
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        numbers[str(row._meta.model_name)].add(row.pk)
    _destroy_salts(numbers[Subject.STATEMENT])
    repeating = Q(revision__in=numbers["revision"]) | Q(tombstone__in=numbers[Subject.TOMBSTONE])
    numbers[Subject.CORRECTION].update(Correction.objects.filter(repeating).values_list("pk", flat=True))
    for subject in COMMITTED & numbers.keys():
        redacted = _destroy_changed([(subject, number) for number in numbers[subject]])
        if subject in {Subject.CORRECTION, Subject.TOMBSTONE}:
            ChangeNote.objects.leave(Subject(subject), [number for _, number in redacted], Kind.REDACTED)


def _destroy_changed(keys: Sequence[Key]) -> list[Key]:
    """Destroy the salts of those texts that are other ones now; return which objects have some."""
    book = Book(keys)
    for held in book.held.values():
        held.destroy_salts(book.differing(held.key))
    book.held = {key: held for key, held in book.held.items() if any(not salt for salt, _ in held.texts.values())}
    book.store()
    return list(book.held)


def let_go(changes: Collection[int]) -> None:
    """Keep the entries of changes that the caller's transaction deletes, and add one for each object that goes."""
    head = _locked_head()
    mine = LogEntry.objects.filter(change__in=changes).order_by()
    theirs = Change.objects.filter(pk__in=changes).order_by().values_list("subject", "subject_id")
    told = mine.values_list("change__subject", "change__subject_id")
    gone = sorted({*told, *(held.key for held in commitments(set(theirs)))})
    mine.update(change=None, salt="")
    for subject, number in gone:
        Commitment.objects.filter(subject=subject, subject_id=number).delete()
    entry = {"kind": REMOVED, "time": time_of(timezone.now())}
    _add(head, [Leaf(canonical({**entry, "subject": subject, "number": pk})) for subject, pk in gone])
    head.save()


def _destroy_salts(statements: Iterable[int]) -> None:
    """Destroy the salts of entries without a root."""
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
    there = [json.loads(line) for line in head.keys.splitlines()[-1:]]
    if [(one["before"], one["key"]) for one in there] != [(json.loads(text)["before"], json.loads(text)["key"])]:
        _add(head, [Leaf(text)])
        head.keys += f"{text}\n"
        head.save()


def _locked_sound_head() -> LogHead:
    head = _locked_head()
    if fault := fault_of_log(head.size):
        raise LogFork(fault)
    return head


def _locked_head() -> LogHead:
    LogHead.objects.get_or_create(pk=ONLY_ROW)
    return LogHead.objects.select_for_update().get(pk=ONLY_ROW)
