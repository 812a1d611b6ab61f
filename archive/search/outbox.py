"""The way from a committed change to the index.

Whoever changes what the index knows adds a row here in the same transaction. After the commit the rows are drained by
whoever holds the index's write lock, until none is left; a process that finds the lock taken leaves its rows to the
holder, who looks again after letting go. A row stays pending until the index has it on disk, so that a process killed
at any moment loses nothing: the next one to drain does its work again.

Rows say what is out of date, not how: the record is read when the index is told. So their order is of no weight, and
doing one twice does no harm.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from itertools import islice

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from archive.models import ChangeNote, OutboxEntry, Statement
from archive.search import filing, home, origin
from archive.search.backends import get_backend
from archive.search.document import documents, showing, slices
from archive.search.rebuild import RebuildUnderway, Watch, rebuild
from archive.search.results import SearchUnavailable
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

Subject = OutboxEntry.Subject

AT_ONCE = 1000
STATEMENTS_AT_ONCE = 2000
# After so many rows that the index refuses, each by itself, a drain leaves the rest to the next.
REFUSALS = 20
# Done rows are kept for an index that is being built meanwhile, which never takes so long.
KEEP_DONE = timedelta(days=7)
PURGED_AT_ONCE = 5000

# The index finds the words no more; on a server its files let go of them after a while.
IN_FILES = "The files of the search index may still hold words that were removed."

_held_back: ContextVar[bool] = ContextVar("held_back", default=False)


def add(subject: Subject, ids: Iterable[int]) -> None:
    """Write a row for each subject in the caller's transaction, and drain the outbox once that has committed.

    Readers see that change too, so a note is left for the list of changes (``archive.changes``).
    """
    ids = list(ids)
    OutboxEntry.objects.write(subject, ids)
    _note(subject, ids)
    transaction.on_commit(drain, robust=True)


@contextmanager
def held_back() -> Iterator[None]:
    """Within, changes leave their rows and nothing drains; the caller does when all is written, or a later change."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def _note(subject: Subject, ids: list[int]) -> None:
    """Leave the notes of the change: a statement holds board and date of its meeting, and only names the rest."""
    if subject in {Subject.STATEMENT, Subject.REDACTED, Subject.MEETING}:
        ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, showing(subject, ids))
    else:
        ChangeNote.objects.leave(ChangeNote.Subject(subject.value), ids)


def drain(watch: Watch = iter, *, due_only: bool = False) -> int:
    """Bring the index up to date and return how many rows were done; leave at once where another process does it.

    A missing or damaged index is rebuilt. What the index refuses is logged, and its rows stay, with the error and
    the number of tries, for the next drain; the caller's own work is not disturbed. With ``due_only`` it leaves out
    what was refused a moment ago.
    """
    if _held_back.get():
        return 0
    failpoint("outbox.committed")
    if home.problem():
        return 0
    work = _Drain(watch, due_only)
    try:
        work.run()
    except RebuildUnderway as underway:
        logger.info("%s", underway)
    except (SearchUnavailable, OSError, DatabaseError) as error:
        logger.exception("The index cannot be written now. Changes stay in the outbox.")
        _refuse(work.waiting()[:AT_ONCE], error)
    return work.done


def keep_up(watch: Watch = iter, *, due_only: bool = False) -> int:
    """Do what a look every few seconds finds to do: drain the outbox, rebuild an index that is damaged or other.

    Return how many changes the index took in. What a killed process left beside the index goes first: it may hold
    words that were redacted meanwhile.
    """
    if home.problem():
        return 0
    get_backend().tidy()
    built = 0
    if problem := _problem():
        built = _build_anew(problem, watch)
    return built + drain(watch, due_only=due_only)


