"""A site of the first release is upgraded in one command, although that was killed before, again and again."""

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import in_a_file
from tests.faults.starts import done, killed
from tests.faults.test_kills import SEED
from tests.machine.database.filled_release import fill
from tests.machine.database.test_released import DROPPED, OF_UPGRADES, RELEASED, counts

pytestmark = [pytest.mark.faults, in_a_file]
KILLS = 20
AT_WORK = ("webhook", "webhookdelivery", "importbatch", "stageditem", "stagedlabel", "stagedturn", "incomingfile")


@pytest.mark.parametrize("version", RELEASED)
def test_an_upgrade_that_was_killed_twenty_times_ends_as_one_that_never_was(version: str, tmp_path: Path) -> None:
    first, never_killed = tmp_path / "first", tmp_path / "never-killed"
    first.mkdir()
    fill(RELEASED[version].read_text(), first)
    shutil.copytree(first, never_killed)
    before, began = rows(first), time.monotonic()
    status, said = done(never_killed, "migrate")
    takes = time.monotonic() - began
    assert status == 0, said
    upgraded = rows(never_killed)
    site, kills = Path(shutil.copytree(first, tmp_path / "killed")), 0
    for number, after in enumerate(moments(takes)):
        with (tmp_path / f"said-{number}").open("w+") as output:
            kills += killed(site, after, "migrate", output=output)
            output.seek(0)
            said = output.read()
        stands = rows(site)
        assert stands in (before, upgraded)
        if stands == upgraded:
            assert [sentence for sentence in DROPPED if sentence not in said] == []
            shutil.rmtree(site)
            shutil.copytree(first, site)
    assert kills >= KILLS / 2
    status, said = done(site, "migrate")
    assert status == 0, said
    assert [sentence for sentence in DROPPED if sentence not in said] == []
    assert rows(site) == upgraded
    for table in AT_WORK:
        assert counts(site / "archive.sqlite3")[f"archive_{table}"] == before[f"archive_{table}"], table
    for words in (("migrate", "--check"), ("verify_record",)):
        assert done(site, *words)[0] == 0, words


def moments(takes: float) -> Iterator[float]:
    """Yield the seconds after which a command is killed that takes this long: one in each twentieth of it."""
    draw = random.Random(int(SEED))
    for part in draw.sample(range(KILLS), KILLS):
        yield takes * (part + draw.random()) / KILLS


def rows(site: Path) -> dict[str, int]:
    """Return how many rows each table has that an upgrade does not itself write to. The file must be intact."""
    place = site / "archive.sqlite3"
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return {table: number for table, number in counts(place).items() if table not in OF_UPGRADES}
