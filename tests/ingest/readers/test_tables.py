"""Rows of a table as lines: speakers and words, dialogues without a header, votes, and everything else."""

import pytest

from archive.ingest.readers.tables import as_lines
from archive.ingest.text.line import Line

Rows = list[list[str]]
TALK = [["Mayor Sample", "I thank you all."], ["Jo Other", "So do I, and I mean it."]]


def texts(rows: Rows) -> list[str]:
    return [line.text for line in as_lines(rows, 1)]


def test_a_table_with_columns_of_speakers_and_words_is_speech():
    rows = [
        ["Time", "Speaker", "Text"],
        ["0:01", "Mayor Sample:", "I thank you.\n And\t\n\nmore. "],
        ["[0:02]", "Jo Other", "So do I."],
        ["soon", "Jo Other", "Yes."],
        ["0:04", "", "No one said this."],
        ["", "", ""],
        ["0:05", "Kim Third"],
    ]

    assert [*as_lines(rows, 7)] == [
        Line("[0:01] Mayor Sample: I thank you.", 8),
        Line("And", 8),
        Line("more.", 8),
        Line("[0:02] Jo Other: So do I.", 9),
        Line("Jo Other: Yes.", 10),
        Line("No one said this.", 11),
        Line("[0:05] Kim Third: ", 12),
    ]


@pytest.mark.parametrize(
    ("rows", "lines", "why"),
    [
        (TALK, ["Mayor Sample: I thank you all.", "Jo Other: So do I, and I mean it."], "a title in the first column"),
        (
            [["Jo Other:", "I thank you."], ["Kim Third", "So do I."]],
            ["Jo Other: I thank you.", "Kim Third: So do I."],
            "a colon after a name",
        ),
        (
            [["Jo Other", "I thank you."], ["Kim Third", "So do I."]],
            ["Jo Other | I thank you.", "Kim Third | So do I."],
            "neither a title nor a colon",
        ),
        ([["Mayor Sample", "I thank you."]], ["Mayor Sample | I thank you."], "one row"),
        ([*TALK, ["Jo Other"]], [" | ".join(row) for row in [*TALK, ["Jo Other"]]], "a row of one cell"),
        ([*TALK, ["a", "b", "c", "d"]], [" | ".join(row) for row in [*TALK, ["a", "b", "c", "d"]]], "a row of four"),
        (
            [["0:01", *TALK[0]], ["(0:02)", *TALK[1]], ["x", "Kim Third", "I too am here."]],
            ["[0:01] Mayor Sample: I thank you all.", "[0:02] Jo Other: So do I, and I mean it.",
             "Kim Third: I too am here."],
            "times in the first of three columns",
        ),
        (
            [*TALK, ["Jo Other", "Yes, so do I."], ["7", "8"], ["9", "10"]],
            ["Mayor Sample: I thank you all.", "Jo Other: So do I, and I mean it.", "Jo Other: Yes, so do I.",
             "7: 8", "9: 10"],
            "three of five rows with a name and more words",
        ),
        (
            [*TALK, ["7", "8"], ["9", "10"]],
            ["Mayor Sample | I thank you all.", "Jo Other | So do I, and I mean it.", "7 | 8", "9 | 10"],
            "two of four",
        ),
        (
            [["Mayor Sample", "Town Hall"], ["Jo Other", "The Library"]],
            ["Mayor Sample | Town Hall", "Jo Other | The Library"],
            "no more words than the name has",
        ),
    ],
)  # fmt: skip
def test_a_table_without_a_header_is_a_dialogue_if_names_come_before_words(rows: Rows, lines: list[str], why: str):
    assert texts(rows) == lines, why


def test_a_table_with_columns_of_ayes_and_noes_is_votes():
    rows = [
        ["Item", "Ayes", "Noes", "Abstain", "Outcome"],
        ["By-law\n12", "Jo Sample\nKim Other", "Lee Third", "Max Sixth", "Carried"],
        ["By-law 13", "Jo Sample", "", "", ""],
        ["By-law 14", "", "Jo Sample", "", "Lost"],
        ["By-law 15", "Jo Sample", "Lee Third"],
    ]

    assert [*as_lines(rows, 3)] == [
        Line("By-law 12", 3, heading=2),
        Line("Recorded vote:", 3),
        Line("Ayes: Jo Sample, Kim Other", 3),
        Line("Noes: Lee Third", 3),
        Line("Abstentions: Max Sixth", 3),
        Line("Carried", 3),
        Line("By-law 13", 4, heading=2),
        Line("Recorded vote:", 4),
        Line("Ayes: Jo Sample", 4),
        Line("By-law 14", 5, heading=2),
        Line("Recorded vote:", 5),
        Line("Noes: Jo Sample", 5),
        Line("Lost", 5),
        Line("By-law 15", 6, heading=2),
        Line("Recorded vote:", 6),
        Line("Ayes: Jo Sample", 6),
        Line("Noes: Lee Third", 6),
    ]


def test_other_rows_are_no_speech_except_a_single_cell():
    rows = [["", "", ""], ["Item\none", "", "7"], ["", " Mayor Sample: Hello.\n\n Yes. ", ""], ["a\tb", "c", "d"]]

    assert [*as_lines(rows, 5)] == [
        Line("Item one | 7", 5, aside=True),
        Line("Mayor Sample: Hello.", 6),
        Line("Yes.", 6),
        Line("a b | c | d", 7, aside=True),
    ]
    assert not [*as_lines([], 1)]
    assert not [*as_lines([["", " "]], 1)]


def test_rows_below_a_heading_keep_their_own_links():
    rows = [["Votes", ""], ["Ayes", "Remarks"], ["none", "see below"]]
    lines = [*as_lines(rows, 1, {1: ["https://example.org/head"], 2: ["https://example.org/row"]})]
    assert [(line.text, line.links) for line in lines[1:]] == [
        ("Ayes | Remarks", ("https://example.org/head",)),
        ("none | see below", ("https://example.org/row",)),
    ]
