"""Which labels before a colon are certain in a document, which are doubtful, and which are none."""

import pytest

from archive.ingest.text.label_evidence import reads_as_speech, weigh
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
        ("Jo Sample", [*[MAYOR] * 9, turn("Jo Sample")], DOUBTFUL, "a name among nine"),
        ("Clerk Sample", [*[MAYOR] * 5, turn("Clerk Sample", "One and Two")], SURE, "a title with a list, among five"),
        ("Clerk Sample", [*[MAYOR] * 4, turn("Clerk Sample", "One and Two")], NONE, "the same among four"),
        (
            "Clerk Sample",
            [*[MAYOR] * 6, *[turn("Clerk Sample", "One and Two")] * 4],
            SURE,
            "three certain labels for two titles without speech",
        ),
        ("Clerk Sample", [*[MAYOR] * 5, *[turn("Clerk Sample", "One and Two")] * 4], NONE, "fewer for each"),
        (
            "Jo Sample",
            [MAYOR, turn("Jo Sample"), turn("Jo Sample", "One and Two")],
            SURE,
            "speech at half of its places",
        ),
        (
            "Jo Sample",
            [MAYOR, turn("Jo Sample"), *[turn("Jo Sample", "One and Two")] * 2],
            NONE,
            "speech at a third of its places",
        ),
        (
            "Jo Sample",
            [MAYOR, turn("Jo Sample"), "and so", Line(turn("Jo Sample"), 9, breaks=False)],
            SURE,
            "one of two places where a paragraph begins",
        ),
        (
            "Jo Sample",
            [MAYOR, turn("Jo Sample"), *["and so", Line(turn("Jo Sample"), 9, breaks=False)] * 2],
            DOUBTFUL,
            "one of three",
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


@pytest.mark.parametrize(
    ("label", "paragraphs", "judgement", "why"),
    [
        ("JO SAMPLE", [turn("JO SAMPLE").upper()] * 2, SURE, "twice"),
        ("JO SAMPLE", [turn("JO SAMPLE").upper()], NONE, "once"),
        ("MAYOR SAMPLE", [turn("MAYOR SAMPLE").upper()], DOUBTFUL, "once with a title"),
        ("A B C D E F", [turn("A B C D E F").upper()] * 2, NONE, "six words"),
        ("JO SAMPLE", [*[KIM.upper()] * 10, turn("JO SAMPLE").upper()], DOUBTFUL, "once among ten certain labels"),
        ("JO SAMPLE", [*[KIM.upper()] * 9, turn("JO SAMPLE").upper()], NONE, "once among nine"),
    ],
)
def test_in_capitals_a_label_comes_twice(label: str, paragraphs: list[str], judgement: str, why: str):
    assert judged(label, *paragraphs, in_capitals=True) == judgement, why


@pytest.mark.parametrize(
    ("known", "judgement"),
    [({"jo sample"}, SURE), ({"sample"}, DOUBTFUL), (set(), DOUBTFUL), ({"kim levy"}, DOUBTFUL)],
)
def test_a_name_that_the_board_knows_is_certain_once(known: set[str], judgement: str):
    assert judged("Jo Sample", MAYOR, turn("Jo Sample"), known=frozenset(known)) == judgement


@pytest.mark.parametrize(
    ("text", "in_capitals", "is_speech", "why"),
    [
        ("Jo Sample Two", False, False, "three words of a name"),
        ("Jo Sample Two.", False, True, "three words that end a sentence"),
        ("Jo Sample Two here", False, True, "a word that speakers use"),
        ("Jo Sample Two likes", False, False, "one small word of four"),
        ("Jo Sample Two likes tea", False, True, "two of five"),
        ("WE GO", False, False, "capitals without an end"),
        ("WE GO.", False, True, "capitals with one"),
        ("A B C D E F G H", True, False, "eight words in a text in capitals"),
        ("A B C D E F G H I", True, True, "nine"),
        ("את זה טוב", False, False, "three words of a script without capitals"),
        ("את זה טוב לנו", False, True, "four"),
        ("見本", False, True, "Chinese"),
        ("5 10", False, False, "no letter"),
        ("", False, False, "nothing"),
    ],
)
def test_words_read_as_speech_by_their_number_and_their_small_letters(
    text: str, in_capitals: bool, is_speech: bool, why: str
):
    assert reads_as_speech(text, in_capitals=in_capitals) is is_speech, why


FORMS = {
    "[Name]: text": ("[{name}]: {said}", 3),
    "**Name:** text": ("**{name}:** {said}", 2),
    "Name (time): text": ("{name} (0:1{n}): {said}", 2),
    "[time] Name: text": ("[0:0{n}:00] {name}: {said}", 1),
    "MR. NAME. text": ("MR. {capitals}. {said}", 2),
    "Mr. NAME. text": ("Mr. {capitals}. {said}", 1),
    "○Name  text": ("○{name}  {said}", 3),
    "Name - text": ("{name} - {said}", 6),
    "Mr. Name. text": ("Mr. {last}. {said}", 6),
    "Q. text": ("{letter}. {said}", 6),
}


@pytest.mark.parametrize("style", FORMS)
def test_a_style_fits_a_document_with_enough_labels(style: str):
    form, needed = FORMS[style]
    names = ("Jo Sample", "Kim Levy")
    lines = [
        Line(
            form.format(
                name=names[n % 2],
                capitals=names[n % 2].split()[1].upper(),
                last=names[n % 2].split()[1],
                letter="QA"[n % 2],
                n=n,
                said=SAID,
            ),
            n,
        )
        for n in range(needed)
    ]
    scores = {evidence.name: evidence.score for evidence in weigh(lines, in_capitals=False)}
    fewer = {evidence.name: evidence.score for evidence in weigh(lines[:-1], in_capitals=False)}

    assert scores[style] == needed
    assert not fewer.get(style)
