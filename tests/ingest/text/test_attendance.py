"""Who was there: as minutes print it in sentences, lists, rows and columns, of every written format."""

import pytest

from archive.ingest.parsed import Heading, Narrative, ParsedMeeting, Vote
from archive.ingest.reading import read
from archive.ingest.text.attendance import with_attendance
from archive.ingest.text.vote_words import choice_of
from tests.ingest.documents import docx, paragraph, pdf, table

BEFORE = "The meeting was called to order at 7:00 p.m."
MOVED = "Moved by Lee Third, seconded by Robin Sample, to approve the minutes. Motion carried 3-0."
AFTER = "The meeting was adjourned at 9:30 p.m."
LISTED = [("Robin Sample", "present"), ("Lee Third", "present"), ("Max Fourth", "present"), ("Kim Example", "absent")]


def roll_calls(meeting: ParsedMeeting) -> list[Vote]:
    return [entry for entry in meeting.entries if isinstance(entry, Vote) and entry.kind == "roll_call"]


def minutes(*lines: str) -> ParsedMeeting:
    return read("\n\n".join(["Minutes of March 5, 2024", BEFORE, *lines, MOVED, AFTER]).encode(), "minutes.txt")


def of(vote: Vote) -> list[tuple[str, str]]:
    return [(name, choice_of(word)) for word, name in vote.roll]


@pytest.mark.parametrize(
    "lines",
    [
        ["Present: Robin Sample (Chair), Lee Third and Max Fourth. Absent: Kim Example."],
        ["Members Present (3): Robin Sample, Chair; Lee Third; Max Fourth, Trustee", "Members Absent (1): Kim Example"],
        ["PRESENT:\nRobin Sample, Chair\nLee Third\nMax Fourth\nABSENT:\nKim Example\nSTAFF:\nJo Person, Town Clerk"],
        ["PRESENT:                       ABSENT:\nRobin Sample, Chair            Kim Example\nLee Third\nMax Fourth"],
        ["Roll Call: Robin Sample – present; Lee Third – present; Max Fourth – present; Kim Example – absent."],
        ["The following members were present: Robin Sample, Lee Third, Max Fourth.", "Absent: Kim Example"],
        ["Presentes: Robin Sample, Lee Third y Max Fourth. Ausentes: Kim Example."],
        ["Présents : Robin Sample, Lee Third et Max Fourth.", "Absents : Kim Example"],
        [
            "Present: Robin Sample, Lee Third,",
            "and Max Fourth",
            "Absent: Kim Example",
            "Also present: Jo Person, Clerk",
        ],
        ["Present: Robin Sample, Lee Third, Max Fourth, and Jo Person, Town Clerk", "Absent: Kim Example"],
    ],
)
def test_who_was_there_is_one_roll_call_with_the_names_as_printed(lines: list[str]):
    (vote,) = roll_calls(minutes(*lines))
    assert of(vote) == LISTED
    assert all(name in vote.text for name, _ in LISTED)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (
            docx(
                paragraph(BEFORE),
                table(
                    [
                        ["PRESENT:", "ABSENT:"],
                        ["Robin Sample, Chair", ""],
                        ["Lee Third", "Kim Example"],
                        ["Max Fourth", ""],
                    ]
                ),
                *map(paragraph, (MOVED, AFTER)),
            ),
            "minutes.docx",
        ),
        (
            docx(
                paragraph(BEFORE),
                table([["PRESENT:\nRobin Sample, Chair\nLee Third\nMax Fourth", "ABSENT:\nKim Example"]]),
                *map(paragraph, (MOVED, AFTER)),
            ),
            "minutes.docx",
        ),
        (
            docx(
                paragraph(BEFORE),
                table([[name, choice.capitalize()] for name, choice in LISTED]),
                *map(paragraph, (MOVED, AFTER)),
            ),
            "minutes.docx",
        ),
        (
            pdf(
                [
                    [
                        *((72, 720, BEFORE), (72, 670, "PRESENT:"), (320, 670, "ABSENT:")),
                        *((72, 656, "Robin Sample, Chair"), (320, 656, "Kim Example"), (72, 642, "Lee Third")),
                        *((72, 628, "Max Fourth"), (72, 600, MOVED), (72, 570, AFTER)),
                    ]
                ]
            ),
            "minutes.pdf",
        ),
    ],
)
def test_columns_and_tables_are_read_column_by_column(file: bytes, name: str):
    (vote,) = roll_calls(read(file, name))
    assert of(vote) == LISTED


@pytest.mark.parametrize(
    ("note", "times"),
    [
        ("left at 8:15 pm", ("", "20:15")),
        ("arrived at 7:40 p.m.", ("19:40", "")),
        ("joined the meeting at 7:15", ("", "")),
        ("left at 8:15 p.m., returned at 8:30 p.m.", ("", "")),
    ],
)
def test_who_came_late_or_left_has_the_time_beside_the_name(note: str, times: tuple[str, str]):
    (vote,) = roll_calls(minutes(f"Present: Robin Sample ({note}), Lee Third, Max Fourth. Absent: Kim Example"))
    assert of(vote) == LISTED
    assert vote.times == ((("Robin Sample", *times),) if any(times) else ())


