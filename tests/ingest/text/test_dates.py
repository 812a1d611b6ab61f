"""The date of a meeting, from its file's words or name."""

import pytest

from archive.ingest import read

TURNS = "[00:00:10] Jo Sample: {first}\n\n[00:00:20] Kim Example: I second that motion.\n"


@pytest.mark.parametrize(
    ("first", "name", "date"),
    [
        ("Good evening. Today is Friday, July 12, 2024.", "notes.txt", "2024-07-12"),
        ("I call this meeting of Jul 12, 2024 to order.", "notes.txt", "2024-07-12"),
        ("Hoy es viernes 12 de julio de 2024.", "notes.txt", "2024-07-12"),
        ("The meeting will come to order.", "GMT20240712-140012_Recording.txt", "2024-07-12"),
        ("The meeting of July 12 will come to order.", "07-12-2024.txt", "2024-07-12"),
        ("We approve the minutes of June 3, 2024.", "notes.txt", ""),
        ("The meeting will come to order.", "07-12-2024.txt", ""),
        ("The meeting will come to order.", "notes.txt", ""),
    ],
)
def test_the_date_is_what_the_first_speaker_or_the_name_says(first: str, name: str, date: str):
    assert read(TURNS.format(first=first).encode(), name).date == date


def test_a_date_whose_day_and_month_can_be_swapped_is_a_question():
    meeting = read(TURNS.format(first="The meeting will come to order.").encode(), "07-12-2024.txt")
    assert "can be 2024-07-12 or 2024-12-07" in meeting.problems[0].message


def test_a_weekday_that_contradicts_its_date_is_a_question():
    meeting = read(TURNS.format(first="Today is Monday, July 12, 2024.").encode(), "notes.txt")
    assert meeting.problems[0].message == "“Monday, July 12, 2024”: that day was no Monday. Check the date."
