"""The numbers printed before each line of a page are not words."""

import pytest

from archive.ingest.text.line_numbers import without_line_numbers

NUMBERED = [f"{number % 25 + 1:2}  words" for number in range(30)]


@pytest.mark.parametrize(
    ("lines", "are_numbered", "why"),
    [
        (NUMBERED, True, "thirty lines in two pages"),
        (NUMBERED[:29], False, "twenty-nine lines are too few"),
        (["1 word"] * 30, False, "one number does not count"),
        ([f"{2 * number} words" for number in range(30)], False, "the numbers leave some out"),
        ([f"{number % 25 + 2} words" for number in range(30)], True, "the pages begin with another number"),
        ([*NUMBERED[:25], "7 a", "3 b", "9 c", "4 d", "8 e"], False, "the last five are in no order"),
    ],
)
def test_line_numbers_are_on_most_lines_and_count_on(lines: list[str], are_numbered: bool, why: str):
    assert (without_line_numbers(lines) != lines) is are_numbered, why


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2. words", " words"),
        ("2) words", " words"),
        ("  2  words", "  words"),
        ("2", ""),
        ("words", "words"),
        ("2words", "2words"),
        ("200 words", "200 words"),
    ],
)
def test_only_the_number_of_a_line_is_removed(line: str, text: str):
    assert without_line_numbers([*NUMBERED, line])[-1] == text
