import pytest

from archive.ingest.text.clock import seconds
from archive.ingest.text.dates import first_date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0:46", 46),
        ("1:02:03", 3723),
        ("00:00:01,500", 1.5),
        ("00:01.250", 1.25),
        ("75:10", 4510),
        ("12.5", 12.5),
        ("7", 7),
    ],
)
def test_times_are_read_as_files_write_them(text: str, value: float):
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "1:60", "1:75:00", "-1:00", "noon", "1:2:3:4"])
def test_other_text_is_not_read_as_a_time(text: str):
    assert seconds(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Wednesday, February 26, 2014", "2014-02-26"),
        ("January 29–30, 2013", "2013-01-29"),
        ("31st October, 1995", "1995-10-31"),
        ("/za/debaterecord/2013-02-14/main", "2013-02-14"),
        ("3000-01-01", ""),
        ("February 30, 2014", ""),
        ("no date", ""),
    ],
)
def test_dates_are_read_as_documents_print_them_and_placeholders_are_ignored(text: str, date: str):
    assert first_date(text) == date
