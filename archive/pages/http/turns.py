"""Turns: how many answers are made at once, who comes next, and who must come back later."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

from archive.database.borrowing import without_connection

PATIENCE_SECONDS = 15


class TooBusy(Exception):
    """All places are taken, including those to wait in. Try again later."""


@dataclass(eq=False)
class _Place:
    """A waiting request.

    It is woken when its turn comes, or with ``is_refused`` when its place goes to somebody else.
    """

    subject: str
    woken: Event = field(default_factory=Event)
    is_refused: bool = False


class Turns:
    """``at_once`` requests run, ``waiting`` wait, and all others are refused. Safe to use from several threads.

    Clients take turns: the next request is always from the client that was served least recently, however many requests
    it has. If all places are taken, a client with fewer requests takes the last place of the client with the most. Two
    requests for the same subject never run at once.
    """

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self.at_once = at_once
        self.waiting = waiting
        self._lock = Lock()
        self.idle = Event()
        """Set while nothing runs."""
        self.idle.set()
        self._running: set[str] = set()
        self._queues: OrderedDict[str, deque[_Place]] = OrderedDict()

    @contextmanager
    def turn(self, client: str, subject: str) -> Iterator[None]:
        """Wait for a turn and hold it; raise TooBusy if there is no place to wait, or if waiting takes too long."""
        if place := self._asked(client, subject):
            self._await(client, place)
        try:
            yield
        finally:
            with self._lock:
                self._running.remove(subject)
                self._wake()
                if not self._running:
                    self.idle.set()

    def __len__(self) -> int:
        """Return how many run and wait."""
        with self._lock:
            return len(self._running) + self._count()

    def _asked(self, client: str, subject: str) -> _Place | None:
        """Take a turn at once, or return the place to wait in."""
        with self._lock:
            # No waiting request could run now, because a turn that ends wakes all that can.
            if self._is_free(subject):
                self._run(subject)
                return None
            if self._count() >= self.waiting:
                self._make_room(client)
            place = _Place(subject)
            self._queues.setdefault(client, deque()).append(place)
            return place

    def _run(self, subject: str) -> None:
        self._running.add(subject)
        self.idle.clear()

    def _await(self, client: str, place: _Place) -> None:
        with without_connection():
            is_woken = place.woken.wait(PATIENCE_SECONDS)
        if not is_woken:
            with self._lock:
                if not place.woken.is_set():
                    self._leave(client, place)
                    raise TooBusy
        if place.is_refused:
            raise TooBusy

    def _make_room(self, client: str) -> None:
        greediest = max(self._queues, key=lambda other: len(self._queues[other]), default=None)
        if greediest is None or len(self._queues[greediest]) <= len(self._queues.get(client, ())) + 1:
            raise TooBusy
        last = self._queues[greediest][-1]
        self._leave(greediest, last)
        last.is_refused = True
        last.woken.set()

    def _wake(self) -> None:
        """Give free turns to waiting requests, client by client."""
        for client in list(self._queues):
            place = next((place for place in self._queues[client] if self._is_free(place.subject)), None)
            if place is None:
                continue
            self._leave(client, place)
            if client in self._queues:
                self._queues.move_to_end(client)
            self._run(place.subject)
            place.woken.set()

    def _leave(self, client: str, place: _Place) -> None:
        self._queues[client].remove(place)
        if not self._queues[client]:
            del self._queues[client]

    def _is_free(self, subject: str) -> bool:
        return len(self._running) < self.at_once and subject not in self._running

    def _count(self) -> int:
        return sum(map(len, self._queues.values()))
