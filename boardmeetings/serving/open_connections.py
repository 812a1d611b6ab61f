"""How many connections each worker has open, so that each leaves a new one to whoever has fewer.

All workers wait at one socket. Without this, the one that wakes first often takes all that a proxy keeps open, and the
other cores do nothing.
"""

import os
from mmap import mmap

PLACES = 64
"""More than a server has workers, with those that are stopping or were killed."""
NOBODY = 0


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


OF_WORKERS = OpenConnections()
"""Made by the process that starts the workers, which share it."""
