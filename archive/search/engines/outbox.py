"""From a committed change to the index.

A transaction that changes what the index shows adds a row here. After the commit, the process that holds the index's
write lock drains the rows until none is left. A process that finds the lock taken leaves its rows to the holder, who
looks again after releasing the lock. A row stays pending until the index has the change on disk. So a process that is
killed at any moment loses nothing: the next drain does its work again.

Rows say what is out of date, not how. The objects are read when the index is updated. So the order of rows does not
matter, doing one twice is safe, and rows of one subject that wait together are done as one.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from itertools import chain

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from archive.machine.database import trouble_with_writing
from archive.models import Board, ChangeNote, OutboxEntry, Statement
from archive.search.engines import filing, get_backend, home, origin
from archive.search.engines.document import documents, showing, showing_any, slices
from archive.search.engines.rebuild import RebuildUnderway, Watch, rebuild
from archive.search.engines.results import SearchUnavailable
from archive.search.names import names_kept
from boardmeetings.failpoints import failpoint

logger = logging.getLogger(__name__)

Subject = OutboxEntry.Subject

AT_ONCE = 1000
STATEMENTS_AT_ONCE = 2000
# How long a commit may keep the person who made it waiting for the index, beyond one batch.
MOMENT_SECONDS = 2.0
# After the index has refused this many single rows, a drain leaves the rest to the next one.
REFUSALS = 20
# Done rows are kept this long for an index that is being built. A build never takes that long.
KEEP_DONE = timedelta(days=7)
PURGED_AT_ONCE = 5000

# Searches no longer find the words, but the files of a search server contain them for a while.
IN_FILES = "The files of the search index may still hold words that were removed."

_held_back: ContextVar[bool] = ContextVar("held_back", default=False)


def add(subject: Subject, ids: Iterable[int], *, seen: Iterable[int] | None = None) -> None:
    """Write a row for each subject in the caller's transaction, and drain the outbox after its commit.

    Readers see the change too, so this also leaves a note for the list of changes (``archive.log.changes``): of all
    the subjects, or of those that are ``seen`` to change.
    """
    ids = list(ids)
    OutboxEntry.objects.write(subject, ids)
    _note(subject, ids if seen is None else list(seen))
    transaction.on_commit(drain_for_a_moment, robust=True)


def add_speakers(subject: Subject, facts: Collection[tuple[int, int | None]]) -> None:
    """Do what ``add`` does for the speakers of names or offices, each given with the board of the fact.

    Readers see none of those at a board that is not public.
    """
    boards = Board.objects.public().filter(pk__in={board for _, board in facts})
    on_record = {None, *boards.values_list("pk", flat=True)}
    seen = {speaker for speaker, board in facts if board in on_record}
    add(subject, {speaker for speaker, _ in facts}, seen=seen)


@contextmanager
def held_back() -> Iterator[None]:
    """Within this context, changes leave rows that nothing drains. The caller, or a later change, drains them."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def _note(subject: Subject, ids: list[int]) -> None:
    """Leave the notes of the change. A statement has board and date of its meeting, but only names other objects."""
    if subject == Subject.HOLDER:
        subject = Subject.SPEAKER
    if subject in {Subject.STATEMENT, Subject.REDACTED, Subject.MEETING}:
        ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, showing(subject, ids))
    else:
        ChangeNote.objects.leave(ChangeNote.Subject(subject.value), ids)


def drain_for_a_moment() -> int:
    """Drain after a commit, while a person waits: the newest rows first, and not all that an import has left.

    The loop does the others.
    """
    return drain(until=time.monotonic() + MOMENT_SECONDS)


def drain(watch: Watch = iter, *, due_only: bool = False, until: float | None = None) -> int:
    """Update the index and return how many rows were done. Return at once if another process is doing it.

    Begin nothing after ``until``, by the monotonic clock.

    A missing or damaged index is rebuilt. If the index refuses rows, this is logged, and the rows stay for the next
    drain, with the error and the number of attempts; the caller is not disturbed. With ``due_only``, rows that were
    refused a moment ago are left out.
    """
    if _held_back.get():
        return 0
    failpoint("outbox.committed")
    work = _Drain(watch, due_only, until)
    try:
        if home.problem():
            return 0
        names_kept.update_names()
        work.run()
    except RebuildUnderway as underway:
        logger.info("%s", underway)
    except (SearchUnavailable, OSError, DatabaseError) as error:
        _put_off(work, error)
    return work.done


