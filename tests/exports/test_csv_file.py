"""A spreadsheet opens the file and runs none of it. A truncated file says so."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exports.csv_file import csv_lines, harmless
from archive.exports.tables import FirstRows


def read(pieces) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def first(rows: list[dict], most: int, characters: int = 100_000) -> FirstRows:
    return FirstRows(rows, most, characters)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "＝1+1", "＠SUM(A1)"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(cell: str):
    assert harmless(cell) == f"'{cell}"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=8))
def test_every_cell_is_read_back_and_none_is_a_formula(rows: list):
    written = read(csv_lines(["a", "b"], first([dict(zip("ab", row, strict=True)) for row in rows], 100)))
    assert written[0] == ["a", "b"]
    for row, cells in zip(rows, written[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert cell in {value, f"'{value}"}
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers():
    assert harmless(-3) == -3


def test_a_truncated_file_says_so_in_its_last_row():
    rows = [{"a": at, "b": "x"} for at in range(5)]
    told, empty = read(csv_lines(["a", "b"], first(rows, 3)))[-1]
    assert (told[:24], empty) == ("Only the first 3 rows ar", "")
    assert len(read(csv_lines(["a", "b"], first(rows, 5)))) == 6


def test_a_file_of_long_texts_ends_early_and_says_so():
    rows = [{"a": "x" * 40, "b": "y"} for _ in range(5)]
    assert [row[0][:24] for row in read(csv_lines(["a", "b"], first(rows, 5, 100)))][3:] == [
        "x" * 24,
        "Only the first 3 rows ar",
    ]
