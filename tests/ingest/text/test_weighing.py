"""Which labels before a colon are certain in a document, which are doubtful, and which are none."""

import pytest

from archive.ingest.text.label_evidence import reads_as_speech, rivals, weigh
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
        ("A B C D E F", [turn("A B C D E F").upper()] * 2, NONE, "six words"),
        ("JO SAMPLE", [*[KIM.upper()] * 10, turn("JO SAMPLE").upper()], DOUBTFUL, "once among ten certain labels"),
        ("JO SAMPLE", [*[KIM.upper()] * 9, turn("JO SAMPLE").upper()], NONE, "once among nine"),
        ("JO", [*[KIM.upper()] * 10, turn("JO").upper()], NONE, "one word, once among ten"),
        ("PRESENT JO", [*[KIM.upper()] * 10, turn("PRESENT JO").upper()], NONE, "no name, once among ten"),
        (
            "JO SAMPLE",
            [*[KIM.upper()] * 10, "AND SO", Line(turn("JO SAMPLE").upper(), 12, breaks=False)],
            NONE,
            "once among ten, in mid-sentence",
        ),
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
        ("5 10 15 20.", False, False, "no letter, however many numbers"),
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


@pytest.mark.parametrize(
    ("form", "spoken", "silent", "score", "doubtful", "why"),
    [
        ("**{name}:** {said}", 2, 1, 3, set(), "emphasis with speech at most places"),
        ("**{name}:** {said}", 2, 2, 4, set(), "at half of them"),
        ("**{name}:** {said}", 2, 3, 2, {"Lee Third"}, "at fewer"),
        ("**{name}:** {said}", 1, 2, 0, set(), "at too few to fit"),
        ("[{name}]: {said}", 0, 3, 3, set(), "brackets"),
        ("[0:00:01] {name}: {said}", 0, 1, 1, set(), "a time"),
    ],
)
def test_only_in_emphasis_must_labels_have_speech_after_them(
    form: str, spoken: int, silent: int, score: int, doubtful: set[str], why: str
):
    lines = [
        *(Line(form.format(name="Jo Sample", said=SAID), n) for n in range(spoken)),
        *(Line(form.format(name="Lee Third", said="One and Two"), n) for n in range(silent)),
    ]

    fits = [evidence for evidence in weigh(lines, in_capitals=False) if evidence.name != "Name: text"]

    assert [evidence.score for evidence in fits] == ([score] if score else []), why
    assert all(isinstance(evidence.opener, Opener) and evidence.opener.doubtful == doubtful for evidence in fits), why


PEOPLE = ("Jo Sample", "Kim Levy", "Lee Third", "Robin Other", "Kit Fourth", "Sam Fifth", "Max Sixth", "Ray Seventh")


def led(name: str, said: str = f" {SAID}", **about: bool) -> Line:
    """Return a paragraph that begins with these words in bold."""
    return Line(f"{name}{said}", 1, lead=name, **about)


@pytest.mark.parametrize(
    ("lines", "labels", "why"),
    [
        ([led(name) for name in PEOPLE[:2] * 3], 6, "six labels"),
        ([*(led(name) for name in PEOPLE[:2] * 2), led("Jo Sample")], 0, "five"),
        ([*(led(name) for name in PEOPLE[:2] * 2), led("Jo Sample"), led("Kim Levy", aside=True)], 0, "and a footnote"),
        ([*(led(name) for name in PEOPLE[:2] * 2), led("Jo Sample"), led("Kim Levy", ": I do.")], 0, "and a colon"),
        ([*(led(name) for name in PEOPLE[:2] * 2), led("Jo Sample"), led("Kim Levy:")], 0, "and a colon in bold"),
        ([led("Jo Sample")] * 6, 0, "one speaker only"),
        ([*(led(name) for name in PEOPLE[:2] * 3), *[led("Present")] * 4], 6, "six of ten are names"),
        ([*(led(name) for name in PEOPLE[:2] * 3), *[led("Present")] * 5], 0, "six of eleven are names"),
        ([*(led(name) for name in PEOPLE[:2] * 3), *[led("Lee Third", " Clerk")] * 4], 6, "six of ten speak"),
        ([*(led(name) for name in PEOPLE[:2] * 3), *[led("Lee Third", " Clerk")] * 5], 0, "six of eleven speak"),
        ([led(name) for name in (*PEOPLE, "Jo Sample", "Jo Sample")], 10, "three of ten come again"),
        ([led(name) for name in (*PEOPLE[:7], "Jo Sample")], 0, "two of eight"),
        ([led(name) for name in PEOPLE], 0, "none"),
    ],
)
def test_names_in_bold_are_labels_if_there_are_many_and_some_come_again(lines: list[Line], labels: int, why: str):
    scores = {evidence.name: evidence.score for evidence in weigh(lines, in_capitals=False)}

    assert scores.get("names in bold before the words", 0) == labels, why


