"""The tables of the public record: their columns, and their rows in the order of their ids.

Ids are those of the site, so that tables can be joined, and an import into an empty site gives the same URLs. A row
never refers to an object that is not public: that column is empty.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from archive.models import (
    AgendaItem,
    Board,
    CitingLink,
    Correction,
    FormerSlug,
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

ROWS_AT_A_TIME = 2000
Row = dict[str, Any]
Withdrawn = Statement.Status.WITHDRAWN
# Kinds of objects that can be renamed, by the name of their table here.
RENAMED = {"boards": "board", "speakers": "speaker", "topics": "topic"}


@dataclass(frozen=True)
class RecordTable:
    """One table: its name, a sentence about it, its columns with their JSON types, and its public rows.

    ``refers`` names the table whose ids a column contains. ``values`` gives the model's field for a column with a
    different name.
    """

    name: str
    about: str
    columns: dict[str, str]
    objects: Callable[[], QuerySet]
    refers: dict[str, str]
    values: dict[str, str]
    key: str = "id"


class PublicIds:
    """The ids of the public rows of each table, read once."""

    def __init__(self) -> None:
        self._ids: dict[str, frozenset[int]] = {}

    def of(self, table: str) -> frozenset[int]:
        """Return the ids of a table."""
        if table not in self._ids:
            found = BY_NAME[table]
            self._ids[table] = frozenset(found.objects().values_list(found.values.get(found.key, found.key), flat=True))
        return self._ids[table]


def rows(table: RecordTable, ids: PublicIds) -> Iterator[Row]:
    """Yield the public rows of a table as plain values, in the order of their ids."""
    fields = [table.values.get(name, name) for name in table.columns]
    stored = table.objects().order_by(table.values.get(table.key, table.key)).values_list(*fields)
    for values in stored.iterator(chunk_size=ROWS_AT_A_TIME):
        row = {name: _plain(value) for name, value in zip(table.columns, values, strict=True)}
        for column, other in table.refers.items():
            if row[column] is not None and row[column] not in ids.of(other):
                row[column] = None
        yield row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return value.isoformat() if isinstance(value, PartialDate | datetime.time) else value


def _table(
    name: str,
    about: str,
    columns: str,
    objects: Callable[[], QuerySet],
    refers: dict[str, str] | None = None,
    values: dict[str, str] | None = None,
    key: str = "id",
) -> RecordTable:
    """Return a table; a column is written ``name`` for a text, ``name:type`` for another JSON type."""
    typed = dict(column.partition(":")[::2] for column in columns.split())
    typed = {column: kind or "string" for column, kind in typed.items()}
    return RecordTable(name, about, typed, objects, refers or {}, values or {}, key)


def _withdrawn() -> QuerySet[Statement]:
    return Statement.objects.filter(status=Withdrawn)


def _boards() -> QuerySet[Board]:
    """Return the public boards, and those of withdrawn statements, because tombstones refer to them."""
    return Board.objects.filter(Q(pk__in=Board.objects.public().values("pk")) | Q(pk__in=_withdrawn().values("board")))


def _of_public(model: type[Model], field: str, others: Callable[[], QuerySet]) -> Callable[[], QuerySet]:
    return lambda: model._default_manager.filter(**{f"{field}__in": others().values("pk")})


def _seen_statements() -> QuerySet[Statement]:
    return Statement.objects.filter(status__in=[Statement.Status.PUBLISHED, Withdrawn])


def _former_slugs() -> QuerySet[FormerSlug]:
    found = Q(pk__in=[])
    for table, kind in RENAMED.items():
        found |= Q(kind=kind, record_id__in=BY_NAME[table].objects().values("pk"))
    return FormerSlug.objects.filter(found)


RECORD: tuple[RecordTable, ...] = (
    _table(
        "boards",
        "Public bodies: school boards, councils, commissions, and their committees.",
        "id:integer slug name kind parent:integer place timezone language website description",
        _boards,
        {"parent": "boards"},
        {"parent": "parent_id"},
    ),
    _table(
        "topics", "Subjects that statements are filed under.", "id:integer slug name description", Topic.objects.public
    ),
    _table(
        "sources",
        "Where texts come from: recordings, transcripts, minutes, news reports.",
        "id:integer kind title publisher url published accessed licence made_with file_sha256",
        Source.objects.public,
    ),
    _table(
        "speakers",
        "People and organisations that spoke.",
        "id:integer slug name kind description website",
        Speaker.objects.public,
    ),
    _table(
        "speaker_names",
        "Other spellings of speakers' names, some of them only at one board.",
        "id:integer speaker:integer name board:integer",
        SpeakerName.objects.public,
        values={"speaker": "speaker_id", "board": "board_id"},
    ),
    _table(
        "offices",
        "Offices that speakers held, and when.",
        "id:integer speaker:integer title board:integer organisation from_date to_date",
        Office.objects.public,
        values={"speaker": "speaker_id", "board": "board_id"},
    ),
    _table(
        "meetings",
        "Sittings of the boards.",
        "id:integer board:integer title date start kind status place recording_url published_at",
        Meeting.objects.public,
        values={"board": "board_id"},
    ),
    _table(
        "meeting_documents",
        "Which sources are documents of which meeting.",
        "id:integer meeting:integer source:integer",
        _of_public(Meeting.documents.through, "meeting", Meeting.objects.public),
        values={"meeting": "meeting_id", "source": "source_id"},
    ),
    _table(
        "agenda_items",
        "The numbered headings of meetings.",
        "id:integer meeting:integer position:integer label title",
        _of_public(AgendaItem, "meeting", Meeting.objects.public),
        values={"meeting": "meeting_id"},
    ),
    _table(
        "agenda_item_topics",
        "Which agenda items are filed under which topic.",
        "id:integer agenda_item:integer topic:integer",
        lambda: AgendaItem.topics.through.objects.filter(
            agendaitem__meeting__in=Meeting.objects.public().values("pk"), topic__in=Topic.objects.public().values("pk")
        ),
        values={"agenda_item": "agendaitem_id", "topic": "topic_id"},
    ),
    _table(
        "statements",
        "What was said, with its current words.",
        "number:integer date board:integer board_name speaker:integer speaker_name attribution title text kind "
        "text_status meeting:integer agenda_item:integer position:integer start_seconds:number end_seconds:number "
        "source:integer licence responds_to:integer revision:integer salt sha256 remaining_sha256 published_at "
        "checked_at external_id",
        Statement.objects.public,
        {"responds_to": "statements", "meeting": "meetings"},
        {
            "board": "board_id",
            "board_name": "board__name",
            "speaker": "speaker_id",
            "speaker_name": "speaker__name",
            "title": "current_revision__title",
            "text": "current_revision__text",
            "meeting": "meeting_id",
            "agenda_item": "agenda_item_id",
            "source": "source_id",
            "licence": "source__licence",
            "responds_to": "responds_to_id",
            "revision": "current_revision__number",
            "salt": "current_revision__salt",
            "sha256": "current_revision__sha256",
            "remaining_sha256": "current_revision__remaining_sha256",
        },
        key="number",
    ),
    _table(
        "statement_topics",
        "Which statements are under which topic, and how: filed by a person, with the agenda item, or by the rule.",
        "id:integer statement:integer topic:integer how",
        _of_public(Statement.topics.through, "statement", Statement.objects.public),
        values={"statement": "statement_id", "topic": "topic_id"},
    ),
    _table(
        "revisions",
        "Every published wording of the statements, in chains of hashes.",
        "id:integer statement:integer number:integer title text salt sha256 remaining_sha256 previous_hash reason "
        "created_at published_at",
        lambda: Revision.objects.published().filter(statement__in=Statement.objects.public().values("pk")),
        values={"statement": "statement_id"},
    ),
    _table(
        "withdrawn_statements",
        "Statements that were withdrawn, without their words. Their tombstones say why.",
        "number:integer date board:integer kind text_status meeting:integer position:integer published_at",
        _withdrawn,
        {"meeting": "meetings"},
        {"board": "board_id", "meeting": "meeting_id"},
        key="number",
    ),
    _table(
        "withdrawn_revisions",
        "The chains of hashes of withdrawn statements, without their words.",
        "id:integer statement:integer number:integer sha256 previous_hash created_at published_at",
        lambda: Revision.objects.published().filter(statement__in=_withdrawn().values("pk")),
        values={"statement": "statement_id"},
    ),
    _table(
        "tombstones",
        "Why statements were withdrawn and passages redacted.",
        "id:integer statement:integer what category reason revision:integer sha256 decided_at decided_as",
        _of_public(Tombstone, "statement", _seen_statements),
        values={"statement": "statement_id", "revision": "revision_id"},
    ),
    _table(
        "redacted_passages",
        "Where in a wording a passage was redacted, in Unicode code points.",
        "id:integer tombstone:integer revision:integer in_title:boolean start:integer end:integer",
        lambda: RedactedPassage.objects.filter(revision__statement__in=Statement.objects.public().values("pk")),
        values={"tombstone": "tombstone_id", "revision": "revision_id"},
    ),
    _table(
        "corrections",
        "The public log of corrections, with their reasons.",
        "id:integer statement:integer meeting:integer board:integer speaker:integer source:integer topic:integer "
        "revision:integer tombstone:integer kind own_reason evidence evidence_url speaker_before speaker_after "
        "attribution_before attribution_after changes:array at",
        Correction.objects.public,
        values={
            name: f"{name}_id"
            for name in ("statement", "meeting", "board", "speaker", "source", "topic", "revision", "tombstone")
        },
    ),
    _table(
        "citing_links",
        "Pages elsewhere that quote statements.",
        "id:integer statement:integer url title publisher published",
        CitingLink.objects.public,
        values={"statement": "statement_id"},
    ),
    _table(
        "former_slugs",
        "Earlier addresses of boards, speakers and topics that were renamed.",
        "id:integer kind slug record_id:integer",
        _former_slugs,
    ),
)
BY_NAME = {table.name: table for table in RECORD}
