"""Rows as CSV (RFC 4180) that spreadsheets open directly: UTF-8 with a byte order mark, and no cell that runs."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from archive.exports.tables import SEPARATOR, FirstRows, Value

BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet reads a cell with one of these first as a formula (OWASP, CSV injection), also a wide one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """Takes what the csv module writes, one line at a time."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def harmless(value: Value) -> Value:
    """Return the value so that no spreadsheet runs it, with an apostrophe before what would be a formula.

    A list becomes one text, with semicolons only between its parts.
    """
    if isinstance(value, list):
        value = SEPARATOR.join(part.replace(";", ",") for part in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_lines(columns: Iterable[str], rows: FirstRows) -> Iterator[bytes]:
    """Yield the file in pieces. If rows are missing, it ends with a row that has the note."""
    writer: Any = csv.writer(_Line())
    names = list(columns)
    yield (BYTE_ORDER_MARK + writer.writerow(names)).encode()
    for row in rows:
        yield writer.writerow([harmless(row[name]) for name in names]).encode()
    if rows.note:
        yield writer.writerow([rows.note, *[""] * (len(names) - 1)]).encode()
