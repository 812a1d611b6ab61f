"""Objects with named fields become a meeting: their times, voices, headings, kinds and meetings."""

import math
from typing import Any

import pytest

from archive.ingest.parsed import ParsedMeeting, Turn
from archive.ingest.readers.records import Record, as_meeting, as_text, by_meaning

TWENTY_WORDS = "we say this and go on to that " * 2 + "and thank you all"


def meeting_of(*objects: dict[str, Any], **about: Any) -> ParsedMeeting:
    """Return the meeting of these objects, whose fields have their own names."""
    return as_meeting([by_meaning(item, number) for number, item in enumerate(objects, 1)], "csv_table", "row", **about)


def turns_of(*objects: dict[str, Any]) -> list[Turn]:
    return list(meeting_of(*objects).turns)


@pytest.mark.parametrize(
    ("words", "times", "factor", "why"),
    [
        (TWENTY_WORDS, (0, 401), 1000, "a word in more than twenty units"),
        (TWENTY_WORDS, (0, 400), 1, "a word in twenty"),
        (TWENTY_WORDS, ("0", "401"), 1000, "digits"),
        (TWENTY_WORDS, (0.0, 401.0), 1, "numbers with a fraction"),
        (TWENTY_WORDS, (0, 401.5), 1, "one number with a fraction"),
        (TWENTY_WORDS, (0, "401.5"), 1, "digits with a fraction"),
        (TWENTY_WORDS.removeprefix("we "), (0, 9000), 1, "too few words to tell"),
    ],
)
def test_whole_times_so_far_apart_that_nobody_speaks_so_slowly_are_milliseconds(
    words: str, times: tuple[Any, Any], factor: int, why: str
):
    start, end = times
    meeting = meeting_of({"text": words, "start": start, "end": end})

    assert [(turn.start, turn.end) for turn in meeting.turns] == [(float(start) / factor, float(end) / factor)], why
    assert [problem.message for problem in meeting.problems] == (
        ["The times are in milliseconds; they were read as such."] if factor > 1 else []
    )


def test_milliseconds_are_recognised_by_all_turns_and_a_turn_may_have_no_time():
    turns = turns_of(
        {"speaker": "Jo Sample", "text": TWENTY_WORDS, "start": 2000},
        {"speaker": "Kim Example", "text": "Yes."},
        {"speaker": "Jo Sample", "text": "Thank you.", "start": 4000, "end": 5000},
    )

    assert [(turn.start, turn.end) for turn in turns] == [(2.0, None), (None, None), (4.0, 5.0)]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (12, 12.0),
        (0, 0.0),
        (1.23456, 1.235),
        ("1:02", 62.0),
        ("12.5", 12.5),
        ("0", 0.0),
        (-1, None),
        (math.inf, None),
        (math.nan, None),
        (True, None),
        ("", None),
        (None, None),
        ("soon", None),
        ([], None),
        pytest.param(10**400, None, id="more than a float holds"),
        pytest.param("²", None, id="no decimal digit"),
        pytest.param("9" * 5000, None, id="thousands of digits"),
    ],
)
def test_a_time_is_a_number_of_seconds_or_a_clock(value: Any, seconds: float | None):
    assert Record({"start": value}, 1).time("start") == seconds
    assert turns_of({"text": TWENTY_WORDS, "start": value})[0].start == seconds


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  Jo Sample ", "Jo Sample"),
        (7, "7"),
        (0, "0"),
        ({"id": 7, "name": "Jo Sample"}, "Jo Sample"),
        ({"id": 7, "name": ""}, "7"),
        ({"id": 7, "name": None}, "7"),
        ({"label": "Chair", "full_name": "Jo Sample"}, "Jo Sample"),
        ({"other": "Jo"}, ""),
        (["Jo Sample", {"name": "Kim Example"}, None, ""], "Jo Sample, Kim Example"),
        (("Jo Sample",), "Jo Sample"),
    ],
)
def test_a_value_is_written_as_words(value: Any, text: str):
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("before", "after", "joins"),
    [
        ({}, {}, True),
        ({}, {"speaker": "Kim Example"}, False),
        ({}, {"role": "Chair"}, False),
        ({}, {"kind": "question"}, False),
        ({"id": "s1"}, {}, False),
        ({}, {"id": "s2"}, False),
        ({"speaker": ""}, {"speaker": ""}, False),
        ({"start": 0, "end": 9}, {"start": 68.9}, True),
        ({"start": 0, "end": 9}, {"start": 69}, False),
        ({"start": 9}, {}, True),
        ({}, {"start": 69}, True),
    ],
)
def test_the_words_of_one_voice_are_joined_up_to_a_minute_of_silence(
    before: dict[str, Any], after: dict[str, Any], joins: bool
):
    said = turns_of(
        {"speaker": "Jo Sample", "text": "Hello.", **before}, {"speaker": "Jo Sample", "text": "So.", **after}
    )

    assert [turn.text for turn in said] == (["Hello. So."] if joins else ["Hello.", "So."])


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "Question"}, "question"),
        ({"kind": "public_comment"}, "public_comment"),
        ({"kind": "speech"}, ""),
        ({}, ""),
        ({"heading": "Public Comment", "role": "Commenter"}, "public_comment"),
        ({"heading": "Public forum", "role": "public input", "kind": "question"}, "public_comment"),
        ({"heading": "Public Comment", "role": "Clerk"}, ""),
        ({"heading": "Roads", "role": "Commenter"}, ""),
        ({"heading": "Public Comment"}, ""),
        ({"heading": "Public Comment", "role": "The commenter"}, ""),
    ],
)
def test_a_comment_is_of_the_public_if_its_heading_and_its_role_say_so(fields: dict[str, str], kind: str):
    assert turns_of({"text": "Hello.", **fields})[0].kind == kind


