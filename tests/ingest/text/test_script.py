"""How the lines of a written document become entries."""

import re
from dataclasses import replace

import pytest

from archive.ingest.parsed import Turn
from archive.ingest.text.frames import Frame
from archive.ingest.text.line import Line
from archive.ingest.text.openers import Opener
from archive.ingest.text.script import mended, read_script


def test_each_footnote_stays_whole_and_does_not_split_speech():
    entries = read_script(
        [
            Line("I move the budget of the library,", 1),
            Line("1 See the budget book,", 2, aside=True),
            Line("page seven.", 3, breaks=False, aside=True),
            Line("2 See the minutes", 4, aside=True),
            Line("of May.", 5, breaks=False, aside=True),
            Line("and I thank the staff.", 6, breaks=False),
            Line("The motion carried.", 7),
        ],
        opener=None,
    )
    texts = [text for entry in entries for text in entry.text.split("\n\n")]
    assert texts == [
        "I move the budget of the library, and I thank the staff.",
        "1 See the budget book, page seven.",
        "2 See the minutes of May.",
        "The motion carried.",
    ]


SPEAKERS = Opener(Frame(sign=":"), accepted=frozenset({"Jo Sample", "Mayor Other"}))


def read_lines(*lines: str | Line, recorder: str = "", opener: Opener | None = SPEAKERS) -> list[tuple[str, str]]:
    """Return the kind of each entry, or the label of a turn, with its text. A string is a paragraph."""
    numbered = [line if isinstance(line, Line) else Line(line, number) for number, line in enumerate(lines, 1)]
    entries = read_script(numbered, opener, re.compile(recorder) if recorder else None)
    return [(entry.label if isinstance(entry, Turn) else type(entry).__name__.lower(), entry.text) for entry in entries]


def wrapped(text: str) -> Line:
    """Return a line that continues the paragraph before it."""
    return Line(text, 0, breaks=False)


@pytest.mark.parametrize(
    ("paragraphs", "spoken", "why"),
    [
        (["one", "two", "NOTED so."], 2, "what the recorder wrote ends the speech"),
        (["one", "(Applause)", "(Noise (loud))", "NOTED so."], 1, "so do the notes before it"),
        (["one", "two", "(Applause)", "NOTED so."], 2, "a speech stays up to the notes"),
        (["one", "(Applause)", "two", "NOTED so."], 3, "a note before more speech stays in it"),
        (["NOTED so.", "two"], 2, "a speech is never empty"),
        (["(Applause)", "NOTED so."], 1, "not even before a note"),
        (["one", "two (so)", "NOTED so."], 2, "words before a bracket are speech"),
    ],
)
def test_a_speech_ends_where_the_recorder_writes(paragraphs: list[str], spoken: int, why: str):
    first, *others = paragraphs
    entries = read_lines(f"Jo Sample: {first}", *others, recorder="NOTED")
    told = [("Jo Sample", "\n\n".join(paragraphs[:spoken])), *(("narrative", text) for text in paragraphs[spoken:])]

    assert entries == told, why


@pytest.mark.parametrize(
    ("paragraphs", "entries"),
    [
        (["one", "(Jo left the room)", "two"], [("Jo", "one"), ("narrative", "(Jo left the room)"), ("Jo", "two")]),
        (["one", "(Applause)", "two"], [("Jo", "one\n\n(Applause)\n\ntwo")]),
        (["one", "(Jo left)", "[Kim left)"], [("Jo", "one"), ("narrative", "(Jo left)"), ("narrative", "[Kim left)")]),
        (["(Jo left the room)"], [("Jo", "(Jo left the room)")]),
        (["one", "and (so) two"], [("Jo", "one\n\nand (so) two")]),
    ],
)
def test_a_direction_between_the_paragraphs_of_a_speech_is_nobodys(
    paragraphs: list[str], entries: list[tuple[str, str]]
):
    first, *others = paragraphs

    assert read_lines(f"Jo Sample: {first}", *others) == [
        ("Jo Sample" if who == "Jo" else who, text) for who, text in entries
    ]


LONG = "We have looked at the road with the engineer, and it has to be new, so we go on with it as we said."


@pytest.mark.parametrize(
    ("line", "is_heading", "why"),
    [
        ("ROAD", True, "four letters in capitals"),
        ("ROADS.", False, "a sentence ends"),
        ("ROADS;", False, "a clause ends"),
        ("Roads", False, "not in capitals"),
        ("Agenda Item 4 - The road", True, "an item of the agenda"),
        ("Annex II", True, "an annex"),
    ],
)
def test_a_line_is_a_heading_by_its_capitals_or_by_what_it_announces(line: str, is_heading: bool, why: str):
    kinds = [kind for kind, _ in read_lines(f"Jo Sample: {LONG}", LONG, LONG, LONG, line)]

    assert ("heading" in kinds) is is_heading, why


