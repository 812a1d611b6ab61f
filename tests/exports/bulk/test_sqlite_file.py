"""The record as one SQLite file has every table, and finds statements by their words."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.exports.bulk import publish, write_without_removed
from archive.exports.bulk.record import RECORD
from tests.exports.bulk.test_current import words_of
from tests.hidden_record import TELLING, make_hidden_record
from tests.record import make_speaker, make_statement

pytestmark = pytest.mark.django_db
FOUND = """
SELECT statements.number, statements.speaker_name FROM statements_fts
JOIN statements ON statements.number = statements_fts.rowid WHERE statements_fts MATCH ? ORDER BY rank
"""


def rows_of(folder: Path, question: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{folder}/record.sqlite3?mode=ro", uri=True)) as database:
        return database.execute(question, values).fetchall()


def test_it_has_the_rows_of_every_table():
    make_hidden_record()
    folder = publish().path
    for table in RECORD:
        lines = [json.loads(line) for line in words_of(folder / f"{table.name}.jsonl.gz").splitlines()]
        stored = [tuple(json.dumps(v) if isinstance(v, list) else v for v in line.values()) for line in lines]
        assert rows_of(folder, f"SELECT * FROM {table.name} ORDER BY {table.key}") == stored, table.name


def test_it_finds_statements_by_a_form_of_a_word_and_by_the_speaker():
    said = make_statement("We are opening the libraries.", speaker=make_speaker("Robin Sample"))
    make_statement("The budget.", speaker=make_speaker("Kim Example"))
    folder = publish().path
    assert rows_of(folder, FOUND, "library opened") == [(said.number, "Robin Sample")]
    assert rows_of(folder, FOUND, "speaker_name: robin") == [(said.number, "Robin Sample")]


def test_it_holds_public_words_alone_and_is_the_same_file_each_time(tmp_path: Path):
    make_hidden_record()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_without_removed(tmp_path / name)
    one, two = ((tmp_path / name / "record.sqlite3").read_bytes() for name in ("one", "two"))
    assert one == two
    assert TELLING.encode() not in one.lower()
