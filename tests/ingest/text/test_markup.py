"""Tags that mark words are taken off; a name or an aside in the same brackets is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import read
from archive.ingest.text.markup import without_tags

TURNS = (
    ("Mark", "I move to adjourn."),
    ("Jo", "I second."),
    ("Mark", "Is there any discussion of it?"),
    ("Jo", "There is none."),
)


@pytest.mark.parametrize("name", ["Mark {}", "Abbr {}", "Font {}", "A. {}"])
@pytest.mark.parametrize("frame", ["<{}> {}\n", "[10:01] <{}> {}\n"])
def test_a_speaker_in_brackets_is_no_tag(name: str, frame: str):
    names = {"Mark": name.format("Sample"), "Jo": "Jo Example"}
    text = "".join(frame.format(names[who], said) for who, said in TURNS * 2)
    assert [(turn.label, turn.text) for turn in read(text.encode(), "a.txt").turns] == [
        (names[who], said) for who, said in TURNS * 2
    ]


@pytest.mark.parametrize("aside", ["<I cannot hear the rest>", "<a phone rings>", "<a.person@example.org>", "<Mark>"])
def test_an_aside_in_brackets_stays(aside: str):
    said = f"We will adjourn {aside} the meeting now."
    text = "".join(f"{who}: {said}\n" for who in ("Kim Sample", "Jo Example") * 3)
    assert {turn.text for turn in read(text.encode(), "a.txt").turns} == {said}


def test_a_tag_with_attributes_or_without_is_taken_off():
    said = 'We <i>begin</i> <span class="loud">now</span> <a href="https://example.org/">here</a>.<br/>'
    text = "".join(f"<b>{who}:</b> {said}\n" for who in ("Kim Sample", "Jo Example") * 3)
    assert {(turn.label, turn.text) for turn in read(text.encode(), "a.txt").turns} == {
        ("Kim Sample", "We begin now here."),
        ("Jo Example", "We begin now here."),
    }


@pytest.mark.parametrize("opens", ["<draft>", '<transcript type="draft">\n\n', "\n<working-copy>\n"])
def test_a_text_between_a_tag_and_its_end_is_read_without_them(opens: str):
    said = [f"{who}: We say {word} to all of you.\n" for who, word in zip(("Jo", "Kim") * 2, "abcd", strict=True)]
    closes = f"</{opens.strip().strip('<>').split()[0]}>\n"
    meeting = read(f"{opens}{''.join(said)}{closes}".encode(), "a.txt")
    assert [(turn.label, turn.text) for turn in meeting.turns] == [
        ("Jo", "We say a to all of you."),
        ("Kim", "We say b to all of you."),
        ("Jo", "We say c to all of you."),
        ("Kim", "We say d to all of you."),
    ]
    assert [turn.line for turn in meeting.turns] == [opens.count("\n") + n for n in (1, 2, 3, 4)]


@given(st.lists(st.sampled_from(["<br>", "<br/>\n", "&#10;", "<b\nclass='x'>", "</b>", "a", " ", "\n", "<i>b</i>"])))
def test_what_is_taken_off_moves_no_line(pieces: list[str]):
    text = "".join(pieces)
    assert without_tags(text).count("\n") == text.count("\n")


def test_a_tag_that_ends_a_line_moves_no_place():
    said = ["We begin<br>here.", "We go on.", "We end."]
    lines = "".join(f"{who}: {words}\n" for who, words in zip(("Jo", "Kim", "Jo"), said, strict=True))
    assert [turn.line for turn in read(f"{lines}{lines}".encode(), "a.txt").turns] == [1, 2, 3, 4, 5, 6]
