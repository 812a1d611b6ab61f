"""How a command that goes on until it is told to stop is stopped: after the work in hand, or soon without it."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Whatever the work in hand waits for, a dead mail server for one, the process ends after so many seconds: a kill loses
# nothing.
GRACE_SECONDS = 1.5


@contextmanager
def until_stopped() -> Iterator[threading.Event]:
    """Within, SIGTERM and Ctrl-C set the event; what goes on for longer than the grace after that is ended by them."""
    stopped = threading.Event()

    def stop(number: int, _: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGALRM, lambda *_: _end_by(number))
        signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_by(number: int) -> None:
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
