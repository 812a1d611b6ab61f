"""Ways to read a document, each shown by the beginnings of what it would say."""

import pytest

from archive.ingest import NotATranscript, read
from archive.ingest.text.guide import Guide

LONG = "I have a word to say about the road and the bridge and all that we have seen of them this year"
DOUBTFUL = (
    f"Mayor Sample: Good evening, I open the meeting.\n\nRobin Example: {LONG}.\n\n"
    "Jo Third: I have a word to say too.\n\nRobin Example: I had another.\n\nKim Fourth: I thank you.\n\n"
    "Lee Fifth: Yes, I do.\n\nAnn Sixth: So do I.\n\nMayor Sample: Thank you all.\n"
)


def test_each_way_to_read_a_document_is_shown_by_three_turns():
    usual, believing = read(DOUBTFUL.encode()).readings

    assert usual.samples == (
        ("Mayor Sample", "Good evening, I open the meeting."),
        ("Robin Example", " ".join(LONG.split()[:14])),
        ("", "Jo Third: I have a word to say too."),
    )
    assert [label for label, _ in believing.samples] == ["Jo Third", "Kim Fourth", "Lee Fifth"]
    assert believing.title == f"{usual.title}, the doubtful ones too"
    assert (usual.turns, usual.labels, usual.unnamed) == (8, 2, 4)
    assert (believing.turns, believing.labels, believing.unnamed) == (8, 6, 0)


def test_a_way_that_does_not_exist_is_read_as_the_best_one():
    assert read(DOUBTFUL.encode(), guide=Guide("no such way")).entries == read(DOUBTFUL.encode()).entries


@pytest.mark.parametrize(("doubtful", "problems"), [(20, 20), (21, 20)])
def test_at_most_twenty_doubtful_labels_are_reported(doubtful: int, problems: int):
    letters = "ABCDEFGHIJKLMNOPQRSTU"
    once = "".join(f"Jo {letter}sample: I have a word to say too.\n\n" for letter in letters[:doubtful])
    certain = f"Mayor Sample: I thank you.\n\nClerk Example: {LONG}.\n\n" * 4

    assert len(read(f"{certain}{once}".encode()).problems) == problems


def test_a_label_without_words_is_reported_with_its_line():
    meeting = read(b"Mayor Sample: I thank you.\n\nClerk Other:\n\nMayor Sample: So we go on, I think.\n")

    assert [(problem.message, problem.line) for problem in meeting.problems] == [
        ('"Clerk Other" is named here, but no words follow.', 3)
    ]
    assert [turn.label for turn in meeting.turns] == ["Mayor Sample", "Mayor Sample"]


def test_a_page_header_beside_a_counting_number_is_no_part_of_a_text_without_page_marks():
    said = [("Mayor Sample", "I thank you all and we go on."), ("Robin Example", "So do I, and I mean it.")] * 4
    text = "\n\n".join(f"Sample Council 17 January\n\n{n}\n\n{who}: {what}" for n, (who, what) in enumerate(said, 70))

    assert [(turn.label, turn.text) for turn in read(text.encode()).turns] == said


SIGNS = (
    "The chair called the meeting to order at nine.",
    "The motion was passed by all of the board.",
    "The clerk reported that it rains in the town.",
)
SPEECH, DOUBTFUL_VOICE, REPORT, UNKNOWN = (1000, 100), (1000, 6), (1000, 0), (100, 0)


def words(count: int, spoken: int) -> str:
    """Return sentences of so many words in a paragraph, of which some are what only speakers say."""
    return " ".join(["thanks"] * spoken + ["and so the board is in town."] * ((count - spoken) // 7))


def ways(*paragraphs: str) -> list[str]:
    """Return the keys of the ways to read these paragraphs, or what the only way gives."""
    try:
        meeting = read("\n\n".join(paragraphs).encode(), "file.txt")
    except NotATranscript:
        return []
    if meeting.readings:
        return [way.key for way in meeting.readings]
    if meeting.nature == "minutes":
        return ["minutes"]
    return ["Name: text" if any(turn.label for turn in meeting.turns) else "unnamed"]


@pytest.mark.parametrize(
    ("voice", "signs", "expected"),
    [
        (SPEECH, SIGNS, ["Name: text"]),
        (SPEECH, (), ["Name: text"]),
        (DOUBTFUL_VOICE, SIGNS, ["minutes", "Name: text"]),
        (DOUBTFUL_VOICE, (), ["Name: text"]),
        (REPORT, SIGNS, ["minutes"]),
        (REPORT, (), []),
        (UNKNOWN, SIGNS, ["Name: text"]),
        (UNKNOWN, (), ["Name: text"]),
    ],
)
def test_a_document_with_labels_is_minutes_by_its_voice_and_its_signs_of_a_meeting(
    voice: tuple[int, int], signs: tuple[str, ...], expected: list[str]
):
    assert ways(*(f"Mayor Sample: {said}" for said in (words(*voice), *signs))) == expected


@pytest.mark.parametrize(
    ("voice", "signs", "expected"),
    [
        (SPEECH, SIGNS, ["unnamed"]),
        (SPEECH, (), ["unnamed"]),
        (DOUBTFUL_VOICE, SIGNS, ["minutes"]),
        (DOUBTFUL_VOICE, (), []),
        (REPORT, SIGNS, ["minutes"]),
        (REPORT, (), []),
        (UNKNOWN, SIGNS, ["minutes"]),
        (UNKNOWN, (), []),
    ],
)
def test_a_document_without_labels_is_speech_minutes_or_neither_by_its_voice_and_its_signs(
    voice: tuple[int, int], signs: tuple[str, ...], expected: list[str]
):
    assert ways(words(*voice), *signs) == expected


ROBIN_AND_KIM = ("Robin Sample: Good evening to you all, we begin.", "Kim Example: Thank you, I agree with that.")


@pytest.mark.parametrize("word", ["So", "Well", "Now", "First"])
def test_a_word_that_begins_sentences_is_no_speaker_however_often_it_stands_before_a_colon(word: str):
    meeting = read("\n\n".join([*ROBIN_AND_KIM, f"{word}: we go on with the next item."] * 4).encode(), "a.txt")
    assert set(meeting.labels) - {""} == {"Robin Sample", "Kim Example"}


@pytest.mark.parametrize(("label", "is_asked"), [("Jingle", False), ("Break", False), ("REPLY", True)])
def test_what_is_heard_while_nobody_speaks_is_no_question(label: str, is_asked: bool):
    lines = [*ROBIN_AND_KIM * 3, f"{label}: you hear the news from the town."]
    meeting = read("\n\n".join(lines * 2).encode(), "a.txt")
    assert set(meeting.labels) - {""} == {"Robin Sample", "Kim Example"}
    assert bool(meeting.problems) == is_asked
    assert not meeting.readings
