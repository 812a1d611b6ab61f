"""A prepared query finds what the queryset finds, whatever its parameters."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, models
from django.db.models.functions import Substr
from django.db.models.query import BaseIterable
from django.db.models.sql.compiler import SQLCompiler

from archive.machine.queries import MOST_WRITTEN, Prepared
from archive.models import Meeting, Statement
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def by_numbers(numbers: list[int], position: int) -> models.QuerySet[Statement]:
    return (
        Statement.objects.public()
        .filter(number__in=numbers, position__gte=position)
        .exclude(position=position, number=numbers[0])
        .select_related("current_revision", "board", "speaker")
        .prefetch_related("topics")
        .annotate(head=Substr("current_revision__text", 1, 5))
        .order_by("-position")[:3]
    )


@pytest.fixture
def statements() -> list[Statement]:
    meeting, speaker, topic = make_meeting(), make_speaker(), make_topic()
    known = {"meeting": meeting, "speaker": speaker, "topics": [topic]}
    return [make_statement(f"Words {place}.", position=place, **known) for place in range(6)]


def test_a_prepared_query_finds_what_the_queryset_finds(statements: list[Statement]):
    prepared = Prepared(by_numbers)
    numbers = [statement.number for statement in statements]
    for position in range(7):
        for wanted in ([0], numbers[:1], numbers[:3], numbers[2:], numbers, [*numbers, 10**15]):
            rows = prepared(numbers=wanted, position=position)
            expected = list(by_numbers(wanted, position))
            assert rows == expected
            assert [row.head for row in rows] == [row.head for row in expected]


def test_rows_hold_the_related_objects_that_were_requested(statements: list[Statement], django_assert_num_queries):
    expected = [
        (statement.text, statement.board_id, statement.speaker.name, 1) for statement in reversed(statements[3:])
    ]
    prepared = Prepared(by_numbers)
    with django_assert_num_queries(2):
        rows = prepared(numbers=[statement.number for statement in statements], position=1)
        found = [(row.text, row.board.pk, row.speaker.name, len(row.topics.all())) for row in rows]
    assert found == expected


def test_the_sql_is_compiled_once_for_each_size_of_list(statements: list[Statement]):
    made = []

    def make(numbers: list[int]) -> models.QuerySet[Statement]:
        made.append(numbers)
        return Statement.objects.public().filter(number__in=numbers)

    prepared = Prepared(make)
    for count in (3, 4, 3, 2, 4):
        assert len(prepared(numbers=[statement.number for statement in statements[:count]])) == count
    assert [len(numbers) for numbers in made] == [4, 2]


def test_a_later_query_sees_rows_written_since():
    prepared = Prepared(lambda board: Statement.objects.public().filter(board=board))
    board = make_board()
    assert prepared(board=board.pk) == []
    make_draft(board=board, date="2024-03-05")
    statement = make_statement(board=board, date="2024-03-05")
    assert prepared(board=board.pk) == [statement]


def test_values_are_the_same_as_from_a_queryset(statements: list[Statement]):
    prepared = Prepared(lambda number: Statement.objects.filter(number=number).values_list("number", "speaker__name"))
    assert prepared(number=statements[0].number) == [(statements[0].number, statements[0].speaker.name)]


def test_a_number_too_large_for_the_database_finds_nothing(statements: list[Statement]):
    assert Prepared(lambda number: Statement.objects.filter(number=number))(number=10**30) == []
    assert Prepared(lambda numbers: Statement.objects.filter(number__in=numbers))(numbers=[10**30, -(10**30)]) == []


def test_a_part_of_the_rows_is_asked_for_as_from_a_queryset(statements: list[Statement]):
    prepared = Prepared(lambda kind, part: Statement.objects.filter(kind=kind).order_by("position")[part])
    for part in (slice(0, 2), slice(2, 4), slice(5, 100), slice(9, 12)):
        for kind in ("remark", "vote", "placeholder-0", "' OR 1=1 --", ""):
            assert prepared(kind=kind, part=part) == list(
                Statement.objects.filter(kind=kind).order_by("position")[part]
            )


def test_a_crawler_of_every_page_leaves_few_compiled_queries(statements: list[Statement]):
    prepared = Prepared(lambda part: Statement.objects.order_by("position")[part])
    for page in range(3 * MOST_WRITTEN):
        prepared(part=slice(page, page + 1))
    assert len(prepared._written) <= MOST_WRITTEN
    assert prepared(part=slice(0, 1)) == statements[:1]


def test_queries_with_other_parameters_are_other_queries(statements: list[Statement]):
    prepared = Prepared(lambda **only: Statement.objects.filter(**only).order_by("position"))
    assert prepared(position=3) == statements[3:4]
    assert prepared(number=statements[2].number) == statements[2:3]
    assert prepared() == statements


def test_the_private_parts_of_django_that_are_used_are_as_they_were(django_assert_num_queries):
    """If only this fails with a new Django, read ``archive/machine/queries.py`` again."""
    queryset = Statement.objects.select_related("board").prefetch_related("topics")
    assert queryset._prefetch_related_lookups == ("topics",)
    assert issubclass(queryset._iterable_class, BaseIterable)
    compiler = queryset.filter(position=7).query.get_compiler(using="default")
    sql, parameters = compiler.as_sql()
    assert isinstance(compiler, SQLCompiler)
    assert sql.startswith("SELECT")
    assert parameters == (7,)
    assert len(compiler.select) == compiler.col_count
    assert isinstance(compiler.get_converters(expression for expression, *_ in compiler.select), dict)
    assert compiler.connection is connections["default"]
    # A relation that was fetched is held here, and is not asked for again.
    board = make_board()
    board.__dict__.setdefault("_prefetched_objects_cache", {})["meetings"] = Meeting.objects.none()
    with django_assert_num_queries(0):
        assert list(board.meetings.all()) == []


def test_a_query_that_ignores_a_parameter_is_refused():
    prepared = Prepared(lambda number: Statement.objects.filter(number=number // 2))
    with pytest.raises(ValueError, match="number"):
        prepared(number=4)


@pytest.mark.django_db(transaction=True)
def test_each_thread_queries_over_its_own_connection(statements: list[Statement]):
    prepared = Prepared(lambda number: Statement.objects.filter(number=number).select_related("current_revision"))

    def ask(statement: Statement) -> str:
        try:
            return prepared(number=statement.number)[0].text
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(ask, statements * 5)) == [statement.text for statement in statements] * 5