@pytest.mark.parametrize(
    "told",
    [
        "Commissioner Example arrived at 7:40 p.m.",
        "Mr. Sample left at 8:00 p.m. on Friday.",
        "Sample left the meeting at 8:15 p.m. and returned at 8:30 p.m.",
    ],
)
def test_a_sentence_about_who_was_there_stays_a_sentence(told: str):
    meeting = minutes("Present: Robin Sample, Lee Third, Max Fourth. Absent: Kim Example", told)
    (vote,) = roll_calls(meeting)
    assert (of(vote), vote.times) == (LISTED, ())
    assert told in [entry.text for entry in meeting.entries if isinstance(entry, Narrative)]


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("Members Present: {}, Kim Example (absent), {}", "absent"),
        ("Members Present: {}, Kim Example (Excused), {}", "excused"),
        ("Present: {}; Kim Example, Trustee (not present); {}", "absent"),
        ("Present: {}, Kim Example (recused), {}", "recused"),
        ("Presentes: {}, Kim Example (ausente), {}", "absent"),
        ("Present: {}, Kim Example (absent until 8:00 p.m.), {}", ""),
        ("Present: {}, Kim Example (unexcused), {}", ""),
        ("Present: {}, Kim Example (away on business), {}", ""),
        ("Present: {}, Kim Example (with regrets), {}", ""),
        ("Present: {}, Kim Example (via Zoom), {}", "present"),
    ],
)
def test_a_word_in_brackets_is_of_the_name_before_it(line: str, listed: str):
    (vote,) = roll_calls(minutes(line.format("Robin Sample", "Lee Third"), "Absent: Max Fourth"))
    others = [("Robin Sample", "present"), ("Lee Third", "present"), ("Max Fourth", "absent")]
    assert sorted(of(vote)) == sorted([*others, *([("Kim Example", listed)] if listed else [])])


@pytest.mark.parametrize(
    "lines",
    [
        ["ROLL CALL", "Members: Robin Sample, Kim Example (absent), Lee Third (excused)"],
        ["ROLL CALL", "Commissioners: Robin Sample, Kim Example, Lee Third"],
        ["Present: Robin Sample, Kim Example, absent, Lee Third"],
        ["Present: Robin Sample, Lee Third and Kim Example, absent"],
        ["Present: Robin Sample, Lee Third, Kim Example*, *absent"],
        ["Present: Robin Sample, Lee Third, Kim Example*", "*absent"],
        ["Present: Robin Sample, Kim Example and Lee Third were absent."],
        ["Present: Robin Sample, Kim Example (A)"],
        ["Quorum: Present. Sunshine Notice: Present"],
    ],
)
def test_nobody_is_present_by_a_list_that_does_not_say_so(lines: list[str]):
    assert "present" not in [choice for vote in roll_calls(minutes(*lines)) for _, choice in of(vote)]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_name_alone_below_a_list_on_one_line_is_not_of_it(between: str):
    (vote,) = roll_calls(minutes(f"Present: Robin Sample, Lee Third{between}Jo Read"))
    assert of(vote) == [("Robin Sample", "present"), ("Lee Third", "present")]


def test_an_empty_line_ends_a_list_with_a_name_on_each_line():
    (vote,) = roll_calls(minutes("PRESENT:\nRobin Sample\nLee Third\n\nJo Read"))
    assert of(vote) == [("Robin Sample", "present"), ("Lee Third", "present")]


@pytest.mark.parametrize(
    "lines",
    [
        ["Bob Owner and Jane Doe, owners, were present to answer questions."],
        ["Staff present: Jo Person, Ana Clerkly"],
        ["Absent: Kim Example"],
        ["All members were present."],
        ["PUBLIC COMMENT", "Present plans were shown to Robin Sample and Lee Third."],
    ],
)
def test_what_is_no_attendance_stays_as_it_is(lines: list[str]):
    meeting = minutes(*lines)
    assert not roll_calls(meeting)
    texts = " ".join(entry.text for entry in meeting.entries if isinstance(entry, Narrative | Heading))
    assert all(line in texts for line in lines)


def test_no_word_of_a_file_is_lost_or_told_twice():
    lines = ["The clerk called the roll. Present: Robin Sample and Lee Third", "Old Business", "Nothing."]
    entries = [Narrative(line) for line in lines]
    told = "\n".join(entry.text for entry in with_attendance(entries) if isinstance(entry, Narrative | Vote))
    assert " ".join(told.split()) == " ".join(lines)


def test_a_line_of_absent_names_below_a_vote_is_no_vote():
    meeting = minutes("Moved by Lee Third that we go.", "AYES: Sample, Third\nNAYS: Fourth\nABSENT: Example")
    vote = next(entry for entry in meeting.entries if isinstance(entry, Vote))
    assert (vote.ayes, vote.noes, vote.others) == (("Sample", "Third"), ("Fourth",), (("ABSENT", ("Example",)),))
