"""The words of public names, for look-ups by their first letters, and the objects whose rows may be out of date.

This is a table with a row for each word of a name, not a part of the search index. Both databases look rows up in an
index of their own, and the table does not depend on the search engine. Triggers note every object whose name or number
of public statements may have changed, in the transaction that changes it. The drain of the outbox brings the rows of
those objects up to date (``archive.search.names.names_kept``) before it changes the search index.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Q

from archive.models.fields.described import Columns, Described, Rule, TextKind
from archive.models.upkeep.triggers import CHANGED_ROWS, ROWS, Trigger, put_in_place

PREFIX = "outdated_name_"
LONGEST_NAME = 300

# Which objects a changed row is about. On PostgreSQL a trigger is called once for all rows of an SQL statement, and
# ``only`` and ``also`` name the table of those rows. On SQLite a trigger is called for each row.
ABOUT: dict[str, tuple[str, ...]] = {
    "archive_statement": (
        "SELECT 0 AS kind, {row}.speaker_id AS record {only} WHERE {row}.status = 'published' AND"
        " {row}.speaker_id IS NOT NULL",
        "SELECT 1 AS kind, {row}.board_id AS record {only} WHERE {row}.status = 'published'",
        "SELECT 2 AS kind, filed.topic_id AS record FROM archive_statement_topics AS filed{also}"
        " WHERE filed.statement_id = {row}.number AND {row}.status = 'published'",
    ),
    "archive_statement_topics": ("SELECT 2 AS kind, {row}.topic_id AS record {only}",),
    "archive_meeting": (
        "SELECT 1 AS kind, {row}.board_id AS record {only} WHERE {row}.published_at IS NOT NULL",
        "SELECT 2 AS kind, filed.topic_id AS record FROM archive_agendaitem AS item"
        " JOIN archive_agendaitem_topics AS filed ON filed.agendaitem_id = item.id{also}"
        " WHERE item.meeting_id = {row}.id AND {row}.published_at IS NOT NULL",
    ),
    "archive_agendaitem_topics": ("SELECT 2 AS kind, {row}.topic_id AS record {only}",),
    "archive_speaker": ("SELECT 0 AS kind, {row}.id AS record {only}",),
    "archive_speakername": ("SELECT 0 AS kind, {row}.speaker_id AS record {only}",),
    "archive_board": ("SELECT 1 AS kind, {row}.id AS record {only}",),
    "archive_topic": ("SELECT 2 AS kind, {row}.id AS record {only}",),
}
# On PostgreSQL a process may be working on an existing row at this moment. Only a new row is certain to be read after
# this commit.
NOTE = "INSERT INTO archive_outdatedname (kind, record) {about};"
NOTE_IN_SQLITE = """
    INSERT INTO archive_outdatedname (kind, record) SELECT found.kind, found.record FROM ({about}) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM archive_outdatedname AS known WHERE known.kind = found.kind AND known.record = found.record
    );"""


class Named(models.IntegerChoices):
    """Kinds of objects that have names, in the order in which suggestions list them."""

    SPEAKER = 0
    BOARD = 1
    TOPIC = 2


class NameWord(models.Model):
    """A word of a public name.

    ``name`` is all words of the name, separated by spaces; ``place`` is the index of this word, from 0. Names with a
    smaller ``rank`` are suggested first: it depends on the kind and roughly on the number of statements of the object.
    """

    kind = models.PositiveSmallIntegerField(choices=Named)
    record = models.BigIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    word = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField()
    statements = models.PositiveBigIntegerField()
    rank = models.PositiveSmallIntegerField()

    # Copies of the names of speakers, boards and topics, which follow them. They are updated together with the search
    # index, whose state is also part of the ETag of a page.
    described = Described(
        Columns("id kind record place statements rank", Rule.KEPT),
        Columns("name word", Rule.KEPT, TextKind.CODE),
        shown=None,
    )

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        # With these classes PostgreSQL compares code points, whatever language it sorts by.
        indexes = [
            models.Index(fields=["kind", "record"], name="name_word_of_record"),
            models.Index(fields=["word"], name="name_word", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["rank", "word"], name="name_word_rank", opclasses=["int2_ops", "varchar_pattern_ops"]),
            models.Index(
                fields=["rank", "name"],
                name="name_word_first",
                condition=Q(place=0),
                opclasses=["int2_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} in {self.name}"


class OutdatedName(models.Model):
    """An object whose names or number of public statements may differ from its rows of ``NameWord``."""

    kind = models.PositiveSmallIntegerField(choices=Named)
    record = models.BigIntegerField()

    described = Described(Columns("id kind record", Rule.KEPT), shown=None)

    class Meta:
        default_permissions: ClassVar[list[str]] = []
        indexes = [models.Index(fields=["kind", "record"], name="outdated_name_record")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record}"


def note_all(using: str = DEFAULT_DB_ALIAS) -> None:
    """Note every object, so that the rows of all names are brought up to date."""
    with connections[using].cursor() as cursor:
        for table in ("archive_speaker", "archive_board", "archive_topic"):
            about = ABOUT[table][0].format(row=table, only=f"FROM {table}")
            cursor.execute(NOTE.format(about=about))


def prepare(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_: Any) -> None:
    """Create the triggers after a migration. Note all objects if some may have changed without the triggers."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    if not tables.issuperset({NameWord._meta.db_table, OutdatedName._meta.db_table, *ABOUT}):
        return
    if put_in_place(database, PREFIX, _triggers(database.vendor)) or plan:
        note_all(using)


def _triggers(vendor: str) -> Iterator[Trigger]:
    for table, parts in ABOUT.items():
        for event, rows in ROWS.items():
            if vendor == "postgresql":
                of_rows = [
                    {"row": name, "only": f"FROM {name}", "also": f", {name}"} for name in map(CHANGED_ROWS.get, rows)
                ]
                note = NOTE
            else:
                of_rows = [{"row": row, "only": "", "also": ""} for row in rows]
                note = NOTE_IN_SQLITE
            about = " UNION ".join(part.format(**names) for names in of_rows for part in parts)
            yield Trigger(f"{PREFIX}{table}_{event.lower()}", table, event, note.format(about=about))
