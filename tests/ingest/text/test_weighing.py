"""Which labels before a colon are certain in a document, which are doubtful, and which are none."""

import pytest

from archive.ingest.text.label_evidence import weigh
from archive.ingest.text.label_styles import Opener
from archive.ingest.text.line import Line

SAID = "I thank you all and we go on."
SURE, DOUBTFUL, NONE = "sure", "doubtful", "none"


def judged(label: str, *paragraphs: str | Line, in_capitals: bool = False, known: frozenset[str] = frozenset()) -> str:
    """Return what a label before a colon is in a document of these paragraphs."""
    lines = [Line(text, n) if isinstance(text, str) else text for n, text in enumerate(paragraphs, 1)]
    for evidence in weigh(lines, in_capitals=in_capitals, known=known):
        if evidence.name == "Name: text" and isinstance(evidence.opener, Opener):
            if label in evidence.opener.accepted:
                return SURE
            return DOUBTFUL if label in {hit.label for hit in evidence.doubtful} else NONE
    return NONE


def turn(label: str, said: str = SAID) -> str:
    return f"{label}: {said}"


MAYOR, KIM, LEE = turn("Mayor Other"), turn("Kim Levy"), turn("Lee Third")


@pytest.mark.parametrize(
    ("label", "paragraphs", "judgement", "why"),
    [
        ("Mayor Other", [MAYOR], SURE, "a title, with speech after it"),
        ("Jo Sample", [MAYOR, turn("Jo Sample"), turn("Jo Sample")], SURE, "a name that comes again"),
        ("Jo Sample", [MAYOR, turn("Jo Sample")], DOUBTFUL, "a name that comes once"),
        ("Jo", [MAYOR, turn("Jo")], NONE, "one word that comes once"),
        ("Jo", [MAYOR, turn("Jo"), turn("Jo")], SURE, "one word that comes again"),
        ("Road Report", [MAYOR, turn("Road Report"), turn("Road Report")], DOUBTFUL, "a topic that comes again"),
        ("Jo Sample", [*[MAYOR] * 10, turn("Jo Sample")], SURE, "a name among ten certain labels"),
        (
            "Jo Sample",
            [Line(turn("Jo Sample"), 1, breaks=False), "and so", Line(turn("Jo Sample"), 3, breaks=False), "and so"],
            SURE,
            "the first line, and one that goes on",
        ),
        ("張三", [f"張三：{SAID}"] * 3, SURE, "a name in Chinese three times"),
        ("張三", [f"張三：{SAID}"] * 2, NONE, "twice"),
        ("Jo Sample", [MAYOR, Line(turn("Jo Sample"), 2, aside=True)], NONE, "a footnote"),
        ("Jo Sample", [MAYOR, Line(turn("Jo Sample"), 2, heading=1)], NONE, "a heading"),
    ],
)
def test_a_label_is_certain_by_its_title_or_if_it_comes_again_with_speech_after_it(
    label: str, paragraphs: list[str | Line], judgement: str, why: str
):
    assert judged(label, *paragraphs) == judgement, why


@pytest.mark.parametrize("end", [".", "?", "!", "…", "–", "—", "--", ".”", "?)", ".]”", ". ", "。", "۔"])
def test_a_label_after_a_line_that_ends_a_sentence_is_certain(end: str):
    goes_on = Line(turn("Jo Sample"), 3, breaks=False)

    assert judged("Jo Sample", f"and so{end}", goes_on, f"and so{end}", goes_on) == SURE


@pytest.mark.parametrize("end", ["", ",", ";", ":", "-", "”", ")", ". 5"])
def test_a_label_after_an_open_sentence_is_none(end: str):
    goes_on = Line(turn("Jo Sample"), 3, breaks=False)

    assert judged("Jo Sample", f"and so{end}", goes_on, f"and so{end}", goes_on) == NONE


