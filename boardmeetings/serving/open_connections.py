"""How many connections each worker has open, so that each leaves a new one to whoever has fewer.

All workers wait at one socket. Without this, the one that wakes first often takes all that a proxy keeps open, and the
other cores do nothing.
"""

import os
from math import inf
from mmap import mmap

PLACES = 64
"""More than a server has workers, with those that are stopping or were killed."""
NOBODY = 0
# How long a connection is left to a worker that has fewer. One that computes takes so long to notice it.
LEAVE_SECONDS = 0.1
# A worker that leaves one looks again so soon: it may be the one that has fewer by then.
NAP_SECONDS = 0.001


class OpenConnections:
    """The process and the number of connections of each worker, in memory that processes forked later share.

    It is a hint that costs no lock: a number may be a moment old.
    """

    def __init__(self) -> None:
        self._places = memoryview(mmap(-1, PLACES * 2 * 4)).cast("i", (PLACES, 2))
        self._own = 0

    def join(self, place: int) -> None:
        """Begin to count for this process, which has none open, in a place that no living one has."""
        self._own = place
        self._places[self._own, 1] = 0
        self._places[self._own, 0] = os.getpid()

    def add(self, number: int) -> None:
        """Count one more of this process, or one less."""
        self._places[self._own, 1] += number

    def leave(self) -> None:
        """Take no more: the others need not wait for this process."""
        self._places[self._own, 0] = NOBODY

    def has_more(self) -> bool:
        """Whether another process that accepts connections has fewer open than this one."""
        own = self._places[self._own, 1]
        fewer = (place for place in range(PLACES) if place != self._own and self._places[place, 1] < own)
        return any(self._is_there(place) for place in fewer)

    def _is_there(self, place: int) -> bool:
        pid = self._places[place, 0]
        if pid == NOBODY:
            return False
        try:
            os.kill(pid, 0)
        except OSError:  # It was killed. Its number may be that of a process of somebody else by now.
            self._places[place, 0] = NOBODY
            return False
        return True


class LeftConnection:
    """What a worker remembers of a connection at a listening socket that it leaves to one that has fewer.

    Times are those of the monotonic clock, in seconds.
    """

    def __init__(self, counts: OpenConnections) -> None:
        self._counts = counts
        self._left_since = inf
        self._naps_until = -inf
        self._looks = False

    def is_looked_for(self, now: float) -> bool:
        """Whether the worker looks at the socket for a connection. If not, it naps because it has left one."""
        if now < self._naps_until:
            return False
        if self._looks:  # Nobody has come since the last look, or somebody else has taken who did.
            self._left_since = inf
        self._looks = True
        return True

    def is_left(self, now: float) -> bool:
        """Decide about the connection that has come, and whether the worker leaves it to another for now."""
        self._looks, self._left_since = False, min(now, self._left_since)
        if not self._counts.has_more() or now >= self._left_since + LEAVE_SECONDS:
            return False
        self._naps_until = now + NAP_SECONDS
        return True

    def nap(self, now: float) -> float:
        """Return in how many seconds the worker looks again; 0, if it looks."""
        return max(0.0, self._naps_until - now)


OF_WORKERS = OpenConnections()
"""Made by the process that starts the workers, which share it."""
