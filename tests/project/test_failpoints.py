"""A failpoint kills a process that was told to die there, and no other one."""

import os
import signal
import subprocess
import sys

import pytest

PASS = "from boardmeetings.failpoints import failpoint\nfor _ in range(3): failpoint('sample.point'); print('passed')"


@pytest.mark.parametrize(
    ("wanted", "passed"), [("", 3), ("another.point", 3), ("sample.point", 0), ("sample.point:3", 2)]
)
def test_a_process_dies_at_the_given_failpoint_and_pass(wanted: str, passed: int) -> None:
    environment = {**os.environ, "FAILPOINT": wanted}
    ended = subprocess.run([sys.executable, "-uc", PASS], env=environment, capture_output=True, text=True, check=False)
    assert ended.stdout.count("passed") == passed
    assert ended.returncode == (0 if passed == 3 else -signal.SIGKILL)
