"""A part of the record: the meetings and statements of a board or a year, and only what belongs to them.

What has no board and no date, such as people and sources, belongs to a part if a row of the part refers to it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from django.db.models import Q, QuerySet

from archive.exports.bulk.record import BY_NAME, RECORD, RENAMED, RecordTable
from archive.models import Board, Office, overlapping

# How the rows of a table lead to what has a board and a date.
LEADS_TO_PLACE = {
    "meetings": ("",),
    "statements": ("",),
    "withdrawn_statements": ("",),
    "meeting_documents": ("meeting__",),
    "agenda_items": ("meeting__",),
    "agenda_item_topics": ("agenda_item__meeting__",),
    "ballots": ("decision__statement__",),
    "redacted_passages": ("revision__statement__",),
    "corrections": ("statement__", "meeting__"),
    **dict.fromkeys(
        ("statement_topics", "decisions", "revisions", "withdrawn_revisions", "tombstones"),
        ("statement__",),
    ),
}
# What rows of the part refer to, with the name of the column that corrections of it have.
REFERRED = {"speakers": "speaker", "sources": "source", "topics": "topic"}
OF_SPEAKERS = frozenset({"speaker_names", "offices"})


def part_of_record(board: Board | None, year: int | None) -> tuple[RecordTable, ...]:
    """Return the tables with the meetings and statements of a board or a year alone, and what belongs to these."""
    part = _Part(board, year)
    return tuple(replace(table, objects=partial(part.rows, table.name)) for table in RECORD)


class _Part:
    def __init__(self, board: Board | None, year: int | None) -> None:
        self._board, self._year = board, year

    def rows(self, name: str) -> QuerySet:
        """Return the rows of a table that are in the part."""
        return BY_NAME[name].objects().filter(self._belongs(name))

    def _belongs(self, name: str) -> Q:
        if name == "boards":
            return Q(pk__in=self._boards())
        if name in REFERRED:
            return self._is_referred(name)
        if name in OF_SPEAKERS:
            return Q(speaker__in=self._keys("speakers")) & (Q(board=None) | Q(board__in=self._boards()))
        if name == "former_slugs":
            return _any(Q(kind=kind, record_id__in=self._keys(table)) for table, kind in RENAMED.items())
        if name == "corrections":
            others = {**REFERRED, "boards": "board"}.items()
            return self._is_placed(name) | _any(Q(**{f"{column}__in": self._keys(table)}) for table, column in others)
        return self._is_placed(name)

    def _is_placed(self, name: str) -> Q:
        """Return the condition that a row leads to the board and the year."""
        return _any(self._place_condition(path) for path in LEADS_TO_PLACE[name])

    def _place_condition(self, path: str) -> Q:
        there = Q(**{f"{path}board": self._board}) if self._board else Q()
        if self._year:
            first, last = datetime.date(self._year, 1, 1), datetime.date(self._year, 12, 31)
            there &= overlapping(f"{path}date", first, last)
        return there

    def _is_referred(self, name: str) -> Q:
        """Return the condition that a row with a place refers to it, or that it holds an office at the board."""
        model = BY_NAME[name].objects().model
        columns = (
            (table, column)
            for table in LEADS_TO_PLACE.keys() - {"corrections"}
            for column in _columns_to(BY_NAME[table], model)
        )
        condition = _any(Q(pk__in=self.rows(table).values(column)) for table, column in columns)
        if name == "speakers" and self._board:
            condition |= Q(pk__in=Office.objects.public().filter(board=self._board).values("speaker"))
        return condition

    def _keys(self, name: str) -> QuerySet:
        return self.rows(name).values("pk")

    def _boards(self) -> set[int]:
        """Return the ids of the boards, with those that they are committees of."""
        if self._board:
            boards = {self._board.pk}
        else:
            placed = ("meetings", "statements", "withdrawn_statements")
            boards = {pk for table in placed for pk in self.rows(table).order_by().values_list("board", flat=True)}
        parents = {pk: parent for pk, parent in Board.objects.values_list("pk", "parent") if parent}
        while more := {parents[pk] for pk in boards if pk in parents} - boards:
            boards |= more
        return boards


def _columns_to(table: RecordTable, model: type) -> Iterator[str]:
    """Yield the columns of a table whose values are ids of a model."""
    fields = table.objects().model._meta
    for path in table.values.values():
        if "__" not in path and fields.get_field(path).related_model is model:
            yield path


def _any(conditions: Iterator[Q]) -> Q:
    """Return the condition that one of several holds."""
    either = Q(pk__in=[])
    for condition in conditions:
        either |= condition
    return either
