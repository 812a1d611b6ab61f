"""The layout of a PDF's pages shows where paragraphs begin and which lines are footnotes."""

from functools import cache

import pytest

from archive.ingest import Narrative, ParsedMeeting, Turn, read
from tests.ingest.documents import pdf

Placed = tuple[float, float, str] | tuple[float, float, str, float]


def page(name: str, *lines: Placed) -> list[Placed]:
    """Return a page that begins with a turn about its name, and then has these lines."""
    return [
        (72, 690, f"Chair Sample: I thank you all for the {name}, and I"),
        (72, 676, f"say that the {name} is here, as you all can see."),
        (72, 662, f"So we look at the {name} and then"),
        *lines,
    ]


FOOTNOTES = {
    "apple": (True, [(72, 80, "1 Small and numbered at the foot.", 9)], "small and numbered at the foot"),
    "bear": (False, [(72, 80, "Small at the foot.", 9)], "no number"),
    "cat": (False, [(72, 94, "1 Small and numbered.", 9), (72, 80, "Not small.")], "words of the usual size below"),
    "dog": (True, [(72, 94, "1 Small and numbered.", 9), (72, 80, "It goes on.", 9)], "two small lines"),
    "eel": (True, [(72, 200, "1 It begins low on the page", 9), (72, 80, "and goes on.", 9)], "from the lower part on"),
    "fox": (False, [(72, 500, "1 It begins high on the page", 9), (72, 80, "and goes on.", 9)], "from higher on"),
}


@cache
def with_footnotes() -> ParsedMeeting:
    small: list[Placed] = [(72, 690, "1 All of this page is small,", 9), (72, 80, "and nothing else.", 9)]
    return read(pdf([*(page(name, *lines) for name, (_, lines, _) in FOOTNOTES.items()), small]), "pages.pdf")


@pytest.mark.parametrize("name", FOOTNOTES)
def test_small_numbered_lines_at_the_foot_of_a_page_are_a_footnote(name: str):
    is_footnote, lines, why = FOOTNOTES[name]
    number = 1 + [*FOOTNOTES].index(name)
    notes = [entry.text for entry in with_footnotes().entries if isinstance(entry, Narrative) and entry.line == number]

    assert notes == ([" ".join(words for _, _, words, *_ in lines)] if is_footnote else []), why


def test_a_page_of_small_lines_only_is_no_footnote():
    last = with_footnotes().entries[-1]

    assert isinstance(last, Turn)
    assert last.text.endswith("1 All of this page is small,\n\nand nothing else.")


PARAGRAPHS = {
    "apple": (False, 72, 648, "the usual distance"),
    "bear": (True, 72, 636, "a wide one"),
    "dog": (True, 90, 648, "a line that is set in"),
    "eel": (False, 60, 648, "a line that is set out"),
    "fox": (False, 118, 648, "a centred line"),
    "hen": (False, 250, 665, "a piece that is a little raised"),
    "ibex": (False, 250, 659, "a piece that is a little lowered"),
}


@cache
def with_paragraphs() -> ParsedMeeting:
    return read(
        pdf(page(name, (left, bottom, f"see the {name}.")) for name, (_, left, bottom, _) in PARAGRAPHS.items()),
        "pages.pdf",
    )


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_paragraph_begins_where_a_line_is_set_in_or_far_from_the_one_before(name: str):
    begins, *_, why = PARAGRAPHS[name]
    between = "\n\n" if begins else " "
    turn = next(turn for turn in with_paragraphs().turns if f"for the {name}" in turn.text)

    assert turn.text.endswith(f"and then{between}see the {name}."), why


def test_the_first_line_of_a_page_begins_a_paragraph_if_it_is_set_in_from_the_others():
    lefts = {"apple": 72, "bear": 76, "cat": 90, "dog": 60}
    pages = [
        [(left, 690, f"so we see the {name},"), (72, 676, f"and on with the {name}"), (72, 662, f"to the {name} and")]
        for name, left in lefts.items()
    ]
    turn = read(pdf([page("zebra"), *pages]), "pages.pdf").turns[0]

    assert [name for name in lefts if f"\n\nso we see the {name}," in turn.text] == ["cat"]
