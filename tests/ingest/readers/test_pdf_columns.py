"""Pages in two columns are read one column after the other, in whatever order the file draws them."""

import pytest

from archive.ingest import read
from archive.ingest.readers.pdf_columns import Piece, in_columns
from tests.ingest.documents import pdf

LEFT = [
    "The Chair: Good morning, and thank you all for",
    "coming to this meeting of the sample committee.",
    "We have one matter before us, which is the sum",
    "that you asked us to set aside for the library.",
    "Ms. Sample: Thank you. I would like to say that",
    "we need the money now, as I told you last year,",
    "and that nobody else in the town has offered to",
    "give us as much as a cent of what we need here.",
    "Mr. Other: I agree with what you said of it, and",
    "I would add that the roof of the library is not",
]
RIGHT = [
    "what it was: you can see the sky through it, and",
    "so can the rain. I thank you for listening to me.",
    "The Chair: Thank you. Are there any more of you",
    "who would like to speak to us about the library?",
    "Ms. Sample: I would ask you to come and see what",
    "I mean. You are all very welcome, on any morning.",
    "Mr. Other: I will come, if you tell me the way.",
    "The Chair: I thank you both. We shall all come to",
    "see it, and I ask you to have an umbrella for us.",
    "Ms. Sample: Thank you all, I will do that for you.",
]


def _line_by_line(*header: tuple[float, float, str]) -> bytes:
    """Draw both columns line by line, as some files do, below a header."""
    drawn = []
    for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        drawn += [(40, 700 - 14 * n, left, 9), (330, 700 - 14 * n, right, 9)]
    return pdf([[*(header or [(40, 740, "SAMPLE COMMITTEE")]), *drawn]])


def test_the_left_column_is_read_before_the_right_one():
    turns = read(_line_by_line(), "columns.pdf").turns

    assert [turn.label for turn in turns] == [
        "The Chair",
        "Ms. Sample",
        "Mr. Other",
        "The Chair",
        "Ms. Sample",
        "Mr. Other",
        "The Chair",
        "Ms. Sample",
    ]
    assert turns[2].text.endswith("the roof of the library is not what it was: you can see the sky through it, and so "
                                  "can the rain. I thank you for listening to me.")  # fmt: skip


def test_pieces_a_few_hundredths_of_a_point_apart_are_in_one_line():
    turns = read(_line_by_line((40, 740, "SAMPLE COMMITTEE"), (330, 740.04, "MAY MEETING")), "columns.pdf").turns

    assert len(turns) == 8
    assert not [turn for turn in turns if "MEETING" in turn.text or "COMMITTEE" in turn.text]


def test_a_column_of_names_is_not_a_column_of_text():
    labels = ["Ms. Sample", "Mr. Other"] * 5
    names = [(40, 700 - 14 * n, f"{label}:", 9) for n, label in enumerate(labels)]
    words = [(200, 700 - 14 * n, f"I thank you, and I have {n} things to say to you.", 9) for n in range(10)]

    turns = read(pdf([[piece for pair in zip(names, words, strict=True) for piece in pair]]), "table.pdf").turns

    assert [turn.label for turn in turns] == labels
    assert turns[3].text == "I thank you, and I have 3 things to say to you."


def piece(text: str, left: float, right: float, baseline: float) -> Piece:
    return [text, left, right, baseline, 9]


def lines_of(side: str, count: int = 8, *, top: float = 700, width: float = 100) -> list[Piece]:
    """Return the lines of the left or the right one of two columns, each ten points below the one before."""
    left = {"L": 0, "R": 110}[side]
    return [piece(f"{side}{n}", left, left + width, top - 10 * n) for n in range(count)]


def order(page: list[Piece]) -> str:
    return " ".join(str(text) for text, *_ in in_columns(page))


def by_line(*columns: list[Piece]) -> list[Piece]:
    """Return the pieces line by line, as many files draw them."""
    return sorted((part for column in columns for part in column), key=lambda part: (-part[3], part[1]))


def named(side: str, count: int = 8) -> str:
    return " ".join(f"{side}{n}" for n in range(count))


def test_the_right_column_follows_the_left_one_and_gets_its_margin():
    page = by_line(lines_of("L"), lines_of("R"))

    assert order(page) == f"{named('L')} {named('R')}"
    assert in_columns(page)[8:] == [[f"R{n}", 0, 100, 700 - 10 * n, 9] for n in range(8)]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (by_line(lines_of("L"), lines_of("R", 6)), "fewer than two columns have"),
        (by_line(lines_of("L", width=58), lines_of("R")), "short lines on the left"),
        (by_line(lines_of("L"), lines_of("R", width=40)), "short lines on the right"),
        (by_line(lines_of("L", 10), lines_of("R", 10, top=640)), "one column mostly below the other"),
        (
            by_line(lines_of("L"), lines_of("R"), [piece(f"X{n}", 0, 210, 600 - 10 * n) for n in range(3)]),
            "three across",
        ),
    ],
)
def test_a_page_without_two_columns_of_running_text_side_by_side_stays_as_it_is(page: list[Piece], why: str):
    assert in_columns(page) == page, why


@pytest.mark.parametrize(
    ("page", "expected", "why"),
    [
        (
            by_line(lines_of("L"), lines_of("R"), [piece(f"X{n}", 0, 210, 620 - 10 * n) for n in range(2)]),
            f"{named('L')} {named('R')} X0 X1",
            "two lines across below",
        ),
        (
            by_line(lines_of("L"), lines_of("R"), [piece("X", 0, 210, 665)]),
            "L0 L1 L2 L3 R0 R1 R2 R3 X L4 L5 L6 L7 R4 R5 R6 R7",
            "a heading across in the middle",
        ),
    ],
)
def test_a_few_lines_across_both_columns_divide_them(page: list[Piece], expected: str, why: str):
    assert order(page) == expected, why


@pytest.mark.parametrize(
    ("edge", "expected", "why"),
    [
        (piece("Head", 0, 60, 717), f"Head {named('L')} {named('R')}", "a header far above the left column"),
        (piece("Head", 150, 210, 717), f"Head {named('L')} {named('R')}", "far above the right one"),
        (piece("Foot", 0, 60, 613), f"{named('L')} {named('R')} Foot", "a footer far below"),
    ],
)
def test_a_header_or_footer_far_from_the_columns_belongs_to_neither(edge: Piece, expected: str, why: str):
    assert order(by_line([edge], lines_of("L"), lines_of("R"))) == expected, why