def test_names_in_bold_that_the_board_knows_need_not_come_again():
    lines = [led(name) for name in PEOPLE[:6]]
    known = frozenset({"jo sample", "kim levy"})

    assert [evidence.score for evidence in weigh(lines, in_capitals=False, known=known)] == [6]
    assert not weigh(lines, in_capitals=False)


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
        (in_styles("Jo Sample", "Jo Sample"), 0, "two"),
        (in_styles(*PEOPLE[:2] * 4, "Jo Sample", "in the town."), 10, "nine of ten stand alone"),
        (in_styles(*PEOPLE[:2] * 4, "in the town.", "on the hill."), 0, "eight of ten"),
        (in_styles(*PEOPLE[:2] * 3, *["Roads that we mend"] * 4), 10, "six of ten are names"),
        (in_styles(*PEOPLE[:2] * 3, *["Roads that we mend"] * 5), 0, "six of eleven"),
        (in_styles(*PEOPLE, "Jo Sample", "Jo Sample"), 10, "three of ten come again"),
        (in_styles(*PEOPLE[:7], "Jo Sample"), 0, "two of eight"),
        (in_styles(*PEOPLE[:2] * 5)[:-1], 10, "words under nine of ten"),
        (in_styles(*PEOPLE[:2] * 4)[:-1], 0, "words under seven of eight"),
        ([line for line in in_styles(*PEOPLE[:2] * 5) if line.style == "Who"], 0, "names in a list"),
    ],
)
def test_a_style_of_paragraphs_is_of_labels_if_nearly_all_are_names_with_words_under_them(
    lines: list[Line], labels: int, why: str
):
    scores = {evidence.name: evidence.score for evidence in weigh(lines, in_capitals=False)}

    assert scores.get("paragraphs in the style Who", 0) == labels, why


def test_names_in_paragraphs_of_a_style_that_the_board_knows_need_not_come_again():
    lines = in_styles(*PEOPLE[:3])

    assert not weigh(lines, in_capitals=False)
    assert [evidence.score for evidence in weigh(lines, in_capitals=False, known=frozenset({"jo sample"}))] == [3]


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
        (on_own_lines(*PEOPLE[:2] * 2, "Jo Sample"), False, "five"),
        (on_own_lines(*PEOPLE[:2] * 4, silent=2), True, "speech under eight of ten"),
        (on_own_lines(*PEOPLE[:2] * 4, silent=3), False, "speech under eight of eleven"),
        (on_own_lines(*PEOPLE[:2] * 3, "Jo Sample", *PEOPLE[2:5]), True, "seven of ten come again"),
        (on_own_lines(*PEOPLE[:2] * 3, "Jo Sample", *PEOPLE[2:6]), False, "seven of eleven"),
        (on_own_lines(*["Jo Sample"] * 8), False, "one speaker"),
        (on_own_lines(*["Jo Sample"] * 9, "Kim Levy"), False, "one speaker who comes again"),
        (on_own_lines(*PEOPLE[:2] * 4, paragraphs=32), True, "eight of forty paragraphs"),
        (on_own_lines(*PEOPLE[:2] * 4, paragraphs=33), False, "eight of forty-one"),
    ],
)
def test_names_on_their_own_lines_are_labels_if_they_come_again_throughout_with_speech(
    lines: list[Line], fits: bool, why: str
):
    found = [evidence for evidence in weigh(lines, in_capitals=False) if evidence.name == "Name on a line of its own"]

    assert bool(found) is fits, why


@pytest.mark.parametrize(
    ("colons", "times", "both", "has_rival", "why"),
    [
        (10, 5, 0, True, "half as many labels"),
        (11, 5, 0, False, "fewer"),
        (5, 4, 0, False, "four"),
        (10, 6, 4, False, "mostly the same labels"),
        (10, 6, 3, False, "half of them the same"),
        (10, 9, 4, True, "mostly others"),
    ],
)
def test_another_style_is_a_rival_if_it_finds_half_as_many_other_labels(
    colons: int, times: int, both: int, has_rival: bool, why: str
):
    lines = [
        *(Line(f"Mayor Other: {SAID}", n) for n in range(colons - both)),
        *(Line(f"Mayor Other (0:10): {SAID}", n) for n in range(both)),
        *(Line(f"Mayor Other (0:10) {SAID}", n) for n in range(times - both)),
    ]
    best, *others = weigh(lines, in_capitals=False)

    assert bool(rivals(best, others)) is has_rival, why
