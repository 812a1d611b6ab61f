"""The file says whether it is whole."""

import json

from archive.exports.tables import FirstRows
from archive.pages.files.lists import json_lines


def read(rows: int, limit: int) -> dict:
    return json.loads(b"".join(json_lines(FirstRows(({"a": at} for at in range(rows)), limit, 100))))


def test_a_whole_file_says_that_it_is_complete():
    assert read(0, 3) == {"rows": [], "complete": True}
    assert read(3, 3) == {"rows": [{"a": 0}, {"a": 1}, {"a": 2}], "complete": True}


def test_a_truncated_file_says_that_it_is_not_complete():
    note = "Only the first 3 rows are in this file. Narrow the list to get the rest."
    assert read(4, 3) == {"rows": [{"a": 0}, {"a": 1}, {"a": 2}], "complete": False, "note": note}