def _put_off(work: "_Drain", error: Exception) -> None:
    """Leave the rows to the next drain, and note why in each, unless that cannot be written either."""
    expected = trouble_with_writing(error)
    logger.error("The index cannot be written now. Changes stay in the outbox. %s", error, exc_info=not expected)
    try:
        _refuse((row.pk for row in work.waiting()[:AT_ONCE]), _error_as_text(error))
    except DatabaseError as trouble:
        logger.warning("That could not be noted in the outbox: %s", trouble)


def underway() -> set[int]:
    """Return the numbers of statements whose changes are committed, but perhaps not in the index yet.

    Changes that the index has refused are not underway.
    """
    rows = OutboxEntry.objects.of_index().waiting().filter(attempts=0)
    return showing_any(rows.values_list("subject", "subject_id"))


def keep_up(watch: Watch = iter, *, due_only: bool = False) -> int:
    """Do the regular work of every few seconds: drain the outbox, and rebuild an index that is damaged or does not fit.

    Return how many changes went into the index. Files that a killed process left next to the index are removed first,
    because they may contain words that were redacted since.
    """
    if home.problem():
        return 0
    get_backend().tidy()
    built = 0
    if problem := _problem():
        built = _build_anew(problem, watch)
    return built + drain(watch, due_only=due_only)


