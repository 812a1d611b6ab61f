"""Turns: how many answers are made at once, who comes next, who stands aside, and who must come back later."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from django.db import connection

from archive.machine.database.borrowing import without_connection
from archive.machine.web.account import Account

PATIENCE_SECONDS = 15
# After a slice of work, an answer stands aside for those whose clients have used less, for this many times as long as
# the slice took. So they lose at most a seventh of their time to it, and it is still made if they never end. One whose
# client has used much also stands aside between their requests, so that what takes no turn, such as a page from memory,
# seldom shares the interpreter with it.
SLICE_SECONDS = 0.005
PATIENCE_OF_SLICES = 6

# All rows of a process share its interpreter: what is made in one stands aside for what is made in another.
_lock = Lock()
_at_work: list["AnswerTurn"] = []
_aside: list["AnswerTurn"] = []
_waiting: list["AnswerTurn"] = []


class TooBusy(Exception):
    """All places are taken, including those to wait in. Try again later."""


class AnswerTurn:
    """One answer that waits for its turn, is being made, or stands aside; its account pays for it.

    It is woken when it may go on, or with ``is_refused`` when its place goes to somebody else.
    """

    def __init__(self, row: "Turns", account: Account, subject: str) -> None:
        self.row, self.account, self.subject = row, account, subject
        self.woken, self.is_refused = Event(), False
        self._paid, self._since = 0.0, 0.0

    def begin(self) -> None:
        """Count the processor time of this thread from now on."""
        self._since = time.thread_time()

    def pay(self) -> float:
        """Put the processor time since the last payment on the account, and return it."""
        took = time.thread_time() - self._since
        self.begin()
        self.account.pay(took)
        self._paid += took
        return took

    def let_others_pass(self) -> None:
        """Stand aside after a slice of work, if anybody comes before; but never with a transaction open."""
        if time.thread_time() - self._since < SLICE_SECONDS or connection.in_atomic_block:
            return
        took = self.pay()
        with _lock:
            if not self._is_overtaken():
                return
            self.woken.clear()
            _at_work.remove(self)
            _aside.append(self)
            _wake()
        self.woken.wait(PATIENCE_OF_SLICES * took)
        with _lock:
            if self in _aside:
                self.go_on()

    def go_on(self) -> None:
        """Be made again after it stood aside. The lock is held."""
        _aside.remove(self)
        _at_work.append(self)
        self.woken.set()

    def may_begin(self) -> bool:
        """Return whether there is a place for it in its row, and nobody in it who has stood aside comes before."""
        aside = [turn for turn in _aside if turn.row is self.row]
        most = 1 if self.account.hinders_others() else self.row.of_one_client
        begun = [*self.row.at_work(), *aside]
        return (
            self.row.has_place()
            and all(turn.subject != self.subject for turn in begun)
            and sum(turn.account is self.account for turn in begun) < most
            and not any(turn.comes_before(self) for turn in aside)
        )

    def may_go_on(self) -> bool:
        """Return whether nobody comes before any more."""
        return self.row.has_place() and not self._is_overtaken()

    def comes_before(self, other: "AnswerTurn") -> bool:
        """Return whether this one's client has used less; of two of one client, the answer that has."""
        if self.account is other.account:
            return self._paid < other._paid
        return self.account.place < other.account.place

    def _is_overtaken(self) -> bool:
        # What waits for another row, or for the same client, would not begin if this one stood aside.
        beside = [turn for turn in (*_waiting, *_aside) if turn.row is self.row and turn.account is not self.account]
        return self.account.hinders_others() or any(turn.comes_before(self) for turn in (*_at_work, *beside))


class Turns:
    """A row in which ``at_once`` requests run, ``waiting`` wait, and all others are refused. Safe in threads.

    The next is always a request of the client whose answers have taken the least processor time of this process lately,
    however many requests it has. If all places are taken, a client with fewer requests takes the last place of the
    client with the most. ``of_one_client`` requests run at once at most, and never two for the same subject.
    """

    def __init__(self, *, at_once: int, waiting: int, of_one_client: int | None = None) -> None:
        self.at_once, self.waiting = at_once, waiting
        self.of_one_client = at_once if of_one_client is None else of_one_client

    @contextmanager
    def turn(self, account: Account, subject: str) -> Iterator[AnswerTurn]:
        """Wait for a turn and hold it; raise TooBusy if there is no place to wait, or if waiting takes too long."""
        turn = AnswerTurn(self, account, subject)
        if not self._begins(turn):
            self._await(turn)
        turn.begin()
        try:
            yield turn
        finally:
            turn.pay()
            with _lock:
                _at_work.remove(turn)
                _wake()

    def __len__(self) -> int:
        """Return how many run, stand aside and wait."""
        with _lock:
            return sum(turn.row is self for turn in (*_at_work, *_aside, *_waiting))

    def at_work(self) -> list[AnswerTurn]:
        """Return those that are being made. The lock is held."""
        return [turn for turn in _at_work if turn.row is self]

    def has_place(self) -> bool:
        """Return whether one more may be made. The lock is held."""
        return len(self.at_work()) < self.at_once

    def _begins(self, turn: AnswerTurn) -> bool:
        """Let the turn begin at once, or give it a place to wait in."""
        with _lock:
            if turn.may_begin():
                _at_work.append(turn)
                return True
            if sum(other.row is self for other in (*_aside, *_waiting)) >= self.waiting:
                self._make_room(turn.account)
            _waiting.append(turn)
            return False

    def _await(self, turn: AnswerTurn) -> None:
        with without_connection():
            turn.woken.wait(PATIENCE_SECONDS)
        with _lock:
            if turn in _waiting:
                _waiting.remove(turn)
                raise TooBusy
        if turn.is_refused:
            raise TooBusy

    def _make_room(self, account: Account) -> None:
        """Refuse the last request of the client with the most, or raise TooBusy if that is this one."""
        here = [turn for turn in _waiting if turn.row is self]
        places = Counter(turn.account for turn in here)
        greediest = max(places, key=places.__getitem__, default=None)
        if greediest is None or places[greediest] <= places[account] + 1:
            raise TooBusy
        last = next(turn for turn in reversed(here) if turn.account is greediest)
        _waiting.remove(last)
        last.is_refused = True
        last.woken.set()


def _wake() -> None:
    """Let those go on that stand aside for nobody any more, and give free turns to those that wait."""
    for turn in sorted(_aside, key=_place_of_account):
        if turn.may_go_on():
            turn.go_on()
    for turn in sorted(_waiting, key=_place_of_account):
        if turn.may_begin():
            _waiting.remove(turn)
            _at_work.append(turn)
            turn.woken.set()


def _place_of_account(turn: AnswerTurn) -> float:
    return turn.account.place
