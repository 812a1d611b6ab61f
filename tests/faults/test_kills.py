"""Killing processes loses nothing: ``make faults``, with KILLS and SEED to choose how many and which."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

KILLS, SEED = os.environ.get("KILLS", "30"), os.environ.get("SEED", "1")


@pytest.mark.faults
def test_no_acknowledged_act_is_lost_and_none_is_done_twice() -> None:
    words = [sys.executable, "-m", "tests.faults.kills", "--kills", KILLS, "--seed", SEED]
    ended = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    # There is one more if the last kill was that of a start.
    killed = re.match(r"(\d+) kills, ", ended.stdout)
    assert killed, ended.stdout
    assert int(killed[1]) >= int(KILLS)
