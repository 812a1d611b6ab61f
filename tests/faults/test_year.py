"""A site lasts through many nights and troubles: ``make year`` (NIGHTS, SEED); ``make faults`` takes ten nights."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

NIGHTS, SEED = os.environ.get("NIGHTS", "10"), os.environ.get("SEED", "1")


@pytest.mark.faults
def test_after_many_nights_nothing_is_lost_and_the_owner_was_told_what_needed_a_person() -> None:
    words = [sys.executable, "-m", "tests.faults.year", "--nights", NIGHTS, "--seed", SEED]
    ended = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
