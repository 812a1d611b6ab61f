"""Ways to read a document, each shown by the beginnings of what it would say."""

import pytest

from archive.ingest import read
from archive.ingest.text.guide import Guide
from tests.ingest.asked import asked_labels

LONG = "I have a word to say about the road and the bridge and all that we have seen of them this year"
DOUBTFUL = (
    f"Mayor Sample: Good evening, I open the meeting.\n\nRobin Example: {LONG}.\n\n"
    "Jo Third: I have a word to say too.\n\nRobin Example: I had another.\n\nKim Fourth: I thank you.\n\n"
    "Lee Fifth: Yes, I do.\n\nAnn Sixth: So do I.\n\nMayor Sample: Thank you all.\n"
)


def test_a_way_to_read_a_document_is_shown_by_three_turns_and_by_the_labels_that_may_speak():
    (usual,) = read(DOUBTFUL.encode()).readings

    assert usual.samples == (
        ("Mayor Sample", "Good evening, I open the meeting."),
        ("Robin Example", " ".join(LONG.split()[:14])),
        ("", "Jo Third: I have a word to say too."),
    )
    assert [(label.label, label.times, label.speaks) for label in usual.asked] == [
        (name, 1, False) for name in ("Jo Third", "Kim Fourth", "Lee Fifth", "Ann Sixth")
    ]
    assert (usual.turns, usual.labels, usual.unnamed) == (8, 2, 4)


def test_labels_that_a_person_ticks_speak_and_those_unticked_do_not():
    speaks = {"Jo Third": True, "Kim Fourth": False, "Robin Example": False}
    meeting = read(DOUBTFUL.encode(), guide=Guide(read(DOUBTFUL.encode()).readings[0].key, speaks=speaks))

    assert set(meeting.labels) == {"Mayor Sample", "Jo Third", ""}
    assert [turn.text for turn in meeting.turns if turn.text.startswith("Robin Example: ")]


def test_a_way_that_does_not_exist_is_read_as_the_best_one():
    assert read(DOUBTFUL.encode(), guide=Guide("no such way")).entries == read(DOUBTFUL.encode()).entries


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
    assert bool(asked_labels(meeting)) == is_asked


def test_what_is_heard_is_in_no_mouth_even_if_it_is_no_sentence():
    said = "Mayor Sample: I open the meeting.\n\nRobin Example: I thank you.\n\n"
    turns = read(f"{said * 6}Jingle: la la\n\nMayor Sample: I close it.\n".encode()).turns

    assert (turns[-2].label, turns[-2].text) == ("", "Jingle: la la")


def test_the_fields_of_a_form_are_no_speakers_to_choose():
    form = "".join(f"From: someone{n}@example.org\nComment: {LONG}, {n} times.\n\n" for n in range(20))
    meeting = read(form.encode())

    assert ({turn.label for turn in meeting.turns}, meeting.readings) == ({""}, ())
