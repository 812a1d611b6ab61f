"""A line is read completely, or refused with the field, the expected value and the value found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.loading.line import FIELDS, BadLine, StatementLine, statement_of
from archive.machine.web.sent_data import NotTaken
from archive.machine.web.sent_lines import read_object
from archive.models import PartialDate
from tests.ingest.loading.sample import entry


def read(**changes) -> StatementLine:
    return statement_of(read_object(json.dumps(entry(**changes)).encode()))


def test_a_complete_line_is_read():
    line = read()
    assert line.id == "sample-1"
    assert line.meeting_date == PartialDate(2024, 3, 5)
    assert line.seq == 1
    assert line.text == "We open the library on day 1."


def test_null_and_missing_keys_are_empty():
    whole = entry(agenda_item=None, speaker=None, speaker_role=None)
    del whole["licence"]
    line = statement_of(whole)
    assert (line.agenda_item, line.speaker, line.speaker_role, line.licence) == ("", "", "", "")


def test_a_date_can_be_a_month():
    assert read(meeting_date="2024-03").meeting_date == PartialDate(2024, 3)


def test_names_become_one_line_and_texts_stay_unchanged():
    line = read(speaker="Ms. \n Sample", text="  First.\n\n Second. ")
    assert line.speaker == "Ms. Sample"
    assert line.text == "  First.\n\n Second. "


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("id", None, "text of 1 to 300 characters"),
        ("id", " ", "text of 1 to 300 characters"),
        ("id", "i" * 301, "text of 1 to 300 characters"),
        ("body", 7, "text of 1 to 300 characters"),
        ("meeting_date", "5 March", "a date"),
        ("meeting_date", "2024-02-30", "a date"),
        ("meeting_date", None, "a date"),
        ("seq", "1", "a whole number"),
        ("seq", -1, "a whole number"),
        ("seq", 1.5, "a whole number"),
        ("seq", True, "a whole number"),
        ("seq", 2**31, "a whole number"),
        ("text", " \n ", "the words that were said"),
        ("text", ["We"], "the words that were said"),
        ("agenda_item", "x" * 501, "text of 0 to 500 characters"),
        ("kind", "speech", "one of policy_statement, remark"),
        ("text_status", 1, "one of verbatim"),
    ],
)
def test_errors_are_named(field, value, expected):
    with pytest.raises(BadLine) as caught:
        read(**{field: value})
    assert caught.value.field == field
    assert expected in caught.value.expected


@pytest.mark.parametrize(("field", "value"), [("text", "We\0"), ("speaker", "half \ud83d")])
def test_characters_that_cannot_be_stored_are_named(field, value):
    with pytest.raises(NotTaken, match=f"“{field}” has NUL or half a character"):
        read(**{field: value})


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[1]", b"null", b'"text"', b"\xff\xfe{}", b"[" * 100_000, b'{"seq": ' + b"9" * 5000 + b"}"],
)
def test_a_line_that_is_not_an_object_is_refused(raw):
    with pytest.raises(NotTaken, match=r"It is not|It has more than"):
        statement_of(read_object(raw))


def test_a_wrong_value_is_shown_shortened():
    with pytest.raises(BadLine) as caught:
        read(kind="x" * 10_000)
    assert len(str(caught.value)) < 400


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), json_values))
def test_any_values_are_read_or_refused_with_a_message(changes):
    problem = None
    try:
        read(**changes)
    except NotTaken as caught:
        problem = caught
    if isinstance(problem, BadLine):
        assert problem.field in changes
        assert problem.expected in str(problem)
    elif problem:
        assert str(problem).startswith("It is not JSON that can be stored")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    with pytest.raises(NotTaken):
        statement_of(read_object(raw))
