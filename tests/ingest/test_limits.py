"""Files at their limits are read, and larger ones refused with what to do."""

from collections.abc import Callable

import pytest

from archive.ingest import TooLarge, limits
from archive.ingest.limits import MEGABYTE, check_lines, check_size, check_text_size, json_values
from archive.ingest.parsed import ParsedMeeting
from archive.ingest.readers import json_transcript, xml_tree


def test_a_file_may_have_as_many_bytes_as_the_limit():
    check_size(limits.FILE_BYTES)
    with pytest.raises(TooLarge, match=f"has 40 MB and at most {limits.FILE_BYTES // MEGABYTE} MB"):
        check_size(40 * MEGABYTE)
    with pytest.raises(TooLarge):
        check_size(limits.FILE_BYTES + 1)


def test_a_text_may_have_as_many_bytes_and_lines_as_the_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "TEXT_BYTES", 2 * MEGABYTE)
    monkeypatch.setattr(limits, "LINES", 3)

    check_text_size(b"x" * (2 * MEGABYTE))
    check_text_size(b"\n" * 3)
    check_lines(["x"] * 3)
    with pytest.raises(TooLarge, match="has 2 MB and at most 2 MB of text"):
        check_text_size(b"x" * (2 * MEGABYTE + 1))
    for check in (lambda: check_text_size(b"\n" * 4), lambda: check_lines(["x"] * 4)):
        with pytest.raises(TooLarge, match="more lines"):
            check()


def test_a_line_may_be_as_long_as_the_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "LINE_CHARACTERS", 5)

    check_lines([])
    check_lines(["12345", ""])
    with pytest.raises(TooLarge, match="one of its lines"):
        check_lines(["1", "123456", "1"])


@pytest.mark.parametrize(("text", "most"), [("7", 0), ("[]", 1), ("{}", 1), ('{"a": [1, 2], "b": {}}', 5)])
def test_the_values_of_a_json_text_are_not_more_than_its_marks(text: str, most: int):
    assert json_values(text) == most


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (json_transcript.read_lines, '{"speaker": "Ms. Sample", "text": "Good morning."}'),
        (json_transcript.read, '[{"speaker": "Ms. Sample", "text": "Good morning."}]'),
    ],
)
def test_a_json_file_may_have_as_many_values_as_the_limit(
    read: Callable[[bytes], ParsedMeeting], text: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "JSON_VALUES", json_values(text))
    assert [turn.text for turn in read(text.encode()).turns] == ["Good morning."]

    monkeypatch.setattr(limits, "JSON_VALUES", json_values(text) - 1)
    with pytest.raises(TooLarge, match="more values"):
        read(text.encode())


@pytest.mark.parametrize(
    ("limit", "largest", "larger"),
    [
        ("XML_DEPTH", "<a><b><c/></b><b><c/></b></a>", "<a><b><c><d/></c></b></a>"),
        ("XML_ELEMENTS", "<a><b/><b/></a>", "<a><b/><b/><b/></a>"),
    ],
)
def test_an_xml_file_may_be_as_deep_and_have_as_many_elements_as_the_limits(
    limit: str, largest: str, larger: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, limit, 3)

    assert xml_tree.parse(largest.encode()).tag == "a"
    with pytest.raises(TooLarge, match="more elements, or deeper"):
        xml_tree.parse(larger.encode())
