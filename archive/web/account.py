"""What each client has of this process: one account, by which all that wait are put in order.

It has the processor time of the client's answers and the files that are on their way to it. The server adds the bytes
that it is sending (``boardmeetings.serving.channel``). An account is forgotten when nothing is left in it.
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
        if self.seconds < MUCH_SECONDS:
            return False
        lately = time.monotonic() - LATELY_SECONDS
        with _lock:
            return any(other._asked_at > lately and other.place < self.place for other in _accounts.values())

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
