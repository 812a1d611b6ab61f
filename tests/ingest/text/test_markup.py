"""Tags that mark words are taken off; a name or an aside in the same brackets is kept."""

import pytest

from archive.ingest import read

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