@pytest.mark.parametrize(
    ("label", "paragraphs", "judgement", "why"),
    [
        ("JO SAMPLE", [turn("JO SAMPLE").upper()] * 2, SURE, "twice"),
        ("JO SAMPLE", [turn("JO SAMPLE").upper()], NONE, "once"),
        ("MAYOR SAMPLE", [turn("MAYOR SAMPLE").upper()], DOUBTFUL, "once with a title"),
    ],
)
def test_in_capitals_a_label_comes_twice(label: str, paragraphs: list[str | Line], judgement: str, why: str):
    assert judged(label, *paragraphs, in_capitals=True) == judgement, why


@pytest.mark.parametrize(
    ("known", "judgement"),
    [({"jo sample"}, SURE), ({"sample"}, DOUBTFUL), (set(), DOUBTFUL), ({"kim levy"}, DOUBTFUL)],
)
def test_a_name_that_the_board_knows_is_certain_once(known: set[str], judgement: str):
    assert judged("Jo Sample", MAYOR, turn("Jo Sample"), known=frozenset(known)) == judgement


PEOPLE = ("Jo Sample", "Kim Levy", "Lee Third", "Robin Other", "Kit Fourth", "Sam Fifth", "Max Sixth", "Ray Seventh")


def led(name: str, said: str = f" {SAID}", **about: bool) -> Line:
    """Return a paragraph that begins with these words in bold."""
    return Line(f"{name}{said}", 1, lead=name, **about)


@pytest.mark.parametrize(
    ("lines", "labels", "why"),
    [
        ([led(name) for name in PEOPLE[:2] * 3], 6, "six labels"),
        ([led("Jo Sample")] * 6, 0, "one speaker only"),
        ([led(name) for name in PEOPLE], 0, "none"),
    ],
)
def test_names_in_bold_are_labels_if_there_are_many_and_some_come_again(lines: list[Line], labels: int, why: str):
    scores = {evidence.name: evidence.score for evidence in weigh(lines, in_capitals=False)}

    assert scores.get("names in bold before the words", 0) == labels, why


def in_styles(*names: str, between: str = SAID) -> list[Line]:
    """Return a document with these names in their own paragraphs, in a style of their own."""
    return [
        line
        for n, name in enumerate(names)
        for line in (Line(name, 2 * n, style="Who"), Line(between, 2 * n + 1, style="Body"))
    ]


@pytest.mark.parametrize(
    ("lines", "labels", "why"),
    [
        (in_styles("Jo Sample", "Kim Levy", "Jo Sample"), 3, "three names"),
        ([line for line in in_styles(*PEOPLE[:2] * 5) if line.style == "Who"], 0, "names in a list"),
    ],
)
def test_a_style_of_paragraphs_is_of_labels_if_nearly_all_are_names_with_words_under_them(
    lines: list[Line], labels: int, why: str
):
    scores = {evidence.name: evidence.score for evidence in weigh(lines, in_capitals=False)}

    assert scores.get("paragraphs in the style Who", 0) == labels, why


def alone(name: str, said: str = SAID) -> list[Line]:
    """Return a name on its own line, and words under it."""
    return [Line(name, 1), Line(said, 2, breaks=False)]


def on_own_lines(*names: str, silent: int = 0, paragraphs: int = 0) -> list[Line]:
    """Return a document of names with speech under them, names with none, and other paragraphs."""
    spoken = [line for name in names for line in alone(name)]
    return [
        *spoken,
        *(line for n in range(silent) for line in alone("Jo Sample", "5")),
        *(Line("we go on and on", 1) for n in range(paragraphs)),
    ]


@pytest.mark.parametrize(
    ("lines", "fits", "why"),
    [
        (on_own_lines(*PEOPLE[:2] * 3), True, "six"),
        (on_own_lines(*["Jo Sample"] * 8), False, "one speaker"),
    ],
)
def test_names_on_their_own_lines_are_labels_if_they_come_again_throughout_with_speech(
    lines: list[Line], fits: bool, why: str
):
    found = [evidence for evidence in weigh(lines, in_capitals=False) if evidence.name == "Name on a line of its own"]

    assert bool(found) is fits, why
