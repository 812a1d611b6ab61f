"""The memory of a process stays level under a mixed load: ``make faults`` (MINUTES, SEED)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

MINUTES, SEED = os.environ.get("MINUTES", "1"), os.environ.get("SEED", "1")


@pytest.mark.faults
def test_memory_is_level_while_a_site_is_read_and_written() -> None:
    words = [sys.executable, "-m", "tests.faults.load", "--minutes", MINUTES, "--seed", SEED]
    ended = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
