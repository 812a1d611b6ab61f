import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest import hostile
from tests.ingest.hostile import HOSTILE, REFUSED


@pytest.mark.slow
def test_each_hostile_file_is_read_or_refused_with_a_message_within_300_megabytes(tmp_path: Path):
    for file in HOSTILE:
        (tmp_path / file.name).write_bytes(file.make())

    done = subprocess.run(
        [sys.executable, "-m", hostile.__name__, str(tmp_path)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 0, done.stderr.decode()[-2000:]
    outcomes = json.loads(done.stdout)
    assert {name: outcome for name, outcome, _ in outcomes} == {file.name: file.outcome for file in HOSTILE}
    assert len(outcomes) == len(HOSTILE) > 50
    for name, outcome, sentence in outcomes:
        assert (outcome == REFUSED) == bool(sentence)
        assert "\n" not in sentence, name
        assert not sentence or (sentence.endswith(".") and len(sentence) < 200), name
