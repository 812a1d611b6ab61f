"""The order of mixed lines by the rules of UAX #9; capitals stand for Hebrew letters in the cases."""

import pytest

from archive.pages.sharing.bidirectional import levels, visual_runs

HEBREW = {chr(ord("A") + at): chr(0x05D0 + at) for at in range(26)}
LATIN = {letter: capital for capital, letter in HEBREW.items()}
MIRRORED = str.maketrans("()", ")(")
ISOLATES = {"[RLI]": "\u2067", "[LRI]": "\u2066", "[FSI]": "\u2068", "[PDI]": "\u2069"}


def shown(line: str, is_right_to_left: bool) -> str:
    """Return the line in visual order from left to right, without isolates."""
    for name, character in ISOLATES.items():
        line = line.replace(name, character)
    line = "".join(HEBREW.get(letter, letter) for letter in line)
    runs = visual_runs(line, is_right_to_left)
    seen = "".join(run.text[::-1].translate(MIRRORED) if run.is_right_to_left else run.text for run in runs)
    return "".join(LATIN.get(letter, letter) for letter in seen if letter not in ISOLATES.values())


@pytest.mark.parametrize(
    ("line", "from_left", "from_right"),
    [
        ("", "", ""),
        ("all to the right.", "all to the right.", ".all to the right"),
        ("HE SAID.", "DIAS EH.", ".DIAS EH"),
        ("she said HE LEFT and sat", "she said TFEL EH and sat", "and sat TFEL EH she said"),
        ("IN 1999, 50% LEFT", "TFEL 50% ,1999 NI", "TFEL 50% ,1999 NI"),
        # The brackets go with what they hold, or with what is before them (N0).
        ("a (B) c", "a (B) c", "c (B) a"),
        ("A (b) C", "A (b) C", "C (b) A"),
        ("A(b)", "A(b)", "(b)A"),
        ("A (B c) d", "A (B c) d", "d (c B) A"),
        # A name in an isolate does not change the direction around it.
        ("x [RLI]AB 12[PDI] 3", "x 12 BA 3", "x 12 BA 3"),
        ("A [FSI]b C[PDI] D", "D b C A", "D b C A"),
        ("a [RLI]B", "a B", "B a"),
        ("A\t  ", "A\t  ", "  \tA"),
        # A mark stands with its letter.
        ("ab A\u0301 c", "ab \u0301A c", "c \u0301A ab"),
    ],
)
def test_a_line_is_shown_in_the_order_of_the_algorithm(line: str, from_left: str, from_right: str):
    assert (shown(line, False), shown(line, True)) == (from_left, from_right)


def test_arabic_digits_and_digits_after_arabic_letters_are_arabic_numbers():
    assert levels("\u0627 12", 1) == [1, 1, 2, 2]
    assert levels("\u0661,\u0662 a", 0) == [2, 2, 2, 0, 0]


def test_isolates_nested_beyond_the_deepest_level_are_shown():
    line = "\u2067" * 500 + "\u05d0" + "\u2069" * 500 + "a"
    found = levels(line, 0)
    assert (max(found), found[-1], len(found)) == (125, 0, len(line))