class _Drain:
    """One go at the outbox: how many rows it has done, and which of them the index refused."""

    def __init__(self, watch: Watch, due_only: bool) -> None:
        self.watch = watch
        self.due_only = due_only
        self.done = 0
        self.refused: set[int] = set()

    def run(self) -> None:
        """Work until no row is left but the refused, and look again after letting go of the lock."""
        built_anew = False
        while self.waiting().exists():
            try:
                with get_backend().writing() as have_lock:
                    if not have_lock:
                        return
                    if origin.mismatch(get_backend().origin()):
                        raise SearchUnavailable
                    self._work_off()
            except SearchUnavailable:
                problem = _problem()
                if built_anew or not problem:
                    raise
                _build_anew(problem, self.watch)
                built_anew = True
        _purge()

    def _work_off(self) -> None:
        while batch := list(self._next()):
            for topic in {entry.subject_id for entry in batch if entry.subject == Subject.TOPIC}:
                filing.follow_topic(topic)
            self._index(batch)

    def waiting(self) -> models.QuerySet[OutboxEntry]:
        """Return the rows still to be done."""
        if len(self.refused) >= REFUSALS:
            return OutboxEntry.objects.none()
        rows = OutboxEntry.objects.of_index().pending().exclude(pk__in=self.refused)
        return rows.due() if self.due_only else rows

    def _next(self) -> models.QuerySet[OutboxEntry]:
        """Return some rows; those that were refused before come last, so that they hold up no other."""
        fresh = self.waiting().filter(attempts=0)[:AT_ONCE]
        return fresh if fresh else self.waiting().order_by("attempts", "id")[:AT_ONCE]

    def _index(self, batch: list[OutboxEntry]) -> None:
        """Bring what the rows concern into the index, in parts where that is much or where it refuses."""
        if len(self.refused) >= REFUSALS:
            return
        if remains := [entry for entry in batch if entry.last_error == IN_FILES]:
            self._expunge(remains)
            batch = [entry for entry in batch if entry.last_error != IN_FILES]
        if not batch:
            return
        numbers = _concerned(batch)
        if len(numbers) > STATEMENTS_AT_ONCE:
            self._part(batch)
            return
        try:
            self._take(numbers)
        except (SearchUnavailable, OSError, DatabaseError):
            raise
        except Exception as error:
            logger.error("The index refuses %d changes at once: %r", len(batch), error, exc_info=len(batch) == 1)
            self._part(batch, error)
        else:
            redacted = [entry for entry in batch if entry.subject == Subject.REDACTED]
            self.done += OutboxEntry.objects.mark_done(entry.pk for entry in batch if entry not in redacted)
            self._expunge(redacted)

    def _take(self, numbers: set[int]) -> None:
        """Bring the statements into the index as they are now."""
        found = documents(numbers)
        gone = numbers - {document.number for document in found}
        # Named after the statements were read: the index holds nothing that is newer than its origin.
        get_backend().update(documents=self.watch(iter(found)), gone=gone, origin=origin.of_now())
        filing.follow(found, numbers)
        failpoint("outbox.indexed")

    def _take_in_slices(self, entry: OutboxEntry) -> None:
        """Bring in what shows the record of a wide row, some at a time; whoever takes over from a dead process goes on.

        What the index refuses of a slice becomes a row a statement.
        """
        for numbers in slices(entry.subject, entry.subject_id, STATEMENTS_AT_ONCE, entry.after):
            try:
                self._take(set(numbers))
            except (SearchUnavailable, OSError, DatabaseError):
                raise
            except Exception:
                logger.exception("The index refuses some of what shows %s.", entry)
                OutboxEntry.objects.write(Subject.STATEMENT, numbers)
            OutboxEntry.objects.filter(pk=entry.pk).update(after=numbers[-1])
        self.done += OutboxEntry.objects.mark_done([entry.pk])

    def _expunge(self, redacted: list[OutboxEntry]) -> None:
        """Have the files of the index hold no word of these any more: rows wait until they do."""
        if not redacted:
            return
        if get_backend().expunge():
            self.done += OutboxEntry.objects.mark_done(entry.pk for entry in redacted)
            return
        self.refused |= {entry.pk for entry in redacted}
        OutboxEntry.objects.filter(pk__in=[entry.pk for entry in redacted]).note_failure(IN_FILES)

    def _part(self, batch: list[OutboxEntry], error: Exception | None = None) -> None:
        """Halve the rows, down to the one that the index refuses; a wide one is done in slices."""
        first, *rest = batch
        if rest:
            self._index(batch[: len(batch) // 2])
            self._index(batch[len(batch) // 2 :])
        elif first.subject not in {Subject.STATEMENT, Subject.REDACTED}:
            self._take_in_slices(first)
        else:
            logger.error("The index refuses %s. It stays in the outbox.", first)
            self.refused.add(first.pk)
            _refuse(batch, error)


def _problem() -> str:
    """Return why the index has to be rebuilt, or nothing."""
    return get_backend().check() or origin.mismatch(get_backend().origin())


def _build_anew(problem: str, watch: Watch) -> int:
    if Statement.objects.public().exists():  # not the first index of a new site
        logger.warning("The search index is rebuilt. %s", problem)
    return rebuild(watch)


def _concerned(entries: list[OutboxEntry]) -> set[int]:
    """Return the numbers of the statements that the rows name, and of those that show what the rows name.

    Of what very many show only so many that it can be told.
    """
    by_subject: dict[str, list[int]] = {}
    for entry in entries:
        by_subject.setdefault(entry.subject, []).append(entry.subject_id)
    some = STATEMENTS_AT_ONCE + 1
    return set().union(*(islice(showing(subject, ids), some) for subject, ids in by_subject.items()))


def _refuse(entries: Iterable[OutboxEntry], error: Exception | None) -> None:
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).note_failure(f"{type(error).__name__}: {error}")


def _purge() -> None:
    """Delete some of the rows that were done long ago; each drain takes some, so the table stays short.

    The newest stays: it says how new the database is (``archive.search.origin``).
    """
    newest = OutboxEntry.objects.of_index().order_by("id").last()
    oldest = OutboxEntry.objects.filter(done_at__isnull=False).order_by("id").first()
    long_ago = timezone.now() - KEEP_DONE
    if oldest and newest and oldest.done_at and oldest.done_at < long_ago:
        OutboxEntry.objects.filter(done_at__lt=long_ago, pk__lt=min(oldest.pk + PURGED_AT_ONCE, newest.pk)).delete()
