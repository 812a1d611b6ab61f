"""The tables as Parquet, if pyarrow is installed (``requirements-parquet.txt``): smaller, and quick to query."""

import gzip
import importlib
import json
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from archive.exports.bulk.record import RecordTable

TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}
ROWS_AT_A_TIME = 10_000


def parquet_is_there() -> bool:
    """Return whether Parquet can be written."""
    return find_spec("pyarrow") is not None


def write_parquet(table: RecordTable, lines: Path, target: Path) -> None:
    """Write a table as Parquet from its JSON Lines. Lists are written as JSON."""
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    columns = {name: getattr(arrow, TYPES.get(kind, "string"))() for name, kind in table.columns.items()}
    schema = arrow.schema(list(columns.items()))
    with gzip.open(lines, "rt", encoding="utf-8") as file, parquet.ParquetWriter(target, schema) as writer:
        while some := [json.loads(line) for line in islice(file, ROWS_AT_A_TIME)]:
            values = {name: [_plain(row[name]) for row in some] for name in columns}
            writer.write_table(arrow.table(values, schema=schema))


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
