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
def test_a_byte_order_mark_then_utf8_then_western_european(data: bytes, encoding: str):
    decoded = decode(data)

    assert decoded.encoding == encoding
    assert not decoded.text.startswith("\ufeff")


def test_western_european_is_a_guess_and_says_so():
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
def test_what_is_neither_is_for_a_person_to_choose_with_a_preview(text: str, encoding: str):
    data = text.encode(encoding)

    with pytest.raises(EncodingUnclear) as unclear:
        decode(data)

    assert unclear.value.candidates[0].encoding == encoding
    assert unclear.value.candidates[0].preview == text
    assert decode(data, encoding).text == text


def test_a_choice_that_does_not_fit_names_the_line_and_offers_the_others():
    with pytest.raises(EncodingUnclear, match="line 2") as unclear:
        decode(f"plain\n{RUSSIAN}".encode("cp1251"), "utf-8")

    assert unclear.value.candidates
    with pytest.raises(Damaged, match="no encoding called"):
        decode(b"plain", "utf-9")


def test_lines_in_another_encoding_than_the_rest_are_read_and_named():
    decoded = decode("Séance\nouverte à\n".encode() * 2 + "déjà vu".encode("cp1252"))

    assert decoded.lines[-1] == "déjà vu"
    assert [problem.line for problem in decoded.problems] == [5]


def test_a_file_cut_off_inside_a_character_keeps_what_is_whole():
    decoded = decode("Séance ouverte é".encode()[:-1])

    assert decoded.text == "Séance ouverte "
    assert "middle of a character" in decoded.problems[0].message


def test_line_ends_of_every_system_count_as_one_and_zero_bytes_are_shown():
    decoded = decode(b"one\r\ntwo\rthree\nfo\0ur" + b" more words" * 3)

    assert decoded.lines[:3] == ["one", "two", "three"]
    assert decoded.lines[3].startswith("fo\ufffdur")


def test_a_programs_data_is_no_text():
    with pytest.raises(NotATranscript):
        decode(bytes(range(256)) * 20)


@given(st.lists(WORDS))
def test_utf8_comes_back_as_it_went(lines: list[str]):
    text = "\n".join(lines)

    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary())
def test_no_bytes_end_in_anything_but_text_or_a_refusal(data: bytes):
    with suppress(Refused):
        assert "\r" not in decode(data).text
    assert len({candidate.encoding for candidate in candidates(data)}) == len(candidates(data))
