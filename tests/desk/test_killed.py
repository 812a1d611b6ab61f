"""``kill -9`` during a save or a publication leaves the record as before or as after it."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.databases import environment_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def told(tmp_path_factory, empty_database):
    folder = tmp_path_factory.mktemp("killed")
    empty_database.give(folder)
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.desk.killed"],
        cwd=settings.BASE_DIR,
        env={**environment_of(folder), "LOG_LEVEL": "CRITICAL"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(outcome.stdout)


@pytest.mark.parametrize("work", ["save", "undo", "publish", "correct", "merge"])
def test_a_kill_at_any_moment_leaves_the_record_as_before_or_after(told, work):
    before, after, killed = told["before"], told["work"][work]["after"], told["work"][work]["killed"]
    assert before != after
    assert len(killed) > 5
    assert set(killed) <= {before, after}
