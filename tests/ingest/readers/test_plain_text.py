"""What a text file says about itself, its layout and its Markdown, separated from what people say."""

from contextlib import suppress

import pytest

from archive.ingest import NotATranscript, ParsedMeeting
from archive.ingest.readers import plain_text

TALK = "Mayor Sample: I thank you all.\n\nClerk Other: So do I, and I mean it.\n"
SAID = [("Mayor Sample", "I thank you all."), ("Clerk Other", "So do I, and I mean it.")]
RULE = "=" * 10
NAMED = "Sample Council\nDate: 2020-07-07\nType: Council"


def read(text: str) -> ParsedMeeting:
    return plain_text.read(text.encode())


def said(meeting: ParsedMeeting) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in meeting.turns]


@pytest.mark.parametrize(
    "head",
    [
        f"{RULE}\n{NAMED}\n",
        f"{RULE}\nSample Council\nDate: 2020-07-07\n{RULE}\n",
        f"Draft\n{RULE}\n{NAMED}\n{RULE}\n",
    ],
)
def test_other_lines_at_the_top_stay_in_the_text(head: str):
    meeting = read(f"{head}\n{TALK}")

    assert (meeting.title, meeting.notes) == ("", ())
    assert "Sample Council" in " ".join(entry.text for entry in meeting.entries)


@pytest.mark.parametrize("head", ['{"name": "Sample"', '{"name"}', "{7}"])
def test_a_broken_description_stays_in_the_text(head: str):
    meeting = read(f"{head}\n---\n{TALK}")

    assert (meeting.title, meeting.notes) == ("", ())
    assert meeting.entries[0].text == head
    assert said(meeting) == SAID


TIMED = "".join(f"0:0{n}:10 and so we say number {n},\n" for n in range(1, 6))


@pytest.mark.parametrize(
    ("text", "is_captions"),
    [
        (TIMED, True),
        (TIMED.partition("\n")[2], False),
        ("".join(f"[0:0{n}:10] and so we say number {n},\n" for n in range(1, 6)), True),
        ("".join(f"0:0{n}:10 - 0:0{n}:12 and so we say number {n},\n" for n in range(1, 6)), True),
    ],
)
def test_lines_that_mostly_begin_with_a_time_are_captions(text: str, is_captions: bool):
    nature = ""
    with suppress(NotATranscript):
        nature = read(text).nature

    assert (nature == "captions") is is_captions


def test_a_line_without_a_time_continues_the_caption():
    turns = read(TIMED.replace("number 3,\n", "number 3,\nand more of it,\n")).turns

    assert " ".join(turn.text for turn in turns) == " ".join(
        f"and so we say number {n},{' and more of it,' if n == 3 else ''}" for n in range(1, 6)
    )
    assert turns[0].start == 70.0


def paragraphs(text: str) -> list[str]:
    return read(text).turns[0].text.split("\n\n")


WRAPPED = "".join(f"and the line number {n} is as wide as a page is,\n" for n in "abcdef")


@pytest.mark.parametrize(
    ("after", "count", "why"),
    [
        ("So we go on.", 1, "a line of a wrapped text"),
        (" So we go on.", 1, "set in by one space"),
        ("  So we go on.", 2, "set in by two"),
        ("\nSo we go on.", 2, "after an empty line"),
        ("\nso we go on.", 1, "without a capital in mid-sentence"),
        ("\n  so we go on.", 1, "without a capital, set in"),
        ("\n7 of us go on.", 1, "a number in mid-sentence"),
        ("\n7. We go on.", 2, "a number of a list"),
        ("---\nSo we go on.", 2, "after a rule"),
    ],
)
def test_a_paragraph_of_a_wrapped_text_is_set_in_or_follows_an_empty_line(after: str, count: int, why: str):
    assert len(paragraphs(f"Mayor Sample: I thank you all, each and every one of you,\n{WRAPPED}{after}\n")) == count, (
        why
    )


@pytest.mark.parametrize(
    ("heads", "stay"),
    [
        ([("3/29/76", 2), ("3/29/76", 3), ("3/29/76", 4)], False),
        ([("3/29/76", 2), ("3/29/76", 3)], True),
        ([("3/29/76", 2), ("3/29/76", 4), ("3/29/76", 3)], True),
        ([("3/29/76", 2), ("3/30/76", 3), ("3/31/76", 4)], True),
    ],
)
def test_page_headers_inside_lines_are_removed_if_they_count_the_pages(heads: list[tuple[str, int]], stay: bool):
    text = "".join(f"Mayor Sample: I thank you {head} - {page} - all of you.\n\n" for head, page in heads)

    assert any("/76" in turn.text for turn in read(text).turns) is stay


@pytest.mark.parametrize(
    ("times", "starts", "counted"),
    [
        (["11:02:09", "11:02:19", "11:03:09"], [0.0, 10.0, 60.0], True),
        (["1:00:00", "1:00:10", "1:00:20"], [0.0, 10.0, 20.0], True),
        (["0:59:59", "1:00:10", "1:00:20"], [3599.0, 3610.0, 3620.0], False),
        (["11:02:09", "11:02:01", "11:03:09"], [39729.0, 39721.0, 39789.0], False),
    ],
)
def test_times_of_day_are_counted_from_the_first(times: list[str], starts: list[float], counted: bool):
    labels = ("Mayor Sample", "Clerk Other", "Mayor Sample")
    text = "".join(f"[{label}] {time}\nI thank you all.\n\n" for label, time in zip(labels, times, strict=True))
    meeting = read(text)

    assert [turn.start for turn in meeting.turns] == starts
    assert bool(meeting.problems) is counted


def test_a_label_before_a_time_in_which_nobody_speaks_is_refused():
    with pytest.raises(NotATranscript):
        read("[Recess] 11:02:09")
