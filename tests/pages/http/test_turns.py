"""Few answers are made at once, each client gets a fair share, and a client that cannot be served now is told so."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from archive.pages.http import turns
from archive.pages.http.turns import TooBusy, Turns

SECONDS = 30


class Crowd:
    """Clients that each wait in their own thread. Their work lasts until the test ends it."""

    def __init__(self, row: Turns) -> None:
        self.row = row
        self.served: list[str] = []
        self.asked: list[Future[None]] = []
        self.going: dict[str, Event] = {}
        self.pool = ThreadPoolExecutor(40)

    def ask(self, name: str, client: str, subject: str | None = None) -> Future[None]:
        """Send a request for the client, and return once it runs, waits or is refused."""
        before = self.state()
        self.going[name] = Event()
        self.asked.append(self.pool.submit(self._served, name, client, subject or name))
        until(lambda: self.state() != before)
        return self.asked[-1]

    def state(self) -> tuple[int, int, int]:
        return len(self.row), len(self.served), sum(future.done() for future in self.asked)

    def _served(self, name: str, client: str, subject: str) -> None:
        with self.row.turn(client, subject):
            self.served.append(name)
            assert self.going[name].wait(SECONDS)

    def let_go(self, name: str) -> None:
        self.going[name].set()


def until(happened: Callable[[], bool]) -> None:
    waited = Event()
    for _ in range(SECONDS * 1000):
        if happened():
            return
        waited.wait(0.001)
    pytest.fail("It did not happen.")


@pytest.fixture
def crowd(request: pytest.FixtureRequest) -> Iterator[Crowd]:
    at_once, waiting = request.param
    crowd = Crowd(Turns(at_once=at_once, waiting=waiting))
    yield crowd
    for event in crowd.going.values():
        event.set()
    crowd.pool.shutdown()


@pytest.mark.parametrize("crowd", [(2, 5)], indirect=True)
def test_a_limited_number_run_at_once_and_the_next_starts_when_one_ends(crowd: Crowd) -> None:
    for name in ("a", "b", "c"):
        crowd.ask(name, client=name)
    assert crowd.served == ["a", "b"]
    crowd.let_go("b")
    until(lambda: "c" in crowd.served)


@pytest.mark.parametrize("crowd", [(1, 2)], indirect=True)
def test_a_client_is_refused_at_once_if_the_queue_is_full(crowd: Crowd) -> None:
    for name in ("a", "b", "c"):
        crowd.ask(name, client="greedy")
    with pytest.raises(TooBusy):
        crowd.ask("d", client="greedy").result(SECONDS)


@pytest.mark.parametrize("crowd", [(1, 5)], indirect=True)
def test_a_client_with_many_requests_takes_turns_with_others(crowd: Crowd) -> None:
    for name in ("a1", "a2", "a3", "a4"):
        crowd.ask(name, client="a")
    crowd.ask("b1", client="b")
    for name in ("a1", "a2", "b1", "a3"):
        until(lambda name=name: name in crowd.served)
        crowd.let_go(name)
    until(lambda: len(crowd.served) == 5)
    assert crowd.served == ["a1", "a2", "b1", "a3", "a4"]


@pytest.mark.parametrize("crowd", [(1, 3)], indirect=True)
def test_if_the_queue_is_full_the_client_with_most_requests_loses_one(crowd: Crowd) -> None:
    futures = [crowd.ask(name, client="a") for name in ("a1", "a2", "a3", "a4")]
    crowd.ask("b1", client="b")
    with pytest.raises(TooBusy):
        futures[-1].result(SECONDS)
    crowd.let_go("a1")
    crowd.let_go("a2")
    until(lambda: "b1" in crowd.served)


@pytest.mark.parametrize("crowd", [(2, 5)], indirect=True)
def test_the_same_page_is_rendered_once_at_a_time_and_delays_no_other(crowd: Crowd) -> None:
    crowd.ask("first", client="a", subject="/slow/")
    crowd.ask("second", client="b", subject="/slow/")
    crowd.ask("third", client="c", subject="/about/")
    assert crowd.served == ["first", "third"]
    crowd.let_go("first")
    until(lambda: "second" in crowd.served)


@pytest.mark.parametrize("crowd", [(1, 5)], indirect=True)
def test_no_request_waits_for_ever(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0)
    crowd.ask("a", client="a")
    with pytest.raises(TooBusy):
        crowd.ask("b", client="b").result(SECONDS)
    assert len(crowd.row) == 1


def test_an_error_also_ends_a_turn() -> None:
    row = Turns(at_once=1, waiting=0)
    with pytest.raises(ValueError, match="broken"), row.turn("a", "x"):
        raise ValueError("broken")
    assert len(row) == 0
