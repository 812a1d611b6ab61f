"""How many statements of each board are public. The numbers are stored, because counting many rows is slow.

Triggers change the numbers in the same transaction, however rows are written. On SQLite, which has one writer at a
time, a board has one row. On PostgreSQL, one row per board would make all who publish wait for each other. There, each
SQL statement adds rows with the difference that it made, and ``fold`` adds them up now and then. The number is the sum
of a board's rows.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import Count, Sum

from archive.models.fields.described import Columns, Described, Rule
from archive.models.record.board import Board
from archive.models.record.statement import Statement
from archive.models.upkeep.triggers import ROWS, Trigger, put_in_place

PREFIX = "public_count_"
# With hardly more than one row per board, adding up is not worth it.
MOST_ROWS_A_BOARD = 2
SPARE_ROWS = 1_000

ADD_IN_SQLITE = """
    INSERT INTO archive_publiccount (board_id, number) SELECT {row}.board_id, 0
    WHERE NOT EXISTS (SELECT 1 FROM archive_publiccount WHERE board_id = {row}.board_id);
    UPDATE archive_publiccount SET number = number + {by} WHERE board_id = {row}.board_id;"""
# A counted statement's board has a row. If the board was deleted first, as when all tables are emptied, there is none.
TAKE_IN_SQLITE = "UPDATE archive_publiccount SET number = number - 1 WHERE board_id = OLD.board_id;"
PUBLISHED = "{row}.status = 'published'"
ADD_IN_POSTGRESQL = """
    INSERT INTO archive_publiccount (board_id, number)
    SELECT board_id, sum(change) FROM ({changes}) AS changes GROUP BY board_id HAVING sum(change) <> 0;"""
CHANGES_IN_POSTGRESQL = {
    "NEW": "SELECT board_id, 1 AS change FROM new_rows WHERE status = 'published'",
    "OLD": "SELECT board_id, -1 AS change FROM old_rows WHERE status = 'published'",
}


class PublicCount(models.Model):
    """A number of public statements of a board. The sum of a board's rows is how many it has."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    number = models.BigIntegerField()

    described = Described(Columns("id board number", Rule.KEPT), shown=None)

    class Meta:
        default_permissions: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"{self.number:,} of {self.board}"


def kept() -> dict[int, int]:
    """Return the stored number of public statements of each board. Boards without any may be missing."""
    return dict(PublicCount.objects.order_by().values_list("board").annotate(Sum("number")))


def counted() -> dict[int, int]:
    """Count the public statements of each board and return the numbers."""
    published = Statement.objects.filter(status=Statement.Status.PUBLISHED)
    return dict(published.order_by().values_list("board").annotate(Count("pk")))


@transaction.atomic
def count_again() -> None:
    """Count the public statements and store the numbers."""
    PublicCount.objects.all().delete()
    PublicCount.objects.bulk_create(PublicCount(board_id=board, number=number) for board, number in counted().items())


def fold() -> None:
    """Add up the rows of each board that has many."""
    if PublicCount.objects.count() <= MOST_ROWS_A_BOARD * Board.objects.count() + SPARE_ROWS:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # Only the rows that this transaction sees. Rows that others add meanwhile stay.
        cursor.execute(
            "WITH taken AS (DELETE FROM archive_publiccount RETURNING board_id, number) INSERT INTO archive_publiccount"
            " (board_id, number) SELECT board_id, sum(number) FROM taken GROUP BY board_id"
        )


def prepare(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_: Any) -> None:
    """Create the triggers after a migration, and count if rows may have been changed without them."""
    database = connections[using]
    if PublicCount._meta.db_table not in database.introspection.table_names():
        return
    triggers = _on_postgresql() if database.vendor == "postgresql" else _on_sqlite()
    if put_in_place(database, PREFIX, triggers) or plan:
        count_again()


def _on_sqlite() -> Iterator[Trigger]:
    changed = "(OLD.status <> NEW.status OR OLD.board_id <> NEW.board_id)"
    parts = {
        "insert": ("INSERT", ADD_IN_SQLITE.format(row="NEW", by="1"), PUBLISHED.format(row="NEW")),
        "delete": ("DELETE", TAKE_IN_SQLITE, PUBLISHED.format(row="OLD")),
        "left": ("UPDATE", ADD_IN_SQLITE.format(row="OLD", by="-1"), f"{PUBLISHED.format(row='OLD')} AND {changed}"),
        "came": ("UPDATE", ADD_IN_SQLITE.format(row="NEW", by="1"), f"{PUBLISHED.format(row='NEW')} AND {changed}"),
    }
    for name, (event, act, condition) in parts.items():
        yield Trigger(f"{PREFIX}{name}", "archive_statement", event, act, condition)


def _on_postgresql() -> Iterator[Trigger]:
    for event, rows in ROWS.items():
        act = ADD_IN_POSTGRESQL.format(changes=" UNION ALL ".join(CHANGES_IN_POSTGRESQL[row] for row in rows))
        yield Trigger(f"{PREFIX}{event.lower()}", "archive_statement", event, act)
