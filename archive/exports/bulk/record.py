"""The tables of the public record: their columns, and their rows in the order of their ids.

Ids are those of the site, so that tables can be joined, and an import into an empty site gives the same URLs. A row
never refers to an object that is not public: that column is empty.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Field, FloatField, IntegerField, JSONField, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Decision,
    Filing,
    FormerSlug,
    ItemFiling,
    Meeting,
    Office,
    PartialDate,
    RedactedPassage,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.fields.described import Output, columns_in

ROWS_AT_A_TIME = 2000
JSON_TYPES: "dict[type[Field[Any, Any]], str]" = {
    IntegerField: "integer",
    FloatField: "number",
    BooleanField: "boolean",
    JSONField: "array",
}
Row = dict[str, Any]
Withdrawn = Statement.Status.WITHDRAWN
# Kinds of objects that can be renamed, by the name of their table here.
RENAMED = {"boards": "board", "speakers": "speaker", "topics": "topic"}


@dataclass(frozen=True)
class RecordTable:
    """One table: its name, a sentence about it for readers, its columns with their JSON types, and its public rows.

    ``refers`` names the table whose ids a column contains, ``values`` the model's field for each column.
    """

    name: str
    about: Promise
    columns: dict[str, str]
    objects: Callable[[], QuerySet]
    refers: dict[str, str]
    values: dict[str, str]
    key: str


class PublicIds:
    """The ids of the public rows of each table, or of a part of the record, read once."""

    def __init__(self, tables: "Iterable[RecordTable]" = ()) -> None:
        self._tables = {table.name: table for table in tables} or BY_NAME
        self._ids: dict[str, frozenset[int]] = {}

    def of(self, table: str) -> frozenset[int]:
        """Return the ids of a table."""
        if table not in self._ids:
            described = self._tables[table]
            self._ids[table] = frozenset(described.objects().values_list(described.values[described.key], flat=True))
        return self._ids[table]


def rows(table: RecordTable, ids: PublicIds) -> Iterator[Row]:
    """Yield the public rows of a table as plain values, in the order of their ids."""
    fields = [table.values[name] for name in table.columns]
    stored = table.objects().order_by(table.values[table.key]).values_list(*fields)
    for values in stored.iterator(chunk_size=ROWS_AT_A_TIME):
        row = {name: _value_as_exported(value) for name, value in zip(table.columns, values, strict=True)}
        for column, other in table.refers.items():
            if row[column] is not None and row[column] not in ids.of(other):
                row[column] = None
        yield row


def _value_as_exported(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return value.isoformat() if isinstance(value, PartialDate | datetime.time) else value


def _table(
    name: str,
    about: Promise,
    model: type[Model],
    objects: Callable[[], QuerySet],
    *,
    columns: str = "",
    first: str = "",
    values: dict[str, str] | None = None,
    refers: dict[str, str] | None = None,
) -> RecordTable:
    """Return a table with all columns that readers see of the model (``Output.FILES``), ``first`` before the others.

    ``columns`` are those of a table that has only these.
    """
    names = columns.split() or [*first.split(), *(field.name for field in columns_in(model, Output.FILES))]
    paths = {column: (values or {}).get(column, column) for column in names}
    fields = {column: _field_at(model, path) for column, path in paths.items()}
    typed = {column: _json_type(field) for column, field in fields.items()}
    keys = {column: path if "__" in path else fields[column].attname for column, path in paths.items()}
    return RecordTable(name, about, typed, objects, refers or {}, keys, str(model._meta.pk.name))


def _field_at(model: type[Model], path: str) -> "Field[Any, Any]":
    """Return the field of a model, or of one that it refers to."""
    name, _, rest = path.partition("__")
    field: Any = model._meta.get_field(name)
    return _field_at(field.related_model, rest) if rest else field


def _json_type(field: "Field[Any, Any]") -> str:
    """Return the type of a column's values. Rows refer to others by their ids, and dates and times are texts."""
    if field.is_relation:
        return "integer"
    return next((kind for known, kind in JSON_TYPES.items() if isinstance(field, known)), "string")


def _withdrawn() -> QuerySet[Statement]:
    return Statement.objects.filter(status=Withdrawn)


def _boards() -> QuerySet[Board]:
    """Return the public boards, and those of withdrawn statements, because tombstones refer to them."""
    return Board.objects.filter(Q(pk__in=Board.objects.public().values("pk")) | Q(pk__in=_withdrawn().values("board")))


def _of_public(model: type[Model], field: str, others: Callable[[], QuerySet]) -> Callable[[], QuerySet]:
    return lambda: model._default_manager.filter(**{f"{field}__in": others().values("pk")})


