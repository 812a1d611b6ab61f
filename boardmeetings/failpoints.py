"""Points at which a test kills the process, to see what a crash leaves behind.

``FAILPOINT=index.committed`` kills the process, like ``kill -9``, when it reaches ``failpoint("index.committed")``;
``FAILPOINT=index.committed:3`` when it gets there for the third time. Without the variable, a failpoint does nothing.
"""

import os
import signal
from itertools import count

from boardmeetings import env

NAME, _, TIMES = env.text("FAILPOINT").partition(":")
_passed = count(1)


def _nothing(name: str) -> None:
    """Do nothing."""


def _die(name: str) -> None:
    """Kill this process if the failpoint has the name and was reached often enough."""
    if name == NAME and next(_passed) == int(TIMES or 1):
        os.kill(os.getpid(), signal.SIGKILL)


failpoint = _die if NAME else _nothing
