from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import Damaged, EncodingUnclear, NotATranscript, Refused
from archive.ingest.text.decoding import candidates, decode

RUSSIAN = "Заседание совета объявляется открытым"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Séance ouverte".encode(), "utf-8"),
        (b"\xef\xbb\xbfplain", "utf-8"),
        ("Séance ouverte".encode("utf-16"), "utf-16-le"),
        ("Séance ouverte".encode("utf-16-be"), "utf-16-be"),
        ("Séance ouverte à l’hôtel".encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings_are_tried_in_the_order_byte_order_mark_utf8_western_european(data: bytes, encoding: str):
    decoded = decode(data)

    assert decoded.encoding == encoding
    assert not decoded.text.startswith("\ufeff")


def test_western_european_is_reported_as_a_guess():
    assert "windows-1252" in decode("Très bien".encode("cp1252")).problems[0].message


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        ("会议现在开始，请各位就座", "gb18030"),
        ("Η συνεδρίαση αρχίζει", "windows-1253"),
        ("مرحبا بكم في الاجتماع", "windows-1256"),
    ],
)
def test_a_person_chooses_any_other_encoding_from_previews(text: str, encoding: str):
    data = text.encode(encoding)

    with pytest.raises(EncodingUnclear) as unclear:
        decode(data)

    assert unclear.value.candidates[0].encoding == encoding
    assert unclear.value.candidates[0].preview == text
    assert decode(data, encoding).text == text


def test_a_wrong_choice_is_refused_with_its_line_and_the_other_choices():
    with pytest.raises(EncodingUnclear, match="line 2") as unclear:
        decode(f"plain\n{RUSSIAN}".encode("cp1251"), "utf-8")

    assert unclear.value.candidates
    with pytest.raises(Damaged, match="no encoding called"):
        decode(b"plain", "utf-9")


def test_lines_in_a_different_encoding_are_read_and_reported():
    decoded = decode("Séance\nouverte à\n".encode() * 2 + "déjà vu".encode("cp1252"))

    assert decoded.lines[-1] == "déjà vu"
    assert [problem.line for problem in decoded.problems] == [5]


def test_a_file_that_ends_inside_a_character_keeps_the_complete_ones():
    decoded = decode("Séance ouverte é".encode()[:-1])

    assert decoded.text == "Séance ouverte "
    assert "middle of a character" in decoded.problems[0].message


def test_line_ends_of_every_system_count_as_one_and_zero_bytes_are_shown():
    decoded = decode(b"one\r\ntwo\rthree\nfo\0ur" + b" more words" * 3)

    assert decoded.lines[:3] == ["one", "two", "three"]
    assert decoded.lines[3].startswith("fo\ufffdur")


def test_binary_data_is_not_text():
    with pytest.raises(NotATranscript):
        decode(bytes(range(256)) * 20)


@given(st.lists(WORDS))
def test_utf8_is_decoded_unchanged(lines: list[str]):
    text = "\n".join(lines)

    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_give_text_or_a_refusal(data: bytes):
    with suppress(Refused):
        assert "\r" not in decode(data).text
    assert len({candidate.encoding for candidate in candidates(data)}) == len(candidates(data))


UTF8, WESTERN = "é\n".encode(), "é\n".encode("cp1252")


@pytest.mark.parametrize(
    ("data", "encoding", "problems", "why"),
    [
        (UTF8 + 2 * WESTERN, "windows-1252", 1, "fewer lines in UTF-8"),
        (b"plain\n" + WESTERN, "windows-1252", 1, "only the other encoding shows"),
        (UTF8 + b"plain\r" + WESTERN, "utf-8", 1, "lines end in several ways"),
        (20 * UTF8 + 20 * WESTERN, "utf-8", 20, "each of twenty lines is reported"),
        (21 * UTF8 + 21 * WESTERN, "utf-8", 21, "the rest of more lines are counted"),
    ],
)
def test_a_file_of_two_encodings_is_read_as_the_one_of_most_lines(data: bytes, encoding: str, problems: int, why: str):
    decoded = decode(data)

    assert (decoded.encoding, len(decoded.problems)) == (encoding, problems), why


@pytest.mark.parametrize(("character", "missing"), [("é", 1), ("見", 1), ("見", 2), ("😀", 1), ("😀", 2), ("😀", 3)])
def test_a_file_cut_at_any_byte_of_its_last_character_is_read(character: str, missing: int):
    decoded = decode(f"Séance {character}".encode()[:-missing])

    assert (decoded.text, decoded.encoding, len(decoded.problems)) == ("Séance ", "utf-8", 1)
