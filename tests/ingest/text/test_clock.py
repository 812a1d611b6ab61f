import pytest

from archive.ingest.parsed import Entry, Heading, Narrative, Turn
from archive.ingest.text.clock import seconds
from archive.ingest.text.dates import opening_date
from archive.language.dates import first_date


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
        ("1600-01-01", "1600-01-01"),
        ("1599-12-31", ""),
        ("2099-12-31", "2099-12-31"),
        ("2100-01-01", ""),
        ("12 May 2020 and May 11, 2020", "2020-05-12"),
        ("May 11, 2020 and 12 May 2020", "2020-05-11"),
        ("2020-13-01, then 2020-12-01", "2020-12-01"),
        ("12020-01-011", ""),
        ("December 1st 2020", "2020-12-01"),
        ("January 1, 2020", "2020-01-01"),
    ],
)
def test_the_first_possible_date_of_a_text_is_read(text: str, date: str):
    assert first_date(text) == date


DATE = "May 11, 2020"


@pytest.mark.parametrize(
    ("entries", "date"),
    [
        ([Heading(DATE), Turn("we go")], "2020-05-11"),
        ([Narrative("."), Narrative(DATE), Turn("we go")], "2020-05-11"),
        ([Turn("we go"), Narrative(DATE)], ""),
        ([Turn(DATE)], ""),
        ([Narrative(".")] * 12 + [Narrative(DATE)], ""),
        ([Narrative("." * 488 + f" {DATE}")], ""),
    ],
)
def test_the_date_of_a_document_is_near_its_beginning_before_anyone_speaks(entries: list[Entry], date: str):
    assert opening_date(entries) == date
