"""The date of a meeting, from its file's words or name."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_the_language_of_a_file_can_say_that_the_day_comes_first():
    head = "Wortprotokoll der Sitzung vom 11.03.2025\n\n"
    words = "Jo Sample: Ich danke Ihnen, wir haben eine Frage zu der Straße und dem Haus der Stadt.\n\n"
    assert read((head + words * 3).encode(), "protokoll.txt").date == "2025-03-11"
    assert not read(TURNS.format(first="This is the session of 11.03.2025.").encode(), "session.txt").date


@pytest.mark.parametrize(
    ("first", "name", "question"),
    [
        ("It is March 11, 2025.", "clip_140532.vtt", ""),
        ("It is March 11, 2025.", "council_2025-03-11.txt", ""),
        ("I thank you.", "clip_140532.vtt", "“140532” can be 2032-05-14, so"),
        ("The hearing is set for March 11, 2025.", "council.txt", "2025-03-11 is named at the beginning. Check"),
    ],
)
def test_a_date_that_is_not_certain_is_a_question(first: str, name: str, question: str):
    problems = [problem.message for problem in read(TURNS.format(first=first).encode(), name).problems]
    assert [problem for problem in problems if "20" in problem] == [
        problem for problem in problems if question and problem.startswith(question)
    ]
    assert bool(question) == any(problem.startswith(question) for problem in problems if question)


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("council_2025-03-12.csv", ["The file is of 2025-03-11, its name has 2025-03-12. Check the date."]),
        ("council_2025-03-11.csv", []),
        ("council.csv", []),
    ],
)
def test_a_table_with_another_date_than_its_name_is_a_question(name: str, problems: list[str]):
    meeting = read(b"date,speaker,text\n2025-03-11,Jo Sample,We met on March 3 2020.\n", name)
    assert (meeting.date, [problem.message for problem in meeting.problems]) == ("2025-03-11", problems)


def test_a_name_with_another_date_than_the_file_prints_is_a_question():
    text = "Council, March 11, 2025\n\n" + TURNS.format(first="I thank you.")
    meeting = read(text.encode(), "2025-03-12 council.txt")
    assert meeting.date == "2025-03-11"
    assert meeting.problems[0].message == "The file is of 2025-03-11, its name has 2025-03-12. Check the date."


@pytest.mark.parametrize(
    "link",
    [
        "https://sample.example/agendas/2024-05-06/packet.pdf",
        "www.sample.example/2024/05/06",
        "sample.example/minutes/May-6-2024",
    ],
)
def test_a_date_in_an_address_is_no_date_of_the_meeting(link: str):
    head = f"Sample Council\n\nThe agenda of this meeting: {link}\n\n"
    assert not read((head + TURNS.format(first="Welcome.")).encode(), "notes.txt").date
    dated = head + "Meeting of July 12, 2024\n\n" + TURNS.format(first="Welcome.")
    assert read(dated.encode(), "notes.txt").date == "2024-07-12"


def test_a_name_of_another_day_is_kept_beside_the_date():
    meeting = read(TURNS.format(first="Today is July 12, 2024.").encode(), "council_2024-07-13.txt")
    assert (meeting.date, meeting.other_date) == ("2024-07-12", "2024-07-13")
    same = read(TURNS.format(first="Today is July 12, 2024.").encode(), "council_2024-07-12.txt")
    assert (same.date, same.other_date) == ("2024-07-12", "")


ADDRESSES = [
    "https://city.example/{0:%Y/%m/%d}/minutes.html",
    "www.city.example/meeting-of-{0:%Y-%m-%d}",
    "city.example/{0:%m-%d-%Y}.pdf",
    "clerk.{0:%Y-%m-%d}@city.example",
]
FOOTERS = ["{0:%B} {0.day}, {0.year}", "{0:%Y-%m-%d}", "Minutes of the session of {0:%Y-%m-%d}", "Clerk, {0:%d.%m.%Y}"]
SPOKEN = [f"Jo Sample: We thank all who came to speak about {word}, and ask for patience." for word in "abcdefghi"]


@given(
    day=st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31)),
    address=st.sampled_from(ADDRESSES),
    before=st.sampled_from(["", "Council meeting ", "City Council\nRead more at ", "Today is "]),
)
def test_no_date_is_taken_from_an_address(day: datetime.date, address: str, before: str):
    text = "\n\n".join([before + address.format(day), *SPOKEN])
    assert read(text.encode(), "council.txt").date == ""


@given(
    day=st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31)),
    footer=st.sampled_from(FOOTERS),
    ending=st.sampled_from(["", " Page {}", " | {} of 3"]),
)
def test_no_date_is_taken_from_a_footer(day: datetime.date, footer: str, ending: str):
    foot = footer.format(day)
    pages = ["\n\n".join([*SPOKEN[place : place + 3], foot + ending.format(place // 3 + 1)]) for place in (0, 3, 6)]
    assert read("\f".join(pages).encode(), "council.txt").date == ""
