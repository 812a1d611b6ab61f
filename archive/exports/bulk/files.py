"""Writes the export files into a folder: each table as CSV and as JSON Lines, and the descriptions.

The caller makes sure that all come from one state of the record (``archive.machine.database.one_state``). The same
record gives the same bytes: rows are in the order of their ids, and no file contains the time at which it was made.
"""

import csv
import gzip
import hashlib
import importlib
import io
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from archive.exports.bulk.descriptions import WrittenFile, data_package, dataset
from archive.exports.bulk.record import RECORD, ROWS_AT_A_TIME, PublicIds, RecordTable, Row, rows
from archive.exports.csv_file import BYTE_ORDER_MARK, harmless

MANIFEST = "datapackage.json"
DATABASE = "record.sqlite3"
ABOUT_DATABASE = gettext_lazy("The whole record as one SQLite database, with full-text search.")
CATALOGUE = "dataset.jsonld"
TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}
SENT_COMPRESSED = frozenset({".csv", ".sqlite3"})


class Counting(Protocol):
    """Passes rows through and counts them, such as ``Progress.over``."""

    def __call__(self, items: Iterable[Row], /) -> Iterable[Row]:
        """Return the rows."""


def write_files(folder: Path, over: Counting = iter, tables: Sequence[RecordTable] = RECORD) -> list[WrittenFile]:
    """Write all files of the present record into an empty folder, and return them in order.

    The entry for catalogues, which names the files of the site, is of the whole record: a part of it has none.
    """
    ids = PublicIds(tables)
    files: list[WrittenFile] = []
    for table in tables:
        files += write_table(folder, table, over(rows(table, ids)))
    write_database(tables, folder)
    files.append(_written(folder / DATABASE, ABOUT_DATABASE, 0))
    package = data_package(files)
    descriptions = {MANIFEST: package, **({CATALOGUE: dataset(package)} if tables is RECORD else {})}
    for name, described in descriptions.items():
        (folder / name).write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return files


def compress_for_sending(folder: Path) -> None:
    """Write, beside each file that is not compressed itself, the same compressed, for clients that take it so."""
    for plain in [path for path in folder.iterdir() if path.suffix in SENT_COMPRESSED]:
        target = plain.with_name(f"{plain.name}.gz")
        with plain.open("rb") as read, target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            shutil.copyfileobj(read, packed)


def write_table(folder: Path, table: RecordTable, entries: Iterable[Row]) -> list[WrittenFile]:
    """Write the files of a table, CSV and JSON Lines in one pass."""
    names = [f"{table.name}.csv", f"{table.name}.jsonl.gz"]
    count = 0
    with ExitStack() as opened:
        sheet = opened.enter_context((folder / names[0]).open("w", encoding="utf-8", newline=""))
        lines = opened.enter_context(_packed(folder / names[1]))
        writer = csv.writer(sheet)
        sheet.write(BYTE_ORDER_MARK)
        writer.writerow(table.columns)
        for count, row in enumerate(entries, start=1):  # noqa: B007 - the last count is used
            writer.writerow(_cell(value) for value in row.values())
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    if parquet_is_there():
        names.append(f"{table.name}.parquet")
        write_parquet(table, folder / names[1], folder / names[2])
    return [_written(folder / name, table.about, count, table) for name in names]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else harmless(value)


@contextmanager
def _packed(path: Path) -> Iterator[io.TextIOWrapper]:
    """Open a gzip-compressed text file, without the time and name that gzip would write into it."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as text,
    ):
        yield text


def _written(path: Path, about: Promise, count: int, table: RecordTable | None = None) -> WrittenFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    # The same words in every language of a site or of who makes the files.
    with override(None):
        return WrittenFile(path.name, str(about), count, path.stat().st_size, digest, table)


def parquet_is_there() -> bool:
    """Return whether Parquet can be written: if pyarrow is installed (``requirements-parquet.txt``)."""
    return find_spec("pyarrow") is not None


def write_parquet(table: RecordTable, lines: Path, target: Path) -> None:
    """Write a table as Parquet from its JSON Lines. Lists are written as JSON."""
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    columns = {name: getattr(arrow, TYPES.get(kind, "string"))() for name, kind in table.columns.items()}
    schema = arrow.schema(list(columns.items()))
    with gzip.open(lines, "rt", encoding="utf-8") as file, parquet.ParquetWriter(target, schema) as writer:
        while some := [json.loads(line) for line in islice(file, ROWS_AT_A_TIME)]:
            values = {name: [_value_as_cell(row[name]) for row in some] for name in columns}
            writer.write_table(arrow.table(values, schema=schema))


def _value_as_cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# Columns that rows are looked up by.
LOOKED_UP = ("board", "speaker", "meeting", "statement", "topic")
# Of the table with the words. FTS5 reads them there, so that the file has them once.
SEARCHED = """
CREATE VIRTUAL TABLE statements_fts USING fts5(
    title, text, speaker_name, board_name,
    content="statements", content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO statements_fts(statements_fts) VALUES('rebuild');
INSERT INTO statements_fts(statements_fts) VALUES('optimize');
"""


def write_database(tables: Iterable[RecordTable], folder: Path) -> None:
    """Write the tables into a new database, each from its JSON Lines in the same folder. Lists are written as JSON."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
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
        values = ([_value_as_cell(row[name]) for name in table.columns] for row in rows)
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', values)  # noqa: S608 - our own names
    for name in table.columns:
        if name in LOOKED_UP:
            database.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def _column(table: RecordTable, name: str) -> str:
    key = " PRIMARY KEY" if name == table.key else ""
    return f'"{name}" {SQL_TYPES.get(table.columns[name], "TEXT")}{key}'
