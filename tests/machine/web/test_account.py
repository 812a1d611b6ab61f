"""The account of a client says who comes before whom, and is forgotten after a while."""

import pytest
from django.http import FileResponse, HttpResponse

from archive.machine.web import account as accounts
from archive.machine.web.account import (
    ACCOUNTS_KEPT,
    AT_ONCE_SECONDS,
    BYTES_A_SECOND,
    HALF_LIFE_SECONDS,
    LATELY_SECONDS,
    LONGEST_PAUSE_SECONDS,
    MUCH_SECONDS,
    Account,
    account_of,
)


class Clock:
    now = 1_000_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(accounts, "time", clock)
    monkeypatch.setattr(accounts, "_accounts", {})
    return clock


def test_half_of_the_processor_time_is_forgotten_after_a_while(clock: Clock) -> None:
    account = Account("a")
    account.pay(4)
    clock.now += HALF_LIFE_SECONDS
    assert account.seconds == pytest.approx(2)
    account.pay(1)
    clock.now += HALF_LIFE_SECONDS
    assert account.seconds == pytest.approx(1.5)


def test_the_order_of_two_is_that_of_their_seconds_and_time_alone_does_not_change_it(clock: Clock) -> None:
    new, early, late = Account("new"), Account("early"), Account("late")
    early.pay(4)
    clock.now += 2 * HALF_LIFE_SECONDS
    late.pay(2)
    places = [account.place for account in (new, early, late)]
    assert places == sorted(places)
    clock.now += HALF_LIFE_SECONDS
    assert [account.place for account in (new, early, late)] == places
    assert early.seconds < late.seconds


@pytest.mark.django_db
def test_accounts_with_nothing_in_them_are_forgotten_and_others_are_not(clock: Clock) -> None:
    paid, reading = account_of("paid"), account_of("reading")
    paid.pay(60)
    reading.send(file := FileResponse(b""))
    for number in range(2 * ACCOUNTS_KEPT):
        account_of(f"client {number}")
    assert len(accounts._accounts) <= ACCOUNTS_KEPT
    assert account_of("paid") is paid
    assert account_of("reading") is reading
    clock.now += 100 * HALF_LIFE_SECONDS
    for number in range(ACCOUNTS_KEPT):
        account_of(f"other client {number}")
    assert account_of("paid") is not paid
    assert reading.unread() == 1
    file.close()
    assert reading.unread() == 0


def test_a_file_that_nobody_holds_is_not_unread() -> None:
    account = Account("a")
    account.send(HttpResponse(b"rows"))
    assert account.unread() == 0


def test_a_client_that_has_used_much_hinders_those_that_ask_and_have_used_less(clock: Clock) -> None:
    greedy, reader, greediest = account_of("greedy"), account_of("reader"), account_of("greediest")
    reader.asks()
    assert not greedy.hinders_others()
    greedy.pay(2 * MUCH_SECONDS)
    assert greedy.hinders_others()
    assert not reader.hinders_others()
    clock.now += 2 * LATELY_SECONDS
    assert not greedy.hinders_others()
    greediest.pay(4 * MUCH_SECONDS)
    greediest.asks()
    assert not greedy.hinders_others()


def test_a_client_that_is_sent_much_is_paused_while_others_ask(clock: Clock) -> None:
    downloading, reader = account_of("downloading"), account_of("reader")
    downloading.asks()
    downloading.note_sent(100 * BYTES_A_SECOND)
    assert downloading.sends_again_at <= clock.now
    clock.now += AT_ONCE_SECONDS
    reader.asks()
    for _ in range(4):
        downloading.note_sent(BYTES_A_SECOND // 4)
        assert downloading.sends_again_at <= clock.now
    downloading.note_sent(BYTES_A_SECOND // 4)
    assert downloading.sends_again_at == pytest.approx(clock.now + 0.25)
    downloading.note_sent(100 * BYTES_A_SECOND)
    assert downloading.sends_again_at == clock.now + LONGEST_PAUSE_SECONDS
    assert reader.sends_again_at < clock.now


def test_while_others_ask_a_client_is_sent_its_share_and_no_more(clock: Clock) -> None:
    downloading, reader = account_of("downloading"), account_of("reader")
    sent, piece = 0, 500_000
    ends_at = clock.now + 60
    while clock.now < ends_at:
        reader.asks()
        downloading.note_sent(piece)
        sent += piece
        clock.now = max(clock.now, downloading.sends_again_at)
    assert sent == pytest.approx((60 + AT_ONCE_SECONDS) * BYTES_A_SECOND, abs=2 * piece)