class _Drain:
    """One run over the outbox: how many rows it has done, and which of them the index refused."""

    def __init__(self, watch: Watch, due_only: bool, until: float | None) -> None:
        self.watch = watch
        self.due_only = due_only
        self.until = until
        self.done = 0
        self.has_worked = False
        self.refused: set[int] = set()
        # By the row that is done: all rows for its subject that wait with it.
        self.standing_for: dict[int, set[int]] = defaultdict(set)

    def run(self) -> None:
        """Work until only refused rows are left, and look again after releasing the lock."""
        built_anew = False
        while not self._is_over() and self.waiting().exists():
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

    def _is_over(self) -> bool:
        """Return whether the time is over, and something was done in it."""
        return self.until is not None and self.has_worked and time.monotonic() >= self.until

    def _work_off(self) -> None:
        while not self._is_over() and (batch := self._joined(self._next())):
            for topic in {entry.subject_id for entry in batch if entry.subject == Subject.TOPIC}:
                filing.follow_topic(topic)
            self._index(batch)

    def waiting(self) -> models.QuerySet[OutboxEntry]:
        """Return the rows that are not done."""
        if len(self.refused) >= REFUSALS:
            return OutboxEntry.objects.none()
        rows = OutboxEntry.objects.of_index().pending().exclude(pk__in=self.refused)
        return rows.due().order_by("id") if self.due_only else rows

    def _next(self) -> list[OutboxEntry]:
        """Return some rows. Those that were refused before come last, so that they do not hold up others."""
        fresh = self.waiting().filter(attempts=0).order_by("id" if self.until is None else "-id")[:AT_ONCE]
        return list(fresh) or list(self.waiting().order_by("attempts", "id")[:AT_ONCE])

    def _joined(self, rows: list[OutboxEntry]) -> list[OutboxEntry]:
        """Return one row for each subject of these, which stands for all that wait for it: their work is the same.

        It begins where the one that has come least far does.
        """
        first_of: dict[tuple[str, int, bool], OutboxEntry] = {}
        for row in chain(rows, self._also_waiting(rows)):
            first = first_of.setdefault((row.subject, row.subject_id, row.last_error == IN_FILES), row)
            self.standing_for[first.pk].add(row.pk)
            first.after = min(first.after, row.after)
        return list(first_of.values())

    def _also_waiting(self, rows: list[OutboxEntry]) -> Iterator[OutboxEntry]:
        """Yield all rows that wait for the subjects of the rows."""
        of_subject: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            of_subject[row.subject].add(row.subject_id)
        for subject, ids in of_subject.items():
            yield from self.waiting().filter(subject=subject, subject_id__in=ids)

    def _all(self, rows: Iterable[OutboxEntry]) -> set[int]:
        """Return the ids of the rows and of those for which they stand."""
        return {pk for row in rows for pk in self.standing_for[row.pk]}

    def _index(self, batch: list[OutboxEntry]) -> None:
        """Update the index for the rows. If there are many, or the index refuses them, do it in parts."""
        if len(self.refused) >= REFUSALS or self._is_over():
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
            self._take(numbers, [entry.subject_id for entry in batch if entry.subject == Subject.MEETING])
        except (SearchUnavailable, OSError, DatabaseError):
            raise
        except Exception as error:
            logger.error("The index refuses %d changes at once: %r", len(batch), error, exc_info=len(batch) == 1)
            self._part(batch, error)
        else:
            redacted = [entry for entry in batch if entry.subject == Subject.REDACTED]
            self.done += OutboxEntry.objects.mark_done(self._all(entry for entry in batch if entry not in redacted))
            self._expunge(redacted)

    def _take(self, numbers: set[int], meetings: Collection[int] = ()) -> None:
        """Update the index with the statements as they are now, and file what is on the agenda of the meetings."""
        self.has_worked = True
        changed = documents(numbers)
        gone = numbers - {document.number for document in changed}
        # Read after the statements, so that the index contains nothing newer than its origin.
        get_backend().update(documents=self.watch(iter(changed)), gone=gone, origin=origin.of_now())
        filing.follow(changed, numbers, meetings)
        failpoint("outbox.indexed")

    def _take_in_slices(self, entry: OutboxEntry) -> None:
        """Update the statements that show the object of a wide row, in slices, from where a dead process stopped.

        If the index refuses statements of a slice, each becomes a row of its own.
        """
        for numbers in slices(entry.subject, entry.subject_id, STATEMENTS_AT_ONCE, entry.after):
            if self._is_over():
                return
            try:
                self._take(set(numbers))
            except (SearchUnavailable, OSError, DatabaseError):
                raise
            except Exception:
                logger.exception("The index refuses some of what shows %s.", entry)
                OutboxEntry.objects.write(Subject.STATEMENT, numbers)
            OutboxEntry.objects.filter(pk__in=self._all([entry])).update(after=numbers[-1])
        self.done += OutboxEntry.objects.mark_done(self._all([entry]))

    def _expunge(self, redacted: list[OutboxEntry]) -> None:
        """Remove the words of these statements from the files of the index. The rows wait until they are gone."""
        if not redacted:
            return
        if get_backend().expunge():
            self.done += OutboxEntry.objects.mark_done(self._all(redacted))
            return
        self.refused |= self._all(redacted)
        _refuse(self._all(redacted), IN_FILES)

    def _part(self, batch: list[OutboxEntry], error: Exception | None = None) -> None:
        """Halve the rows until only the refused one is left. A wide row is done in slices."""
        first, *rest = batch
        if rest:
            self._index(batch[: len(batch) // 2])
            self._index(batch[len(batch) // 2 :])
        elif first.subject not in {Subject.STATEMENT, Subject.REDACTED}:
            self._take_in_slices(first)
        else:
            logger.error("The index refuses %s. It stays in the outbox.", first)
            self.refused |= self._all(batch)
            _refuse(self._all(batch), _error_as_text(error))


def _problem() -> str:
    """Return why the index must be rebuilt, or an empty text."""
    return get_backend().check() or origin.mismatch(get_backend().origin())


def _build_anew(problem: str, watch: Watch) -> int:
    if Statement.objects.public().exists():  # not the first index of a new site
        logger.warning("The search index is rebuilt. %s", problem)
    return rebuild(watch)


def _concerned(entries: list[OutboxEntry]) -> set[int]:
    """Return the numbers of the statements that the rows name, and of those that show what the rows name.

    If very many statements show something, return only enough to notice this.
    """
    return showing_any(((entry.subject, entry.subject_id) for entry in entries), at_most=STATEMENTS_AT_ONCE + 1)


def _refuse(ids: Iterable[int], reason: str) -> None:
    OutboxEntry.objects.filter(pk__in=list(ids)).refuse(reason)


def _error_as_text(error: Exception | None) -> str:
    return f"{type(error).__name__}: {error}"


def _purge() -> None:
    """Delete some old rows that are done. Each drain deletes some, so the table stays short.

    The row that the index names stays, because it shows how new the index is (``archive.search.engines.origin``).
    """
    oldest = OutboxEntry.objects.filter(done_at__isnull=False).order_by("id").first()
    long_ago = timezone.now() - KEEP_DONE
    if oldest and oldest.done_at and oldest.done_at < long_ago:
        before = min(oldest.pk + PURGED_AT_ONCE, origin.row_of(get_backend().origin()))
        OutboxEntry.objects.filter(done_at__lt=long_ago, pk__lt=before).delete()
