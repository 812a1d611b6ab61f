"""Rows that are written in one query."""

import pytest

from archive.machine.database.rows import write_rows
from archive.models import LogTile

pytestmark = pytest.mark.django_db


def test_rows_are_written_and_changed_where_they_are_there(django_assert_num_queries):
    write_rows(LogTile, "level number hashes", [(0, 0, b"a"), (0, 1, b"b")])
    with django_assert_num_queries(1):
        write_rows(LogTile, "level number hashes", [(0, 1, b"c"), (1, 0, b"d")], over="level number")
    rows = LogTile.objects.order_by("level", "number").values_list("level", "number", "hashes")
    assert [(level, number, bytes(hashes)) for level, number, hashes in rows] == [
        (0, 0, b"a"),
        (0, 1, b"c"),
        (1, 0, b"d"),
    ]
