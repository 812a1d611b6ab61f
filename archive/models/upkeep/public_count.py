"""How many statements of each board are public. The numbers are stored, because counting many rows is slow.

Triggers change the numbers in the same transaction, however rows are written. On SQLite, which has one writer at a
time, a board has one row. On PostgreSQL, one row per board would make all who publish wait for each other. There, each
SQL statement adds rows with the difference that it made, and ``fold`` adds them up now and then. The number is the sum
of a board's rows.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import Count, Sum

from archive.models.fields.described import Columns, Described, Rule
from archive.models.record.board import Board
from archive.models.record.statement import Statement
from archive.models.upkeep.triggers import put_in_place

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
FUNCTION_IN_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION public_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO archive_publiccount (board_id, number)
            SELECT board_id, count(*) FROM new_rows WHERE status = 'published' GROUP BY board_id;
        ELSIF TG_OP = 'DELETE' THEN
            INSERT INTO archive_publiccount (board_id, number)
            SELECT board_id, -count(*) FROM old_rows WHERE status = 'published' GROUP BY board_id;
        ELSE
            INSERT INTO archive_publiccount (board_id, number)
            SELECT board_id, sum(change) FROM (
                SELECT board_id, 1 AS change FROM new_rows WHERE status = 'published'
                UNION ALL SELECT board_id, -1 FROM old_rows WHERE status = 'published'
            ) AS changes GROUP BY board_id HAVING sum(change) <> 0;
        END IF;
        RETURN NULL;
    END $$"""
TABLES_IN_POSTGRESQL = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
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
    place = _on_postgresql if database.vendor == "postgresql" else _on_sqlite
    with database.cursor() as cursor:
        missing = place(cursor)
    if missing or plan:
        count_again()


def _on_sqlite(cursor: Any) -> bool:
    changed = "(OLD.status <> NEW.status OR OLD.board_id <> NEW.board_id)"
    parts = {
        "insert": ("INSERT", PUBLISHED.format(row="NEW"), ADD_IN_SQLITE.format(row="NEW", by="1")),
        "delete": ("DELETE", PUBLISHED.format(row="OLD"), TAKE_IN_SQLITE),
        "left": ("UPDATE", f"{PUBLISHED.format(row='OLD')} AND {changed}", ADD_IN_SQLITE.format(row="OLD", by="-1")),
        "came": ("UPDATE", f"{PUBLISHED.format(row='NEW')} AND {changed}", ADD_IN_SQLITE.format(row="NEW", by="1")),
    }
    wanted = {
        f"{PREFIX}{name}": f'CREATE TRIGGER "{PREFIX}{name}" AFTER {event} ON archive_statement'
        f" WHEN {condition} BEGIN {act} END"
        for name, (event, condition, act) in parts.items()
    }
    return put_in_place(cursor, PREFIX, wanted)


def _on_postgresql(cursor: Any) -> bool:
    cursor.execute(FUNCTION_IN_POSTGRESQL)
    cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'archive_statement'::regclass")
    there = {name for (name,) in cursor.fetchall()}
    missing = [event for event in TABLES_IN_POSTGRESQL if f"{PREFIX}{event.lower()}" not in there]
    for event in missing:
        cursor.execute(
            f'CREATE TRIGGER "{PREFIX}{event.lower()}" AFTER {event} ON archive_statement'
            f" REFERENCING {TABLES_IN_POSTGRESQL[event]} FOR EACH STATEMENT EXECUTE FUNCTION public_count_change()"
        )
    return bool(missing)
