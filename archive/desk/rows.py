"""The rows of a list at the desk: those of a meeting, the turns of a file, and what was said outside meetings.

Of a whole list only keys are read, in their order. What a row shows is read for one part of the list at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, overload

from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from archive.actions.rules import versions_of
from archive.actions.statements.review import IS_DONE, notes_about
from archive.citations.passages.difference import DifferencePiece, compare
from archive.desk.doubtful_words import marked_pieces
from archive.desk.staff_request import StaffRequest, is_script
from archive.exports.phrases import UNIDENTIFIED, speaker_name
from archive.ingest.staging.plan import Plan
from archive.models import (
    AgendaItem,
    AuditEntry,
    Board,
    Decision,
    ImportBatch,
    Meeting,
    Revision,
    StagedTurn,
    Statement,
    Topic,
)
from archive.models.decided import Decided

ROWS_A_PART = 75
TOPICS_OFFERED = 500
ITEM, STATEMENT, TURN, FILE = "item", "statement", "turn", "file"
Key = tuple[str, int]


@dataclass(frozen=True)
class ListedRow:
    """One row: an agenda item, a statement, a turn that is not saved yet, or a file that is being read."""

    kind: str
    instance: Any


class StatementRow(ListedRow):
    """A statement of the meeting, with its version, what was decided if it is a decision, and notes that are open."""

    can_change = True

    def __init__(
        self, statement: Statement, version: str, decided: Decided | None, notes: Sequence[AuditEntry]
    ) -> None:
        super().__init__(STATEMENT, statement)
        self.name = f"statement {statement.pk}"
        # Only a meeting has buttons for what is ticked.
        self.tick = f"{statement.pk}:{version}" if statement.meeting_id else ""
        self.address = reverse("desk:statement", args=[statement.pk])
        self.who = decided.decision.get_kind_display() if decided else speaker_name(statement)
        self.is_said = decided is None
        is_withdrawn = statement.status == Statement.Status.WITHDRAWN
        self.title = "" if is_withdrawn or not statement.current_revision else statement.current_revision.title
        self.lines = decided.lines if decided else []
        self.since: list[DifferencePiece] = since_sent_back(statement)
        self.notes = notes


class TurnRow(ListedRow):
    """A turn of an import, with its words in pieces, what it does to the meeting, and the heading that it opens."""

    def __init__(
        self, turn: StagedTurn, change: str | None = None, goes_on: Statement | None = None, before: int | None = None
    ) -> None:
        super().__init__(TURN, turn)
        label, self.can_change = turn.label, turn.batch.is_open
        self.name, self.tick = f"turn {turn.position}", turn.pk if self.can_change else ""
        self.address = reverse("desk:import-turn", args=[turn.batch_id, turn.pk])
        printed = label.text or UNIDENTIFIED if label else turn.get_kind_display()
        self.who = label.speaker.name if label and label.speaker else printed
        self.is_unidentified = bool(label and label.text and not label.speaker)
        self.is_said = label is not None
        self.title, self.lines = turn.title, [f"Read as: {turn.read_as}"] if turn.read_as else []
        self.pieces = marked_pieces(turn) if self.can_change else []
        self.change, self.opens = change, turn.item if turn.item_id and turn.item_id != before else None
        kept = None if self.can_change else turn.statement_id
        self.becomes = goes_on.pk if change and goes_on else kept


def turn_rows(plan: Plan, batch: ImportBatch) -> list[TurnRow]:
    """Return the turns of an import in order, with what each does to a meeting that has statements already."""
    marks = plan.changes if plan.statements and batch.is_open else []
    before = [None, *(turn.item_id for turn in plan.turns)]
    return [TurnRow(*row) for row in zip_longest(plan.turns, marks, plan.continues, before[: len(plan.turns)])]


class Rows:
    """Rows in order, to be cut into parts, by their keys."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = list(keys)

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: slice) -> list[ListedRow]: ...
    @overload
    def __getitem__(self, place: int) -> ListedRow: ...
    def __getitem__(self, place: slice | int) -> list[ListedRow] | ListedRow:
        """Return the rows of a part, or one row."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        keys = self._keys[place]
        read = {STATEMENT: _statements, ITEM: _items, FILE: _files}
        rows = {kind: {row.instance.pk: row for row in read[kind](_of(kind, keys))} for kind in read}
        # A row that somebody deleted meanwhile is left out.
        return [rows[kind][pk] for kind, pk in keys if pk in rows[kind]]

    def place_of(self, kind: str, pk: int | None) -> int | None:
        """Return the place of a row, or None if there is no such row."""
        return self._keys.index((kind, pk)) if pk and (kind, pk) in self._keys else None


class MeetingRows(Rows):
    """The rows of a meeting in order; with ``status``, only its statements of that status.

    The attendance comes first. An agenda item comes before what was said under it; one without statements keeps its
    place among the others.
    """

    def __init__(self, meeting: Meeting, status: str = "") -> None:
        statements = meeting.statements.order_by("position", "number")
        if status:
            statements = statements.filter(status=status)
        said = list(statements.values_list("pk", "agenda_item", "decision__kind"))
        present = [pk for pk, _, kind in said if kind == Decision.Kind.ROLL_CALL]
        others = [(pk, item) for pk, item, kind in said if kind != Decision.Kind.ROLL_CALL]
        named = {item for _, item in others}
        items = meeting.agenda_items.order_by("position").values_list("pk", flat=True)
        shown = [item for item in items if item in named or not status]
        files = [] if status else ImportBatch.objects.in_progress().filter(meeting=meeting).values_list("pk", flat=True)
        keys: list[Key] = [(STATEMENT, pk) for pk in present]
        super().__init__([*keys, *_under_their_items(others, shown), *((FILE, pk) for pk in files)])


class OutsideRows(Rows):
    """What was said about a board outside its meetings, the latest first."""

    def __init__(self, board: Board) -> None:
        said = board.statements.filter(meeting=None).order_by("-date", "-number")
        super().__init__((STATEMENT, pk) for pk in said.values_list("pk", flat=True))


def place_in_list(statement: Statement) -> str:
    """Return the address of the statement's row in its list: that of its meeting, or of its board outside meetings."""
    inside = statement.meeting_id
    address = reverse("desk:meeting", args=[inside]) if inside else reverse("desk:outside", args=[statement.board_id])
    return f"{address}?at={statement.pk}#statement-{statement.pk}"


