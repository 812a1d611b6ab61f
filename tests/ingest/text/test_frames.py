"""Labels are found whatever marks of lists, quotations and emphasis stand around them."""

import itertools

import pytest

from archive.ingest import read

SAID = (
    ("Robin Sample", "Good evening, and welcome to all of you. We begin with the roof of the library, which leaks."),
    ("Kim Example", "Thank you. I have looked at the roof with the engineer, and we think that it has to be new."),
    ("SPEAKER_03", "How much will that be? I would like to know before we say anything about it in public."),
) * 4
LABELS = (
    *("{}: ", "**{}:** ", "**{}**: ", "*{}:* ", "_{}_: ", "__{}:__ ", "***{}***: ", "**[0:0{n}:00] {}:** "),
    *(
        "[0:0{n}:00] **{}:** ",
        "**{}** (0:0{n}:00): ",
        "`0:0{n}:00` **{}**: ",
        "**{}** ",
        "[{}] ",
        "[{}]: ",
        "**[{}]** ",
    ),
    *("**{}**\n\n", "### {}\n\n", "**{} 0:0{n}:00**\n\n", "**0:0{n}:00 {}**\n\n"),
)
MARKS = ("", "- ", "> ", "* ", "1. ")


@pytest.mark.parametrize(
    ("mark", "label"),
    [pair for pair in itertools.product(MARKS, LABELS) if "#" not in pair[1] or pair[0] in ("", "> ")],
)
def test_marks_around_a_label_do_not_hide_it(mark: str, label: str):
    blocks = [mark + label.format(name, n=n % 10) + text for n, (name, text) in enumerate(SAID)]
    if mark == "> ":
        blocks = ["\n".join(f"> {line}".rstrip() for line in block.removeprefix("> ").split("\n")) for block in blocks]

    meeting = read("\n\n".join(blocks).encode(), "meeting.md")

    assert [(turn.label, turn.text) for turn in meeting.turns] == list(SAID)


def test_names_in_capitals_alone_on_a_line_below_a_rule_speak():
    long = "\n\n".join(text for _, text in SAID[:3])
    text = "\n\n".join(f"---\n\n{name.upper()}\n\n{long}" for name, _ in SAID)

    assert [turn.label for turn in read(text.encode(), "meeting.txt").turns] == [name.upper() for name, _ in SAID]


ODD = (
    *("Q1", "Member of the public no. 3 (via Zoom)", "Caller ending in 4432", "Resident, 12 Elm Street", "STAFF", "S1"),
    *(
        "Commenter #4",
        "Woman in audience",
        "Consultant - Acme LLC",
        "Chair Sample and Clerk Lee",
        "d'Angelo",
        "The Clerk",
    ),
)


@pytest.mark.parametrize("form", ["{}: {}", "**{}:** {}", "[{}] {}", "{} - {}"])
@pytest.mark.parametrize("odd", ODD)
def test_what_stands_once_where_labels_stand_takes_no_words_to_the_speaker_before(form: str, odd: str):
    turns = [*SAID[:7], (odd, "MARKED I want to say that the road is closed."), *SAID[7:]]

    meeting = read("\n\n".join(form.format(name, text) for name, text in turns).encode(), "meeting.md")

    (marked,) = (turn for turn in meeting.turns if "MARKED" in turn.text)
    assert marked.label in (odd, "")


def test_programs_that_keep_a_log_are_proposed_as_silent():
    lines = [f"15:0{n}:10 <{name}> {text}" for n, (name, text) in enumerate([*SAID[:8], ("Zakim", "I keep the log.")])]

    (reading,) = read("\n".join([*lines, *lines]).encode(), "log.txt").readings

    assert [(label.label, label.speaks) for label in reading.asked] == [("Zakim", False)]


@pytest.mark.parametrize("label", ["» {}: ", "• {}: ", "<b>{}</b>: ", "- **{}**\n\n", "> [{}] ", "{N}. "])
def test_long_speeches_in_a_frame_stay_with_who_says_them(label: str):
    people = ("Robin Sample", "Kim Example", "Robin Sample Jr.", "Lee Model")
    more = "\n\n".join(text for _, text in SAID[:3])
    turns = [(people[n % 4], text) for n, (_, text) in enumerate(SAID)]
    blocks = [f"{label.replace('{N}', name.upper()).format(name)}{text}\n\n{more}" for name, text in turns]

    meeting = read("\n\n".join(["Notes of the meeting", *blocks]).encode(), "meeting.md")

    assert [turn.label.rstrip(".") for turn in meeting.turns if turn.label] == [
        (name.upper() if "{N}" in label else name).rstrip(".") for name, _ in turns
    ]
