"""Loads lines batch by batch, each in one transaction, so that finished batches stay."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable
from types import TracebackType

from django.db import transaction
from django.db.models import Q

from archive.actions.redaction import WordsReturned
from archive.actions.removed_words.gaps import with_gaps_of
from archive.actions.statements import publish_many
from archive.actions.statements.drafts import as_stored
from archive.database import others_wait
from archive.loading.outcome import REASON, Outcome, follow_source
from archive.loading.statement_lines import rules
from archive.loading.statement_lines.file import FileDamaged
from archive.loading.statement_lines.line import BadLine, StatementLine, parse
from archive.loading.statement_lines.surroundings import KnownObjects
from archive.models import Statement
from archive.search.engines import outbox
from boardmeetings.failpoints import failpoint

# Others can write between two batches. On a slow or busy machine, a batch has fewer lines, so that they wait less.
BATCH = 1000
SMALLEST_BATCH = 50
BATCH_SECONDS = 1.0
# To save a form takes several turns. While others wait for theirs, a batch is as long as such a turn.
SHORT_BATCH, SHORT_SECONDS = 10, 0.1


class Load:
    """One import of a file. The external id says whether a statement is known, so a second run adds nothing.

    An import only changes texts in the archive: if the source's text has changed since the last import, the new one
    becomes a revision. Statements that staff have corrected, withdrawn or begun to change stay the same.
    """

    def __init__(
        self,
        *,
        report: Callable[[str], None],
        text_status: str = "",
        tell_readers: bool | None = None,
        dry_run: bool = False,
    ) -> None:
        """Report each bad line in a sentence; ``text_status`` is for texts whose line gives none; else nobody said it.

        ``tell_readers`` says whether readers with alerts hear of new statements; if it is None, they hear of recent
        ones. A ``dry_run`` does everything and takes it back, batch by batch.
        """
        self.tally: Counter[Outcome] = Counter()
        self._report = report
        self._text_status = text_status
        self._tell_readers = tell_readers
        self.dry_run = dry_run
        self._surroundings = KnownObjects()
        self.made: set[tuple[str, str]] = set()
        self._batch: dict[str, StatementLine] = {}
        self._batch_size = BATCH

    def run(self, lines: Iterable[tuple[int, bytes]]) -> None:
        """Import numbered lines. Whatever ends the run, the finished batches stay, with their rows in the outbox.

        The index is not told: the caller drains the outbox or rebuilds the index.
        """
        with outbox.held_back(), SeenIds() as self._seen:
            try:
                for number, raw in lines:
                    self._read(number, raw)
            except FileDamaged as damage:
                self._refuse(str(damage))
            self._flush()

    def _read(self, number: int, raw: bytes) -> None:
        try:
            line = parse(raw)
        except BadLine as problem:
            self._refuse(f"Line {number}: {problem}")
            return
        first = self._seen.first_line(line.id, number)
        if first == number:
            self._take(line)
        else:
            self._refuse(
                f"Line {number}: the id “{line.id}” is on line {first} already. Each id may occur only once in a file."
            )

    def _refuse(self, sentence: str) -> None:
        self.tally[Outcome.BAD] += 1
        self._report(sentence)

    def _take(self, line: StatementLine) -> None:
        if len(self._batch) >= self._batch_size:
            self._flush()
        self._batch[line.id] = line

    def _flush(self) -> None:
        with transaction.atomic():
            began = time.monotonic()
            tally = self._store(self._batch)
            smallest, seconds = (SHORT_BATCH, SHORT_SECONDS) if others_wait() else (SMALLEST_BATCH, BATCH_SECONDS)
            failpoint("load.stored")
            self.made |= self._surroundings.made
            if self.dry_run:
                # What it made is gone, so the next batch must not refer to it.
                transaction.set_rollback(True)
                self._surroundings = KnownObjects()
        failpoint("load.committed")
        fitting = int(len(self._batch) * seconds / max(time.monotonic() - began, 0.001))
        self._batch_size = min(max(fitting, smallest), BATCH)
        self.tally.update(tally)
        self._batch.clear()

    def _store(self, batch: dict[str, StatementLine]) -> Counter[Outcome]:
        known = dict(
            Statement.objects.filter(external_id__in=batch).values_list("external_id", "current_revision__text")
        )
        new, statements, unstored = [], [], 0
        for line in batch.values():
            if line.id not in known:
                try:
                    statements.append(self._statement(line))
                except WordsReturned:
                    unstored += 1
                else:
                    new.append(line)
        redacted = publish_many(
            statements=statements, texts=[line.text for line in new], tell_readers=self._tell_readers
        )
        tally = Counter({Outcome.ADDED: len(new) - len(redacted)})
        if redacted or unstored:
            tally[Outcome.REDACTED] = len(redacted) + unstored
        for external_id, text in known.items():
            line = batch[str(external_id)]
            tally[Outcome.KNOWN if as_stored(line.text) == text else _change(line)] += 1
        return tally

    def _statement(self, line: StatementLine) -> Statement:
        around = self._surroundings
        board = around.board(line.body)
        meeting = around.meeting(board, line)
        item = around.agenda_item(meeting, line.agenda_item)
        speaker = around.speaker(board, line)
        status = line.text_status or self._text_status
        return Statement(
            external_id=line.id,
            kind=line.kind or rules.kind_of_statement(line.speaker, line.speaker_role),
            text_status=status,
            board_id=meeting.board_id,
            meeting=meeting,
            date=meeting.date,
            agenda_item=item,
            position=line.seq,
            speaker=speaker,
            attribution=line.speaker,
            source_id=around.source(line, status).pk,
        )


def _change(line: StatementLine) -> Outcome:
    """Give a known statement the text of its line, if the source has changed and nobody is editing the statement.

    Redacted passages stay gaps.
    """
    statement = Statement.objects.select_related("current_revision", "meeting").get(external_id=line.id)
    imported = statement.revisions.published().filter(Q(number=1) | Q(reason=REASON)).order_by("number").last()
    text = with_gaps_of(imported.text, as_stored(line.text)) if imported else as_stored(line.text)
    if imported and imported.text == text:
        return Outcome.KNOWN
    return follow_source(statement, text, by_staff=imported != statement.current_revision)


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