def test_words_after_a_heading_have_no_speaker_until_somebody_is_named():
    assert read_lines(f"Jo Sample: {LONG}", "THE BRIDGE", "It is old.", "Mayor Other: So it is.") == [
        ("Jo Sample", LONG),
        ("heading", "THE BRIDGE"),
        ("narrative", "It is old."),
        ("Mayor Other", "So it is."),
    ]


def test_a_time_inside_a_speech_is_the_start_of_the_next_one():
    lines = [Line("Jo Sample: [00:05:00] we [00:06:00] go", 1), Line("Mayor Other: on", 2)]

    first, second = read_script(lines, SPEAKERS)

    assert (first.text, first.start) == ("we go", 300)
    assert (second.text, second.start) == ("on", 360)


@pytest.mark.parametrize(
    ("line", "stays_outside"),
    [("[Mr. Sample]", True), ("[Jo Sample]", False), ("[Mr. Sample] and", False), ("[Mr. Sample; and all]", False)],
)
def test_a_title_and_name_in_brackets_at_the_top_of_a_page_do_not_split_the_speech(line: str, stays_outside: bool):
    said = [text for kind, text in read_lines("Mayor Other: we", line, "go") if kind == "Mayor Other"]

    assert (said == ["we\n\ngo"]) is stays_outside


@pytest.mark.parametrize(
    ("lines", "whole", "why"),
    [
        (["VICE CHAIRMAN", "SAMPLE. Yes."], ["VICE CHAIRMAN SAMPLE. Yes."], "a title is cut from its name"),
        (["(Several hon. Members stood up)", "The Chair (Mr. Sample): Order."], None, "a direction is no label"),
        (["We agree. MR.", "SAMPLE. Yes."], ["We agree.", "MR. SAMPLE. Yes."], "the same inside a line"),
        (["VICE CHAIRMAN"], ["VICE CHAIRMAN"], "nothing follows"),
        (
            ["The Minister for Roads and Works", "and More (Mr. Sample): I go"],
            ["The Minister for Roads and Works and More (Mr. Sample): I go"],
            "a long office is cut from its holder",
        ),
        (["The Minister for Roads and Works", "spoke: I go"], None, "no holder in brackets follows"),
        (["The Minister for: Roads and Works", "(Mr. A): I"], None, "it has a colon"),
        (["Roads and Works and all the rest", "(Mr. A): I"], None, "it has no title"),
        (
            ["Jo Sample", "0:10", "one", "Kim Other", "0:20", "two", "Lee Third", "(0:30)", "three"],
            ["Jo Sample  0:10", "one", "Kim Other  0:20", "two", "Lee Third  (0:30)", "three"],
            "times under three names",
        ),
    ],
)
def test_a_label_that_a_line_end_cuts_is_put_together(lines: list[str], whole: list[str] | None, why: str):
    numbered = [Line(line, number) for number, line in enumerate(lines)]

    assert [line.text for line in mended(numbered)] == (whole or lines), why


def test_a_note_between_the_parts_of_a_label_keeps_them_apart():
    lines = [Line("VICE CHAIRMAN", 1), Line("a note", 2, aside=True), Line("SAMPLE. Yes.", 3)]

    assert list(mended(lines)) == lines


@pytest.mark.parametrize(
    ("lines", "speakers", "why"),
    [
        (["Jo Sample: we go", "And on.", wrapped("Jo: yes")], ["Jo Sample", "Jo"], "the sentence before it ended"),
        (["Jo Sample: We go.", "and on", wrapped("Jo: yes")], ["Jo Sample"], "only an earlier sentence ended"),
        (["Jo Sample: we go", "Jo: yes"], ["Jo Sample", "Jo"], "a paragraph begins"),
        (["Jo Sample: and on--", wrapped("Jo: yes")], ["Jo Sample", "Jo"], "somebody interrupts"),
        (["Jo Sample: and on-", wrapped("Jo: yes")], ["Jo Sample"], "a line end cuts a word"),
    ],
)
def test_a_label_of_one_word_needs_a_paragraph_or_the_end_of_a_sentence_before_it(
    lines: list[str | Line], speakers: list[str], why: str
):
    opener = replace(SPEAKERS, accepted=SPEAKERS.accepted | {"Jo"})

    assert [who for who, _ in read_lines(*lines, opener=opener)] == speakers, why


@pytest.mark.parametrize("before", [["We met"], ["Mayor Other: we met.", "THE ROAD"]])
def test_a_name_in_brackets_where_nobody_is_speaking_begins_a_note(before: list[str]):
    assert read_lines(*before, "[Mr. Sample]", wrapped("spoke."))[-1] == ("narrative", "[Mr. Sample] spoke.")
