"""Loads lines batch by batch, each in one transaction, so that finished batches stay."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum
from types import TracebackType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from archive.actions.redaction import WordsReturned
from archive.actions.removed_words.gaps import with_gaps_of
from archive.actions.removed_words.memory import find_removed
from archive.actions.statements import NewDecision, correct, publish_many
from archive.actions.statements.decisions import differs
from archive.actions.statements.drafts import as_stored
from archive.ingest.loading.line import Line, MeetingLine, SpeakerLine, StatementLine, statement_of
from archive.ingest.loading.open_civic_data import CivicData
from archive.ingest.loading.surroundings import KnownObjects
from archive.machine.database import others_wait
from archive.machine.web.sent_data import NotTaken
from archive.machine.web.sent_lines import read_object
from archive.models import Correction, Decision, OutboxEntry, Statement
from archive.search.engines import outbox
from boardmeetings.failpoints import failpoint

REASON = "The text has changed in the source it was imported from."
# Others can write between two batches. On a slow or busy machine, a batch has fewer lines, so that they wait less.
BATCH = 1000
SMALLEST_BATCH = 50
BATCH_SECONDS = 1.0
# To save a form takes several turns. While others wait for theirs, a batch is as long as such a turn.
SHORT_BATCH, SHORT_SECONDS = 10, 0.1


OF_SOURCE = Q(number=1) | Q(reason=REASON)
BY_SOURCE = Q(own_reason=REASON) | Q(revision__reason=REASON)


class Outcome(StrEnum):
    """What happened to a statement of the file."""

    ADDED = "added"
    CHANGED = "changed in the source, and corrected"
    KNOWN = "in the archive already"
    LEFT_ALONE = "unchanged because withdrawn, corrected or being edited"
    REDACTED = "left out because of redacted words"
    BAD = "not read"


class Load:
    """One import of a file. The external id says whether a statement is known, so a second run adds nothing.

    An import only changes texts and decisions in the archive: if the source has changed since the last import, it is
    corrected in public. Statements that staff have corrected, withdrawn or begun to change stay the same.
    """

    def __init__(
        self,
        *,
        report: Callable[[str], None],
        done: Callable[[], None] = lambda: None,
        text_status: str = "",
        source_kind: str = "",
        tell_readers: bool | None = None,
        dry_run: bool = False,
    ) -> None:
        """Report each bad line in a sentence, and say when a line is done.

        ``text_status`` and ``source_kind`` are for texts whose line gives none; else nobody said it. ``tell_readers``
        says whether readers with alerts hear of new statements; if it is None, they hear of recent ones. A ``dry_run``
        does everything and takes it back, batch by batch.
        """
        self.tally: Counter[Outcome] = Counter()
        self._report, self._done = report, done
        self._text_status, self._source_kind = text_status, source_kind
        self._tell_readers = tell_readers
        self.dry_run = dry_run
        self._civic = CivicData()
        self._around = KnownObjects(self._civic.names)
        self.made: set[tuple[str, str]] = set()
        self._batch: list[tuple[int, Line]] = []
        self._batch_size = BATCH

    def run(self, lines: Iterable[tuple[int, bytes]]) -> None:
        """Import numbered lines. Whatever ends the run, the finished batches stay, with their rows in the outbox.

        The index is not told: the caller drains the outbox or rebuilds the index.
        """
        with outbox.held_back(), SeenIds() as self._seen:
            try:
                for number, raw in lines:
                    self._read_line(number, raw)
            except NotTaken as damage:
                self._refuse(str(damage))
            for event, decisions in self._civic.orphans():
                self._refuse(f"{decisions} decisions name the event “{event}”, which is not in the file.", decisions)
            for number, line in self._civic.lines():
                self._take(number, line)
            self._flush()

    def share(self) -> float:
        """Return how much is stored of what waits for the end of the file, from 0 to 1."""
        return self._civic.share()

    def _read_line(self, number: int, raw: bytes) -> None:
        try:
            if raw.strip() and not self._civic.take(number, entry := read_object(raw)):
                self._take(number, statement_of(entry))
        except NotTaken as problem:
            self._refuse(f"Line {number}: {problem}")

    def _refuse(self, sentence: str, lines: int = 1) -> None:
        self.tally[Outcome.BAD] += lines
        self._report(sentence)

    def _take(self, number: int, line: Line) -> None:
        first = self._seen.first_line(line.id, number) if isinstance(line, StatementLine) else number
        if first != number:
            self._refuse(
                f"Line {number}: the id “{line.id}” is on line {first} already. Each id may occur only once in a file."
            )
            return
        if len(self._batch) >= self._batch_size:
            self._flush()
        self._batch.append((number, line))
        self._done()

    def _flush(self) -> None:
        with transaction.atomic():
            began = time.monotonic()
            tally = self._store()
            smallest, seconds = (SHORT_BATCH, SHORT_SECONDS) if others_wait() else (SMALLEST_BATCH, BATCH_SECONDS)
            failpoint("load.stored")
            self.made |= self._around.made
            if self.dry_run:
                # What it made is gone, so the next batch must not refer to it.
                transaction.set_rollback(True)
                self._around = KnownObjects(self._civic.names)
        failpoint("load.committed")
        fitting = int(len(self._batch) * seconds / max(time.monotonic() - began, 0.001))
        self._batch_size = min(max(fitting, smallest), BATCH)
        self.tally.update(tally)
        self._batch.clear()

    def _store(self) -> Counter[Outcome]:
        """Store the batch and return what happened to its statements."""
        lines = {line.id: (number, line) for number, line in self._batch if isinstance(line, StatementLine)}
        known = dict(
            Statement.objects.filter(external_id__in=lines).values_list("external_id", "current_revision__text")
        )
        tally: Counter[Outcome] = Counter()
        new: list[tuple[Statement, str, NewDecision | None]] = []
        for _, line in self._batch:
            try:
                if isinstance(line, MeetingLine):
                    self._around.hold(line)
                elif isinstance(line, SpeakerLine):
                    self._around.seat(line)
                elif line.id not in known:
                    new.append((self._statement(line), line.text, self._around.decision(line)))
            except WordsReturned:
                tally[Outcome.REDACTED] += 1
        tally += self._publish(new)
        differing = {
            str(name)
            for name, text in known.items()
            if lines[str(name)][1].facts is not None or as_stored(lines[str(name)][1].text) != text
        }
        tally[Outcome.KNOWN] += len(known) - len(differing)
        for statement in Statement.objects.filter(external_id__in=differing).select_related(
            "current_revision", "meeting"
        ):
            tally[self._follow(*lines[str(statement.external_id)], statement)] += 1
        return +tally

    def _statement(self, line: StatementLine) -> Statement:
        return self._around.statement(line, text_status=self._text_status, source_kind=self._source_kind)

    def _publish(self, new: list[tuple[Statement, str, NewDecision | None]]) -> Counter[Outcome]:
        self._around.offices.store()
        left_out = publish_many(
            statements=[statement for statement, _, _ in new],
            texts=[text for _, text, _ in new],
            decisions=[decision for _, _, decision in new],
            tell_readers=self._tell_readers,
        )
        # Those of meetings with new statements are told of with these.
        told = {statement.meeting_id for statement, _, _ in new if statement.pk}
        OutboxEntry.objects.write(OutboxEntry.Subject.MEETING, self._around.with_new_items - told)
        self._around.with_new_items.clear()
        return Counter({Outcome.ADDED: len(new) - len(left_out), Outcome.REDACTED: len(left_out)})

    def _follow(self, number: int, line: StatementLine, statement: Statement) -> Outcome:
        """Do with a known statement what its line says; report a decision that is none in the archive."""
        try:
            return follow_source(statement, line.text, self._around.decision(line))
        except (Decision.DoesNotExist, ValidationError) as error:
            self._report(f"Line {number}: {statement} cannot be changed into this decision: {error}")
            return Outcome.BAD
        except WordsReturned:
            return Outcome.REDACTED


def follow_source(statement: Statement, text: str, decision: NewDecision | None) -> Outcome:
    """Correct in public what the source has changed, unless staff work on the statement or corrected it.

    Redacted passages stay gaps.
    """
    standing = statement.current_revision
    # What a decision was at the last import is not kept: what is not so now has changed.
    imported = standing if decision else statement.revisions.published().filter(OF_SOURCE).order_by("number").last()
    wording = with_gaps_of(imported.text, as_stored(text)) if imported else as_stored(text)
    if imported and imported.text == wording and not differs(statement, decision):
        return Outcome.KNOWN
    corrected = Correction.objects.filter(statement=statement).exclude(BY_SOURCE) if decision else None
    by_staff = corrected.exists() if corrected is not None else imported != standing
    at_work = statement.revisions.filter(published_at__isnull=True).exists()
    if not statement.is_public or at_work or by_staff:
        return Outcome.LEFT_ALONE
    if wording is None or find_removed([wording], statement.meeting or statement):
        return Outcome.REDACTED
    correct(statement=statement, text=wording, decision=decision, reason=REASON, as_printed=None)
    return Outcome.CHANGED


class SeenIds:
    """The ids of one file. What does not fit into memory is in a temporary file, which is deleted afterwards."""

    def __init__(self) -> None:
        # SQLite keeps a database without a name in memory, and moves it to a temporary file as it grows.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def __enter__(self) -> "SeenIds":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def first_line(self, identifier: str, line: int) -> int:
        """Return the line on which the id first occurred: this line, if it is new."""
        added = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (identifier, line)).rowcount
        if added:
            return line
        (first,) = self._database.execute("SELECT line FROM seen WHERE id = ?", (identifier,)).fetchone()
        return first
