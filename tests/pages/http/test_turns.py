"""Few answers are made at once, each client gets a fair share, and a client that cannot be served now is told so."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import transaction

from archive.machine.web import account as accounts
from archive.machine.web.account import Account
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
        self.accounts: dict[str, Account] = {}
        self.pool = ThreadPoolExecutor(40)

    def ask(self, name: str, client: str, subject: str | None = None) -> Future[None]:
        """Send a request for the client, and return once it runs, waits or is refused."""
        before = self.state()
        self.going[name] = Event()
        account = self.accounts.setdefault(client, Account(client))
        self.asked.append(self.pool.submit(self._served, name, account, subject or name))
        until(lambda: self.state() != before)
        return self.asked[-1]

    def state(self) -> tuple[int, int, int]:
        return len(self.row), len(self.served), sum(future.done() for future in self.asked)

    def _served(self, name: str, account: Account, subject: str) -> None:
        with self.row.turn(account, subject):
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
def test_the_next_is_of_the_client_that_has_used_least(crowd: Crowd) -> None:
    for name in ("a1", "a2", "a3"):
        crowd.ask(name, client="a")
    crowd.ask("b1", client="b")
    crowd.ask("c1", client="c")
    for client, seconds in {"a": 2.0, "b": 1.0, "c": 0.5}.items():
        crowd.accounts[client].pay(seconds)
    for name in ("a1", "c1", "b1", "a2"):
        until(lambda name=name: name in crowd.served)
        crowd.let_go(name)
    until(lambda: len(crowd.served) == 5)
    assert crowd.served == ["a1", "c1", "b1", "a2", "a3"]


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
    with pytest.raises(ValueError, match="broken"), row.turn(Account("a"), "x"):
        raise ValueError("broken")
    assert len(row) == 0


def test_one_client_has_a_part_of_the_turns() -> None:
    row, one, other = Turns(at_once=2, waiting=0, of_one_client=1), Account("a"), Account("b")
    with row.turn(one, "x"):
        with pytest.raises(TooBusy), row.turn(one, "y"):
            pass
        with row.turn(other, "y"):
            assert len(row) == 2


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """After any work, answers stand aside, for as long as somebody comes before."""
    monkeypatch.setattr(turns, "SLICE_SECONDS", -1)
    monkeypatch.setattr(turns, "PATIENCE_OF_SLICES", 1e9)
    # Who asked in another test is not waited for.
    monkeypatch.setattr(accounts, "_accounts", {})


def paid(client: str, seconds: float) -> Account:
    account = Account(client)
    account.pay(seconds)
    return account


@pytest.mark.usefixtures("slices")
@pytest.mark.django_db
@pytest.mark.parametrize("is_same_row", [True, False])
def test_an_answer_stands_aside_for_a_client_that_has_used_less_also_if_it_came_later(is_same_row: bool) -> None:
    row = Turns(at_once=1, waiting=1)
    done: list[str] = []
    began, go = Event(), Event()

    def long() -> None:
        with row.turn(paid("greedy", 2), "list") as turn:
            began.set()
            assert go.wait(SECONDS)
            turn.let_others_pass()
            done.append("list")

    def short() -> None:
        with (row if is_same_row else Turns(at_once=1, waiting=0)).turn(paid("reader", 1), "page"):
            go.set()
            until(lambda: bool(turns._aside))
            done.append("page")

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(long)]
        assert began.wait(SECONDS)
        answers.append(pool.submit(short))
        if is_same_row:
            until(lambda: len(row) == 2)
            go.set()
        for answer in answers:
            answer.result(SECONDS)
    assert done == ["page", "list"]
    assert len(row) == 0


@pytest.mark.usefixtures("slices")
@pytest.mark.django_db
def test_an_answer_stands_aside_for_nobody_who_has_used_more_and_for_no_other_request_of_its_client() -> None:
    row = Turns(at_once=1, waiting=2)
    reader = paid("reader", 1)

    def wait(account: Account, subject: str) -> None:
        with row.turn(account, subject):
            pass

    with ThreadPoolExecutor(2) as pool:
        with row.turn(reader, "page") as turn:
            waiting = [pool.submit(wait, reader, "another"), pool.submit(wait, paid("greedy", 2), "list")]
            until(lambda: len(row) == 3)
            turn.let_others_pass()
            assert not any(answer.done() for answer in waiting)
        for answer in waiting:
            answer.result(SECONDS)


@pytest.mark.django_db
def test_an_answer_goes_on_after_a_while_although_others_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SLICE_SECONDS", -1)
    with Turns(at_once=1, waiting=0).turn(Account("reader"), "page") as page:
        row = Turns(at_once=1, waiting=0)
        with row.turn(paid("greedy", 2), "list") as turn:
            turn.let_others_pass()
            assert (len(row), turns._aside) == (1, [])
            assert page in turns._at_work


@pytest.mark.usefixtures("slices")
@pytest.mark.django_db(transaction=True)
def test_nobody_stands_aside_with_a_transaction_open() -> None:
    with (
        Turns(at_once=1, waiting=0).turn(Account("reader"), "page"),
        Turns(at_once=1, waiting=0).turn(paid("greedy", 2), "form") as turn,
        transaction.atomic(),
    ):
        turn.let_others_pass()
