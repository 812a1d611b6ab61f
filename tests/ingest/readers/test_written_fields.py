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


def test_words_among_such_fields_without_a_speaker_are_nobody_s():
    spoken = [("Jo Sample", "We ask."), ("", "It is noted."), ("Jo Sample", "We ask again."), ("Kim Example", "No.")]
    spoken += [("Kim Example", "Not now.")]
    text = "\n\n".join(
        "\n".join([f"Time: {n}:00", *([f"Speaker: {name}"] if name else []), f"Text: {words}"])
        for n, (name, words) in enumerate(spoken)
    )
    assert [(turn.label, turn.text) for turn in read(text.encode(), "meeting.txt").turns] == spoken


def test_lines_between_turns_of_one_line_each_are_nobody_s():
    rows = [
        f"Speaker: {name}, Time: 0:0{n}, Text: {said}" for n, (name, said) in enumerate(zip("AB", SAID, strict=False))
    ]
    rows = [
        row.replace("Speaker: A", "Speaker: Robin Sample").replace("Speaker: B", "Speaker: Kim Example") for row in rows
    ]

    turns = read(
        "\n".join([*rows, "The lights went out.", *rows, "Kim Example: and so on, Text: more"]).encode(), "a.txt"
    ).turns

    assert [(turn.label, turn.text) for turn in turns if not turn.label] == [
        ("", "The lights went out."),
        ("", "Kim Example: and so on, Text: more"),
    ]
    assert {turn.text for turn in turns if turn.label == "Robin Sample"} == {SAID[0]}


def test_what_a_letter_repeats_of_another_is_nobody_s():
    head = "From: {} <{}@example.org>\nDate: 2 July 2026\nSubject: Budget\n\n"
    letters = [
        f"{head.format('Robin Sample', 'robin')}{SAID[0]}\n\nOn Thu, Jul 2, 2026 Kim wrote:\n> {SAID[1]}\n> {SAID[2]}",
        f"{head.format('Kim Example', 'kim')}{SAID[1]}\n\n-----Original Message-----\n{SAID[0]}",
    ]

    turns = read("\n\n".join(letters).encode(), "a.txt").turns

    assert [(turn.label, turn.text) for turn in turns if turn.label] == [
        ("Robin Sample", SAID[0]),
        ("Kim Example", SAID[1]),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("I don't say \"yes\" if it isn't done.", "I don't say \"yes\" if it isn't done."),
        ('"We open on Saturdays."', "We open on Saturdays."),
        ('"Yes" and "no" are answers.', '"Yes" and "no" are answers.'),
        ('"Yes," he said, "or no"', '"Yes," he said, "or no"'),
    ],
)
def test_the_words_of_a_field_keep_their_marks(written: str, said: str):
    rows = [f"Speaker: {name}, Time: 0:01, Text: {written}" for name in ("Robin Sample", "Kim Example")]

    turns = read("\n".join(rows * 3).encode(), "a.txt").turns

    assert {turn.text for turn in turns} == {said}


def test_a_name_with_marks_in_a_quotation_of_a_page_stays_whole():
    page = "".join(
        f"<blockquote><p>{said}</p><cite>{name}</cite></blockquote>"
        for name, said in zip(('Robin "Bud" Sample', "Kim Example"), SAID, strict=False)
    )

    turns = read(f"<html><body>{page}</body></html>".encode(), "a.html").turns

    assert {turn.label for turn in turns} == {'Robin "Bud" Sample', "Kim Example"}
