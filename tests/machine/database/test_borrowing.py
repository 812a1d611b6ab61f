"""Threads that serve pass their connections to the database on, so that those that wait hold none."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.signals import connection_created

from archive.machine.database import borrowing
from archive.machine.web.account import Account
from archive.models import Board
from archive.pages.http.turns import Turns
from tests.databases import close_idle_connections

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 30


@pytest.fixture
def opened() -> Iterator[list[Any]]:
    """Give the list of connections opened since; close those that are left."""
    found: list[Any] = []

    def note(*, connection: Any, **_: Any) -> None:
        found.append(connection)

    connection_created.connect(note)
    yield found
    connection_created.disconnect(note)
    close_idle_connections()


def in_thread(work: Callable[[], Any]) -> Any:
    """Return what some work returns in a new thread, which closes its connection at the end."""

    def whole() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(whole).result()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.001)


@pytest.mark.usefixtures("opened")
def test_a_connection_that_broke_while_nobody_used_it_is_not_given_to_a_request():
    closed: list[Any] = []

    def serve() -> None:
        with borrowing.borrowing():
            Board.objects.exists()
            with borrowing.without_connection():
                (idle,) = borrowing._idle
                idle.errors_occurred, idle.is_usable = True, lambda: False
                close, idle.close = idle.close, lambda: (closed.append(idle), close())
            assert closed == [idle]

    in_thread(serve)


def test_requests_that_wait_for_their_turn_hold_no_connection(opened: list[Any]):
    turns, go_on = Turns(at_once=2, waiting=20), threading.Event()

    def serve(number: int) -> int:
        with borrowing.borrowing():
            Board.objects.count()
            with turns.turn(Account(f"client {number}"), f"page {number}"):
                Board.objects.count()
                assert go_on.wait(SECONDS)
                return Board.objects.count()

    with ThreadPoolExecutor(22) as pool:
        asked: list[Future[int]] = []
        for number in range(22):
            asked.append(pool.submit(serve, number))
            wait_for(lambda: len(turns) == len(asked) and (len(asked) <= 2 or bool(borrowing._idle)))
        assert len(opened) == 3
        go_on.set()
        assert [future.result() for future in asked] == [0] * 22
    assert len(opened) <= 4
    assert len(borrowing._idle) <= 4


def test_few_connections_are_kept_that_nobody_uses(opened: list[Any]):
    together = threading.Barrier(borrowing.MOST_IDLE + 4)

    def serve() -> None:
        with borrowing.borrowing():
            Board.objects.count()
            together.wait(SECONDS)

    with ThreadPoolExecutor(borrowing.MOST_IDLE + 4) as pool:
        for future in [pool.submit(serve) for _ in range(borrowing.MOST_IDLE + 4)]:
            future.result()
    assert len(opened) == borrowing.MOST_IDLE + 4
    assert len(borrowing._idle) == borrowing.MOST_IDLE


def test_requests_that_come_one_after_the_other_use_one_connection(opened: list[Any]):
    def serve() -> int:
        with borrowing.borrowing():
            return Board.objects.count()

    assert [in_thread(serve) for _ in range(5)] == [0] * 5
    assert len(opened) == 1


def test_a_thread_keeps_the_connection_of_its_transaction_and_one_that_serves_nothing_its_own(opened: list[Any]):
    def wait_in_transaction() -> bool:
        with borrowing.borrowing(), transaction.atomic():
            own = connection.connection
            with borrowing.without_connection():
                return own is connection.connection

    def wait_alone() -> bool:
        connection.ensure_connection()
        own = connection.connection
        with borrowing.without_connection():
            return own is connection.connection

    assert in_thread(wait_in_transaction)
    assert in_thread(wait_alone)
