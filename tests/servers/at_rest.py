"""The requests that a live server is still answering.

It answers them with the connection of the test. SQLite refuses what two threads do with it at once: "database table is
locked". A client that was killed, or a page that was left, ends before its request does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, current_thread

from django.core.signals import request_finished, request_started

LIMIT = 60


class UnderWay:
    """Counts the requests of a live server, except those of the tests' own client."""

    def __init__(self) -> None:
        self.count = 0
        self.changed = Condition()
        self.tests = current_thread()

    def add(self, change: int) -> None:
        if current_thread() is not self.tests:
            with self.changed:
                self.count += change
                self.changed.notify_all()

    def begin(self, **_: object) -> None:
        self.add(1)

    def end(self, **_: object) -> None:
        self.add(-1)

    def wait_for_none(self) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: not self.count, LIMIT), "The server does not finish."


@contextmanager
def counted() -> Iterator[UnderWay]:
    """Count requests, and wait for the last one at the end."""
    under_way = UnderWay()
    request_started.connect(under_way.begin)
    request_finished.connect(under_way.end)
    try:
        yield under_way
        under_way.wait_for_none()
    finally:
        request_started.disconnect(under_way.begin)
        request_finished.disconnect(under_way.end)