def since_sent_back(statement: Statement) -> list[DifferencePiece]:
    """Return word by word what changed in a statement since it was sent back; nothing once it is public."""
    before, now = getattr(statement, "sent_back", None), statement.current_revision
    if before is None or now is None or statement.published_at or (before.title, before.text) == (now.title, now.text):
        return []
    return compare(*("\n".join(filter(None, (words.title, words.text))) for words in (before, now)))


def row_form(
    request: StaffRequest,
    template: str,
    context: dict[str, Any],
    *,
    page: str = "desk/row_page.html",
    status: int = 200,
) -> HttpResponse:
    """Show the form of a row alone on a page, or nothing else if a script opens it in its place in the list."""
    in_list = is_script(request)
    context = {"in_list": in_list, "row_form": template, **offers(), **context}
    return render(request, template if in_list else page, context, status=status)


def offers() -> dict[str, Any]:
    """Return suggestions for typing."""
    return {"topics": Topic.objects.values_list("name", flat=True)[:TOPICS_OFFERED]}


def _under_their_items(said: Iterable[tuple[int, int | None]], items: list[int]) -> Iterator[Key]:
    """Yield the statements in order, each item before its first statement and after the items that precede it."""
    waiting = list(items)
    for pk, item in said:
        if item in waiting:
            last = waiting.index(item) + 1
            yield from ((ITEM, one) for one in waiting[:last])
            waiting = waiting[last:]
        yield STATEMENT, pk
    yield from ((ITEM, one) for one in waiting)


def _of(kind: str, keys: Iterable[Key]) -> list[int]:
    return [pk for one, pk in keys if one == kind]


def _statements(pks: list[int]) -> Iterator[ListedRow]:
    # A statement that changes after its version was read has an old one, and cannot be acted on from this page.
    versions = versions_of(Statement.objects.filter(pk__in=pks))
    waiting = Revision.objects.filter(published_at__isnull=True, number__gt=1)
    shown = ("speaker", "source", "current_revision", "decision", "checked_by", "sent_back")
    beside = (Prefetch("revisions", waiting, to_attr="next_words"), "decision__ballots")
    rows = Statement.objects.filter(pk__in=pks).select_related(*shown).prefetch_related(*beside)
    notes: dict[int, list[AuditEntry]] = defaultdict(list)
    for note in notes_about(*rows).exclude(IS_DONE):
        notes[note.subject_id].append(note)
    for statement in rows:
        decision = getattr(statement, "decision", None)
        told = Decided(decision, list(decision.ballots.all())) if decision else None
        open_notes = [] if statement.published_at else notes[statement.pk]
        yield StatementRow(statement, versions.get(statement.pk, ""), told, open_notes)


def _items(pks: list[int]) -> Iterator[ListedRow]:
    for item in AgendaItem.objects.filter(pk__in=pks).prefetch_related("itemfiling_set__topic"):
        yield ListedRow(ITEM, item)


def _files(pks: list[int]) -> Iterator[ListedRow]:
    for batch in ImportBatch.objects.filter(pk__in=pks).select_related("uploaded_by").annotate(count=Count("turns")):
        yield ListedRow(FILE, batch)
