"""Texts with fields on lines of their own: turns only where every record has a speaker and words, and nothing else."""

import pytest

from archive.ingest import Refused, read

SAID = ("I think that we can begin.", "Thank you, and I agree.", "You asked me about the bridge.")
FIELDS = "".join(
    f"Speaker: {name}\nTime: 00:0{n}:10\nText: {said}\n\n"
    for n, (name, said) in enumerate(zip(("Robin Sample", "Kim Example") * 3, SAID * 2, strict=True))
)


def labels(text: str) -> set[str]:
    """Return the labels of the readings of a text, empty if it is refused."""
    try:
        return {turn.label for turn in read(text.encode(), "a.txt").turns}
    except Refused:
        return set()


def test_fields_of_speaker_time_and_text_are_turns_with_their_times():
    meeting = read(f"Board meeting\n2 July 2026\n\n{FIELDS}".encode(), "a.txt")

    assert [turn.label for turn in meeting.turns] == ["Robin Sample", "Kim Example"] * 3
    assert [turn.text for turn in meeting.turns] == [*SAID, *SAID]
    assert [turn.start for turn in meeting.turns] == [10, 70, 130, 190, 250, 310]
    assert meeting.date == "2026-07-02"
    assert [entry.text for entry in meeting.entries[:2]] == ["Board meeting", "2 July 2026"]


@pytest.mark.parametrize(
    "text",
    [
        FIELDS.replace("Text:", "Comment:"),  # cards that people fill in are written, not said
        FIELDS.replace("Speaker:", "From:"),
        FIELDS.replace("Time:", "Address:"),
        FIELDS.replace("Text: ", "Title: "),
        "".join(f"Speaker: Robin Sample\n{name}: {said}\n\n" for name in ("Kim", "Jo", "Lee") for said in SAID),
        FIELDS + "Speaker: Kim Example\nSpeaker: Robin Sample\n",
        FIELDS.replace("Text: Thank", "Thank"),
        FIELDS.replace("Kim Example", "I do not know who it was, and you?"),
    ],
)
def test_no_other_text_with_such_lines_is_taken_for_fields(text: str):
    assert not labels(text) & {"Robin Sample", "Kim Example"}


def test_a_label_among_the_words_of_a_field_is_not_given_to_the_field_s_speaker():
    text = "".join(
        f"Speaker: {name}\n\nKim Example: {said}\n\nJo Model: {said}\n\n"
        for name in ("Robin Sample", "Lee Model")
        for said in SAID
    )

    turns = read(text.encode(), "a.txt").turns

    assert not [turn for turn in turns if turn.label in ("Robin Sample", "Lee Model")]
