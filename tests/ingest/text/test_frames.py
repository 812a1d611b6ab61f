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
