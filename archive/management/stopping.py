"""How to stop a command that runs until it is told to stop: after its current work, or soon without it."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# The process ends after this many seconds, whatever it is waiting for, such as a dead mail server. A kill loses
# nothing.
GRACE_SECONDS = 1.5


@contextmanager
def until_stopped() -> Iterator[threading.Event]:
    """Within this context, SIGTERM and Ctrl-C set the event. After a grace period they end what is still running."""
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
