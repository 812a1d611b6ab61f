"""A copy of the database and its digests show one moment, while others write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from archive.machine.database import snapshot
from archive.machine.database.snapshot import copy_database, digests_of
from tests.databases import in_a_file

pytestmark = in_a_file


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "archive.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute('CREATE TABLE "said ""so""" (id INTEGER PRIMARY KEY, words TEXT)')
        made.execute("CREATE TABLE counted (number INTEGER)")
        made.executemany('INSERT INTO "said ""so""" (words) VALUES (?)', [("library " * 50,) for _ in range(200)])
        made.execute("INSERT INTO counted VALUES (1)")
        monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
        monkeypatch.setattr(snapshot, "PAGES", 1)
        yield path


def test_a_snapshot_shows_the_moment_it_began_despite_later_writes(database: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:

        def write(share: float) -> None:
            shares.append(share)
            writer.execute("INSERT INTO counted VALUES (2)")
            writer.execute('DELETE FROM "said ""so""" WHERE id = (SELECT min(id) FROM "said ""so""")')

        digests = copy_database(tmp_path / "copy", write)
        assert writer.execute("SELECT count(*) FROM counted").fetchone()[0] > 1
    assert len(shares) > 10
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert {name: digest.rows for name, digest in digests.items()} == {"counted": 1, 'said "so"': 200}
    assert digests_of(tmp_path / "copy") == digests
    assert digests_of(database) != digests


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE "said ""so""" SET words = words || \'.\' WHERE id = 7',
        'DELETE FROM "said ""so""" WHERE id = 200',
        'UPDATE "said ""so""" SET words = NULL WHERE id = 7',
        "UPDATE counted SET number = '1.5'",
        "DROP TABLE counted",
    ],
)
def test_any_change_of_a_row_changes_the_digest(database: Path, tmp_path: Path, change: str) -> None:
    digests = copy_database(tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy", isolation_level=None)) as copy:
        copy.execute(change)
    assert digests_of(tmp_path / "copy") != digests
