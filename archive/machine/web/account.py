"""What each client has of this process: one account, by which all that wait are put in order.

It has the processor time of the client's answers and the files that are on their way to it. The server adds what it
sends (``boardmeetings.serving.channel``). An account is forgotten when nothing is left in it.
"""

import time
from math import inf, log2
from threading import Lock
from weakref import WeakSet

from django.http.response import HttpResponseBase

# After this time, half of the processor time is forgotten: who asked for much a while ago is like everybody else.
HALF_LIFE_SECONDS = 30
ACCOUNTS_KEPT = 1_000
FORGOTTEN_SECONDS = 0.001
# A client whose answers took more than this makes room while others ask, also between their requests.
MUCH_SECONDS = 3.0
LATELY_SECONDS = 1.0
# While others ask, a client is sent 100 Mbit a second by each process, the first second's worth at once.
BYTES_A_SECOND = 12_500_000
AT_ONCE_SECONDS = 1.0
# A client that is paused is not taken for one that does not read.
LONGEST_PAUSE_SECONDS = 1.0

_accounts: dict[str, "Account"] = {}
_lock = Lock()


class Account:
    """What one client has: an address, or the network of one IPv6 customer."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.files: WeakSet[HttpResponseBase] = WeakSet()
        """Those that were sent to it, whether it has read them or not."""
        self._seconds, self._at = 0.0, time.monotonic()
        self._asked_at = -inf
        self.sends_again_at = -inf
        """Until then it is sent nothing, because others ask."""

    def asks(self) -> None:
        """Note that it sends a request."""
        self._asked_at = time.monotonic()

    @property
    def seconds(self) -> float:
        """The processor time of its answers, of which half is forgotten every half a minute."""
        return self._seconds * 0.5 ** ((time.monotonic() - self._at) / HALF_LIFE_SECONDS)

    @property
    def place(self) -> float:
        """A number that is smaller for a client that has used less. It stays the same until more is paid."""
        return log2(self._seconds) + self._at / HALF_LIFE_SECONDS if self._seconds else -inf

    def pay(self, seconds: float) -> None:
        """Add processor time."""
        self._seconds, self._at = self.seconds + seconds, time.monotonic()

    def note_sent(self, count: int) -> None:
        """Count the bytes. If they are too many and others ask, the client is sent nothing more for a moment."""
        now = time.monotonic()
        again_at = max(now - AT_ONCE_SECONDS, self.sends_again_at) + count / BYTES_A_SECOND
        longest = LONGEST_PAUSE_SECONDS if again_at > now and self._others_asking() else 0
        self.sends_again_at = min(again_at, now + longest)

    def unread(self) -> int:
        """Return how many files it has not read to their end."""
        with _lock:
            return sum(not file.closed for file in self.files)

    def send(self, file: HttpResponseBase) -> None:
        """Count a file as unread until it is closed."""
        with _lock:
            self.files.add(file)

    def hinders_others(self) -> bool:
        """Return whether it has used much, and somebody who has used less has asked for something lately."""
        return self.seconds >= MUCH_SECONDS and any(other.place < self.place for other in self._others_asking())

    def _others_asking(self) -> list["Account"]:
        """Return those of others who have asked for something lately."""
        lately = time.monotonic() - LATELY_SECONDS
        with _lock:
            return [other for other in _accounts.values() if other is not self and other._asked_at > lately]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost if the account were forgotten."""
        return self.seconds < FORGOTTEN_SECONDS and not self.files


def account_of(client: str) -> Account:
    """Return the account of a client of this process."""
    with _lock:
        if client not in _accounts and len(_accounts) >= ACCOUNTS_KEPT:
            for empty in [other for other, account in _accounts.items() if account.is_empty]:
                del _accounts[empty]
        return _accounts.setdefault(client, Account(client))
