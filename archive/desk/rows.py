"""The rows of a meeting at the desk: attendance, agenda items, statements, decisions, and files that are being read.

Of the whole meeting only keys are read, in their order. What a row shows is read for one part of the list at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import Count, Prefetch

from archive.actions.rules import versions_of
from archive.models import AgendaItem, Decision, ImportBatch, Meeting, Revision, Statement
from archive.models.decided import Decided

ROWS_A_PART = 75
ITEM, STATEMENT, FILE = "item", "statement", "file"
Key = tuple[str, int]


@dataclass(frozen=True)
class ListedRow:
    """One row: an agenda item, a statement, or a file that is being read."""

    kind: str
    instance: Any
    # The version of the statement, and what was decided, if it is a decision.
    version: str = ""
    decided: Decided | None = None


class MeetingRows:
    """The rows of a meeting in order, to be cut into parts; with ``status``, only its statements of that status.

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
        self._keys: list[Key] = [(STATEMENT, pk) for pk in present]
        self._keys += _under_their_items(others, shown)
        self._keys += [(FILE, pk) for pk in files]

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
    rows = Statement.objects.filter(pk__in=pks).select_related("speaker", "source", "current_revision", "decision")
    for statement in rows.prefetch_related(Prefetch("revisions", waiting, to_attr="next_words"), "decision__ballots"):
        decision = getattr(statement, "decision", None)
        told = Decided(decision, list(decision.ballots.all())) if decision else None
        yield ListedRow(STATEMENT, statement, versions.get(statement.pk, ""), told)


def _items(pks: list[int]) -> Iterator[ListedRow]:
    for item in AgendaItem.objects.filter(pk__in=pks).prefetch_related("itemfiling_set__topic"):
        yield ListedRow(ITEM, item)


def _files(pks: list[int]) -> Iterator[ListedRow]:
    for batch in ImportBatch.objects.filter(pk__in=pks).select_related("uploaded_by").annotate(count=Count("turns")):
        yield ListedRow(FILE, batch)