@pytest.mark.parametrize("field", ["meeting", "board", "date"])
def test_each_meeting_of_a_table_has_its_own_records_in_order_wherever_they_are(field: str):
    first = {"meeting": "Budget", "board": "Sample Council", "date": "2020-07-07", "heading": "Roads"}
    second = {**first, field: "2020-07-08"}
    meeting = meeting_of(
        {"text": "One.", **first}, {"text": "Two.", **first}, {"text": "Three.", **second}, {"text": "Four.", **first}
    )

    assert [[entry.text for entry in part.entries] for part in meeting.meetings] == [
        ["Roads", "One.", "Two.", "Four."], ["Roads", "Three."],
    ]  # fmt: skip
    assert [(part.title, part.board, part.date) for part in meeting.meetings] == [
        (about["meeting"], about["board"], about["date"]) for about in (first, second)
    ]
    assert (meeting.entries, meeting.title) == (meeting.meetings[0].entries, meeting.meetings[0].title)


@pytest.mark.parametrize(
    ("names", "fields", "labels", "title"),
    [
        (["SEA_01", "SEA_01"], {}, ["", ""], "SEA_01"),
        (["Jo Sample", "Jo Sample"], {}, ["Jo Sample"], ""),
        (["Jo Sample", "SEA_01", "SEA_01"], {}, ["", "", ""], ""),
        (["Jo Sample", "Kim Example", "SEA_01"], {}, ["Jo Sample", "Kim Example", "SEA_01"], ""),
        (["Jo Sample", "SEA_01"], {}, ["", ""], ""),
        (["SEA_01", "SEA_01"], {"meeting": "Budget"}, ["SEA_01"], "Budget"),
        (["", ""], {}, ["", ""], ""),
    ],
)
def test_a_column_called_name_may_name_the_meeting_instead_of_the_speakers(
    names: list[str], fields: dict[str, str], labels: list[str], title: str
):
    meeting = meeting_of(*({"name": name, "text": f"Word {n}.", **fields} for n, name in enumerate(names)))

    assert [turn.label for part in meeting.meetings or [meeting] for turn in part.turns] == labels
    assert meeting.meetings or meeting.title == title


@pytest.mark.parametrize("column", ["speaker", "Speaker Name", "who"])
def test_a_column_of_speakers_never_names_the_meeting(column: str):
    assert [turn.label for turn in turns_of({column: "SEA_01", "text": "Hello."})] == ["SEA_01"]
