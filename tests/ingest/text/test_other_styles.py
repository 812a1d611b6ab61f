"""In files of many tools and publishers, labels in another style than the others are labels too."""

import pytest

from archive.ingest import read
from tests.ingest.asked import asked_labels

SIGNS = ("{}: ", "{}: ", "{} - ", "{}; ", "[{}] ", "({}) ", "{} | ", "{} (0:03): ", "[{}]: ", "**{}:** ", "{}:")


@pytest.mark.parametrize("form", ["{}: {}", "**{}:** {}", "{} ({}): {}", "{} [{}]\n{}", "[{1}] {0}: {2}"])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_label_before_another_sign_than_the_others_ends_the_turn(form: str, sign: str):
    names = ["Robin Sample", "Kim Example", "Jo Model"] * 5
    timed = "2" in form or form.count("{}") > 2
    blocks = [
        form.format(name, *([f"0:{n:02}"] if timed else []), f"I think that {n} roads are closed.")
        for n, name in enumerate(names)
    ]
    blocks[7:7] = [sign.format("Jo Model") + "You are right, and I thank you."]

    meeting = read("\n\n".join(blocks).encode(), "meeting.md" if "*" in form + sign else "meeting.txt")

    said = next(turn for turn in meeting.turns if "you are right" in turn.text.lower())
    assert said.label in ("Jo Model", "")
    assert said.label or "Jo Model" in asked_labels(meeting)


def test_only_questions_have_a_letter_where_those_who_answer_are_named():
    names = ["Mr. Sample", "Ms. Example"] * 5
    asked = "\n\n".join(f"Q. What do you say about it?\n\n{name}. I say that we close it." for name in names)

    assert [turn.label for turn in read(asked.encode(), "file.txt").turns[:4]] == [
        "Q",
        "Mr. Sample",
        "Q",
        "Ms. Example",
    ]


def test_what_a_time_marks_is_somebody_even_if_it_is_a_word_of_a_document():
    names = ["May", "Budget Office", "me", "Kim [she/her]", "1248***0199"] * 4
    text = "\n".join(f"[0:{n:02}:00] {name}: I think that {n} roads are closed." for n, name in enumerate(names))

    assert [turn.label for turn in read(text.encode(), "file.txt").turns] == names


def test_the_name_of_a_constituency_below_a_name_raises_no_question():
    block = '<div class="primary-text">{}</div><div class="secondary-text">(Lake) (ABC)</div><p class="said">{}</p>'
    people = ["Robin Sample", "Kim Example"] * 4

    meeting = read(f"<html>{''.join(block.format(name, 'I thank you for it.') for name in people)}".encode(), "a.html")

    assert ([turn.label for turn in meeting.turns], meeting.problems) == (people, ())
