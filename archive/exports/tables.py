"""Lists of the record as tables: their columns, and the values in them."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from archive.exports.addresses import permanent_path
from archive.models import (
    Ballot,
    Board,
    Correction,
    Decision,
    Meeting,
    Office,
    PartialDate,
    Speaker,
    SpeakerName,
    Statement,
    Topic,
)
from archive.models.fields.described import Output, columns_in

# Of one list as a file: as many rows, and no more after so many characters.
ROWS_AT_MOST = 10_000
CHARACTERS_AT_MOST = 50_000_000
ROWS_AT_A_TIME = 250
SEPARATOR = "; "

Value = str | int | float | list[str] | None
Column = Callable[[Any, str], Value]


@dataclass(frozen=True)
class ListTable:
    """A kind of list: its columns by name, and how its rows are fetched.

    A column takes the row and the URL of the site, and returns a plain value.
    """

    columns: dict[str, Column]
    fetch: Callable[[QuerySet], QuerySet]

    def rows(self, instances: Iterable[Any], origin: str) -> Iterator[dict[str, Value]]:
        """Yield the objects as rows; ``origin`` is the URL of the site without a slash at its end."""
        for instance in instances:
            yield {name: column(instance, origin) for name, column in self.columns.items()}


class FirstRows:
    """The rows of a list that one file may have. Afterwards, ``note`` says what is missing, if anything is."""

    def __init__(self, rows: Iterable[dict[str, Value]], most: int, characters: int) -> None:
        self._rows, self._most, self._characters = rows, most, characters
        self.note = ""

    def __iter__(self) -> Iterator[dict[str, Value]]:
        left = self._characters
        for at, row in enumerate(self._rows):
            if at == self._most or left <= 0:
                self.note = f"Only the first {at:,} rows are in this file. Narrow the list to get the rest."
                return
            left -= sum(len(value) for value in row.values() if isinstance(value, str))
            yield row


def fetched(table: ListTable, instances: QuerySet) -> Iterator[Any]:
    """Yield the first objects of an ordered list, fetched a few at a time, one more than a file may contain."""
    yield from table.fetch(instances)[: ROWS_AT_MOST + 1].iterator(chunk_size=ROWS_AT_A_TIME)


def _address(instance: Any, origin: str) -> str:
    return f"{origin}{permanent_path(instance.get_absolute_url())}"


def _columns_of(model: type[Model]) -> dict[str, Column]:
    """Return the columns of a model that are in its list, as it describes them. Of another object it is the name."""
    return {field.name: _plain_value(field.name) for field in columns_in(model, Output.LIST) if not field.primary_key}


def _plain_columns(names: str) -> dict[str, Column]:
    return {name: _plain_value(name) for name in names.split()}


def _plain_value(name: str) -> Column:
    def column(row: Any, _: str) -> Value:
        value = getattr(row, name)
        if value is None or isinstance(value, str | int | float):
            return value
        return value.isoformat() if isinstance(value, PartialDate | datetime.date | datetime.time) else str(value)

    return column


def _office(statement: Statement, _: str) -> str:
    return statement.office.title if statement.office else ""


def _names_of(choice: str) -> Column:
    """Return the column with the names on the roll, as printed, of those who made a choice."""
    return lambda row, _: [ballot.name for ballot in row.roll if ballot.choice == choice]


# Without a name of its own, a queryset is made for each statement, which takes a quarter of the time of a list.
TOPICS_OF_ONE: "Prefetch[Any]" = Prefetch("topics", to_attr="filed_under")


def _with_record(statements: QuerySet) -> QuerySet:
    offices = Prefetch("speaker__offices", Office.objects.public())
    shared = ("board", "meeting__board", "agenda_item", "speaker", "source", TOPICS_OF_ONE)
    return (
        statements.select_related(None)
        .select_related("current_revision")
        .prefetch_related(None)
        .prefetch_related(*shared, offices)
    )


STATEMENTS = ListTable(
    {
        "number": lambda row, _: row.number,
        "date": lambda row, _: row.date.isoformat(),
        "published_at": lambda row, _: row.published_at.isoformat(),
        "board": lambda row, _: row.board.name,
        "speaker": lambda row, _: row.speaker.name if row.speaker else "",
        "office": _office,
        "attribution": lambda row, _: row.attribution,
        "title": lambda row, _: row.current_revision.title,
        "text": lambda row, _: row.current_revision.text,
        **_plain_columns("kind text_status"),
        "agenda_item": lambda row, _: str(row.agenda_item or ""),
        "topics": lambda row, _: SEPARATOR.join(topic.name for topic in row.filed_under),
        "start_seconds": lambda row, _: row.start_seconds,
        "source": lambda row, _: row.source.title if row.source else "",
        "licence": lambda row, _: row.source.licence if row.source else "",
        "meeting_url": lambda row, origin: _address(row.meeting, origin) if row.meeting else "",
        "url": _address,
        "revision_url": lambda row, origin: _address(row.current_revision, origin),
        "salt": lambda row, _: row.current_revision.salt,
        "sha256": lambda row, _: row.current_revision.sha256,
        "remaining_sha256": lambda row, _: row.current_revision.remaining_sha256,
    },
    _with_record,
)
MEETINGS = ListTable(
    {
        "id": lambda row, _: row.pk,
        "date": lambda row, _: row.date.isoformat(),
        "board": lambda row, _: row.board.name,
        **_columns_of(Meeting),
        "url": _address,
    },
    lambda rows: rows.select_related("board"),
)
ROLL: "Prefetch[Any]" = Prefetch("ballots", Ballot.objects.order_by("position"), to_attr="roll")
DECISIONS = ListTable(
    {
        "number": lambda row, _: row.pk,
        "date": lambda row, _: row.statement.date.isoformat(),
        "board": lambda row, _: row.statement.board.name,
        "agenda_item": lambda row, _: str(row.statement.agenda_item or ""),
        "text": lambda row, _: row.statement.current_revision.text,
        "mover": lambda row, _: row.moved_by,
        "seconder": lambda row, _: row.seconded_by,
        **_plain_columns("kind method rule result printed_result"),
        # As printed. Nothing is counted here, because a roll may name only some of those who voted.
        **{f"{choice}_count": _plain_value(f"{choice}_count") for choice in Ballot.Choice if choice != "other"},
        **{choice.value: _names_of(choice) for choice in Ballot.Choice},
        **_plain_columns("file_number matter_url"),
        "url": _address,
    },
    lambda rows: rows.select_related(
        "mover", "seconder", *(f"statement__{name}" for name in ("board", "agenda_item", "current_revision"))
    ).prefetch_related(ROLL),
)
BOARDS = ListTable({**_columns_of(Board), "url": _address}, lambda rows: rows)
PUBLIC_NAMES: "Prefetch[Any]" = Prefetch("names", SpeakerName.objects.public().order_by("name"), to_attr="public_names")
PUBLIC_OFFICES: "Prefetch[Any]" = Prefetch(
    "offices", Office.objects.public().select_related("board"), to_attr="public_offices"
)
SPEAKERS = ListTable(
    {
        **_columns_of(Speaker),
        "other_names": lambda row, _: SEPARATOR.join(name.name for name in row.public_names),
        "offices": lambda row, _: SEPARATOR.join(str(office) for office in row.public_offices),
        "url": _address,
    },
    lambda rows: rows.prefetch_related(None).prefetch_related(PUBLIC_NAMES, PUBLIC_OFFICES),
)
TOPICS = ListTable({**_columns_of(Topic), "url": _address}, lambda rows: rows)
CORRECTIONS = ListTable(
    {
        "id": lambda row, _: row.pk,
        "at": _plain_value("at"),
        "statement": lambda row, _: row.statement_id,
        **_plain_columns("kind reason evidence evidence_url speaker_before speaker_after"),
        "url": _address,
    },
    lambda rows: rows.select_related("revision", "tombstone"),
)
TABLES: dict[type, ListTable] = {
    Board: BOARDS,
    Correction: CORRECTIONS,
    Decision: DECISIONS,
    Meeting: MEETINGS,
    Speaker: SPEAKERS,
    Statement: STATEMENTS,
    Topic: TOPICS,
}
