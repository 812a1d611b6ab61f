"""The whole record as one SQLite file: each table, and an index of the words of statements (FTS5)."""

import gzip
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.exports.bulk.record import RecordTable

NAME = "record.sqlite3"
TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# Columns that rows are looked up by.
LOOKED_UP = ("board", "speaker", "meeting", "statement", "topic")
# Of the table with the words. FTS5 reads them there, so that the file has them once.
SEARCHED = """
CREATE VIRTUAL TABLE statements_fts USING fts5(
    title, text, speaker_name, board_name,
    content='statements', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO statements_fts(statements_fts) VALUES('rebuild');
INSERT INTO statements_fts(statements_fts) VALUES('optimize');
"""


def write_database(tables: Iterable[RecordTable], folder: Path) -> None:
    """Write the tables into a new database, each from its JSON Lines in the same folder. Lists are written as JSON."""
    with closing(sqlite3.connect(folder / NAME)) as database:
        # Nobody reads it before it is complete.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        for table in tables:
            _write_table(database, table, folder / f"{table.name}.jsonl.gz")
        database.executescript(SEARCHED)
        database.commit()


def _write_table(database: sqlite3.Connection, table: RecordTable, lines: Path) -> None:
    columns = ", ".join(_column(table, name) for name in table.columns)
    database.execute(f'CREATE TABLE "{table.name}" ({columns})')
    places = ", ".join("?" * len(table.columns))
    with gzip.open(lines, "rt", encoding="utf-8") as file:
        rows = (json.loads(line) for line in file)
        values = ([_stored(row[name]) for name in table.columns] for row in rows)
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', values)  # noqa: S608 - our own names
    for name in table.columns:
        if name in LOOKED_UP:
            database.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def _column(table: RecordTable, name: str) -> str:
    key = " PRIMARY KEY" if name == table.key else ""
    return f'"{name}" {TYPES.get(table.columns[name], "TEXT")}{key}'


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
