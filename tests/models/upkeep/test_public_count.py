"""The stored counts of public statements always equal the real ones, whatever is written."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.actions.statements import delete_draft, withdraw
from archive.citations.verification import count_problems
from archive.models import PublicCount, Statement
from archive.models.upkeep import public_count
from archive.pages.directory.figures import figures
from tests.examples import examples
from tests.record import make_board, make_draft, make_meeting, make_statement

pytestmark = pytest.mark.django_db

WAYS = ["one", "all", "move", "delete"]
PRIVATE = {"draft", "in_review"}
WAYS = ["one", "all", "move", "delete"]
PRIVATE = ["draft", "in_review"]
STATES = [*PRIVATE, "published"]


def assert_kept() -> None:
    kept = {board: number for board, number in public_count.kept().items() if number}
    assert kept == public_count.counted()
    assert count_problems() == []


def test_publications_and_withdrawals_by_actions_are_counted():
    board = make_board()
    statements = [make_statement(meeting=make_meeting(board)) for _ in range(3)]
    make_draft(board=board, date="2017")
    assert public_count.kept() == {board.pk: 3}
    withdraw(statement=statements[0], category="privacy", reason="Not said here.")
    assert public_count.kept() == {board.pk: 2}
    assert figures(board).statements == figures().statements == 2


@pytest.mark.slow
@settings(max_examples=examples(0.15), suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(WAYS), st.integers(0, 5), st.sampled_from(STATES))))
def test_writes_by_sql_are_counted(steps):
    """In bulk and one by one, bypassing the actions."""
    with transaction.atomic():
        boards = [make_board(), make_board()]
        rows = [make_draft(board=board, date="2017").pk for board in boards for _ in range(3)]
        for what, at, state in steps:
            statements = Statement._base_manager.filter(pk__in=rows if what == "all" else [rows[at]])
            if what == "delete":
                for draft in statements.filter(status__in=PRIVATE):
                    delete_draft(statement=draft)
            elif what == "move":
                statements.update(board=boards[at % 2])
            else:
                statements.update(status=state, published_at=None if state in PRIVATE else timezone.now())
        assert_kept()
        transaction.set_rollback(True)


def test_rolled_back_writes_are_not_counted():
    make_statement()
    before = public_count.kept()
    with transaction.atomic():
        make_statement()
        transaction.set_rollback(True)
    assert public_count.kept() == before


def test_many_rows_are_added_up(monkeypatch):
    monkeypatch.setattr(public_count, "SPARE_ROWS", 0)
    board = make_board()
    PublicCount.objects.bulk_create(PublicCount(board=board, number=number) for number in (5, -2, 4, 0))
    if connection.vendor == "postgresql":
        public_count.fold()
        assert list(PublicCount.objects.values_list("number", flat=True)) == [7]
    assert public_count.kept() == {board.pk: 7}


def test_a_wrong_count_is_found_and_corrected():
    board = make_statement().board
    PublicCount.objects.update(number=9)
    assert count_problems() == [
        f"Board {board.pk} has 1 public statements, and 9 are kept as its number: run manage.py work --only counts."
    ]
    out = StringIO()
    call_command("work", "--only", "counts", stdout=out)
    assert out.getvalue() == "Boards counted: 1, corrected: 1.\n"
    assert_kept()
