"""Points at which a test kills the process, to see what a crash leaves behind.

``FAILPOINT=index.committed`` kills the process, as ``kill -9`` does, when it comes to ``failpoint("index.committed")``;
``FAILPOINT=index.committed:3`` when it comes there for the third time. Without the variable a point does nothing.
"""

import os
import signal
from itertools import count

from boardmeetings import env

NAME, _, TIMES = env.text("FAILPOINT").partition(":")
_passed = count(1)


def _nothing(name: str) -> None:
    """Go on."""


def _die(name: str) -> None:
    """Kill this process where the point has the name, and has been passed often enough."""
    if name == NAME and next(_passed) == int(TIMES or 1):
        os.kill(os.getpid(), signal.SIGKILL)


failpoint = _die if NAME else _nothing