def _former_slugs() -> QuerySet[FormerSlug]:
    renamed = Q(pk__in=[])
    for table, kind in RENAMED.items():
        renamed |= Q(kind=kind, record_id__in=BY_NAME[table].objects().values("pk"))
    return FormerSlug.objects.filter(renamed)


RECORD: tuple[RecordTable, ...] = (
    _table(
        "boards",
        gettext_lazy("School boards, councils, commissions and their committees."),
        Board,
        _boards,
        refers={"parent": "boards"},
    ),
    _table("topics", gettext_lazy("Subjects that statements are filed under."), Topic, Topic.objects.public),
    _table(
        "sources",
        gettext_lazy("Where texts come from, with publisher and licence."),
        Source,
        Source.objects.public,
    ),
    _table("speakers", gettext_lazy("People and organisations that spoke."), Speaker, Speaker.objects.public),
    _table(
        "speaker_names",
        gettext_lazy("Other spellings of speakers’ names."),
        SpeakerName,
        SpeakerName.objects.public,
    ),
    _table("offices", gettext_lazy("Offices that speakers held, and when."), Office, Office.objects.public),
    _table("meetings", gettext_lazy("Meetings of the boards: date, kind and place."), Meeting, Meeting.objects.public),
    _table(
        "meeting_documents",
        gettext_lazy("Which sources are documents of which meeting."),
        Meeting.documents.through,
        _of_public(Meeting.documents.through, "meeting", Meeting.objects.public),
        columns="id meeting source",
    ),
    _table(
        "agenda_items",
        gettext_lazy("The agenda of each meeting."),
        AgendaItem,
        _of_public(AgendaItem, "meeting", Meeting.objects.public),
    ),
    _table(
        "agenda_item_topics",
        gettext_lazy("Which agenda items are filed under which topic."),
        ItemFiling,
        lambda: ItemFiling.objects.filter(
            agenda_item__meeting__in=Meeting.objects.public().values("pk"),
            topic__in=Topic.objects.public().values("pk"),
        ),
    ),
    _table(
        "statements",
        gettext_lazy("Every statement with its current words, date, board and speaker. Start here."),
        Statement,
        Statement.objects.public,
        first="number date board board_name speaker speaker_name attribution title text kind text_status meeting "
        "agenda_item position start_seconds end_seconds source licence responds_to revision salt sha256 "
        "remaining_sha256 published_at checked_at external_id",
        values={
            "board_name": "board__name",
            "speaker_name": "speaker__name",
            "title": "current_revision__title",
            "text": "current_revision__text",
            "licence": "source__licence",
            "revision": "current_revision__number",
            "salt": "current_revision__salt",
            "sha256": "current_revision__sha256",
            "remaining_sha256": "current_revision__remaining_sha256",
        },
        refers={"responds_to": "statements", "meeting": "meetings"},
    ),
    _table(
        "statement_topics",
        gettext_lazy("Which statements are filed under which topic."),
        Filing,
        _of_public(Filing, "statement", Statement.objects.public),
    ),
    _table(
        "decisions",
        gettext_lazy("What was decided, beside the words of its statement."),
        Decision,
        Decision.objects.public,
        refers={"amends": "decisions", "document": "sources", "put_in": "statements"},
    ),
    _table(
        "ballots",
        gettext_lazy("How each member voted, or whether they were there."),
        Ballot,
        Ballot.objects.public,
    ),
    _table(
        "revisions",
        gettext_lazy("Every published wording, with the hashes that prove it."),
        Revision,
        lambda: Revision.objects.published().filter(statement__in=Statement.objects.public().values("pk")),
    ),
    _table(
        "withdrawn_statements",
        gettext_lazy("Withdrawn statements, without their words."),
        Statement,
        _withdrawn,
        columns="number date board kind text_status meeting position published_at",
        refers={"meeting": "meetings"},
    ),
    _table(
        "withdrawn_revisions",
        gettext_lazy("The hashes of withdrawn wordings, without their words."),
        Revision,
        lambda: Revision.objects.published().filter(statement__in=_withdrawn().values("pk")),
        columns="id statement number sha256 previous_hash created_at published_at",
    ),
    _table(
        "tombstones",
        gettext_lazy("Why statements were withdrawn or passages redacted."),
        Tombstone,
        Tombstone.objects.public,
    ),
    _table(
        "redacted_passages",
        gettext_lazy("Where passages were redacted."),
        RedactedPassage,
        lambda: RedactedPassage.objects.filter(revision__statement__in=Statement.objects.public().values("pk")),
    ),
    _table(
        "corrections",
        gettext_lazy("The public log of corrections, with reasons."),
        Correction,
        Correction.objects.public,
    ),
    _table(
        "former_slugs",
        gettext_lazy("Earlier addresses of boards, speakers and topics that were renamed."),
        FormerSlug,
        _former_slugs,
    ),
)
BY_NAME = {table.name: table for table in RECORD}
