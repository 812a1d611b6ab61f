"""Writers of several threads and processes, in the order in which they came.

With SQLite alone, the next writer is the one that asks at the right moment, so some of several busy writers wait until
they give up. Here, each draws a number first, and writes when all lower numbers are done. A number is a file with a
lock (``flock``), which ends with its process. So a writer that is killed blocks nobody.
"""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

DOOR = "door"
# How long to wait between two looks, in seconds, times the number of writers ahead.
PAUSE = 0.001
LONGEST_PAUSE = 0.02


class QueueTooLong(Exception):
    """The earlier writers took longer than the allowed wait."""


class WriteTurn:
    """A place in the queue, held until ``end``."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def others_wait(self) -> bool:
        """Return whether others have queued behind this place."""
        mine = int(self._path.name)
        return any(path.name.isdecimal() and int(path.name) > mine for path in self._path.parent.iterdir())

    def end(self) -> None:
        """Let the next writer write.

        If the disk lets nobody delete the number, it stays without its lock, and a later writer deletes it. What was
        written is stored all the same.
        """
        _delete_if_possible(self._path)
        os.close(self._descriptor)


class WriteQueue:
    """A queue in a folder, which is created if it is missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def wait(self, seconds: float) -> WriteTurn:
        """Queue and return when the turn comes.

        Raise QueueTooLong if this takes too long, and OSError if the disk accepts no file.
        """
        deadline = time.monotonic() + seconds
        turn, ahead = self._join(deadline)
        try:
            while ahead:
                if self._is_done(ahead[-1]):
                    ahead.pop()
                    continue
                _pause(len(ahead), deadline)
        except BaseException:
            turn.end()
            raise
        return turn

    def _join(self, deadline: float) -> tuple[WriteTurn, list[int]]:
        """Draw a number; return it and the earlier ones, the lowest first."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        door = os.open(self._folder / DOOR, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not _locked(door, fcntl.LOCK_EX):
                _pause(1, deadline)
            ahead = sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdecimal())
            path = self._folder / str(ahead[-1] + 1 if ahead else 1)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            _locked(descriptor, fcntl.LOCK_EX)
        finally:
            os.close(door)
        return WriteTurn(path, descriptor), ahead

    def _is_done(self, number: int) -> bool:
        """Return whether the writer with the number has finished; delete its number if it died."""
        path = self._folder / str(number)
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return True
        try:
            # A shared lock, so that two processes that look at the same time do not take each other for the writer.
            if not _locked(descriptor, fcntl.LOCK_SH):
                return False
            _delete_if_possible(path)
            return True
        finally:
            os.close(descriptor)


def _delete_if_possible(number: Path) -> None:
    # A folder that may not be written now is named by the next writer, which cannot draw a number in it.
    with suppress(OSError):
        number.unlink()


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pause(writers_ahead: int, deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise QueueTooLong("Other processes have been writing for too long")
    time.sleep(min(PAUSE * writers_ahead, LONGEST_PAUSE))
