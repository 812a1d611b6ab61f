"""What a text file says about itself, its layout and its Markdown, separated from what people say."""

import json
from contextlib import suppress

import pytest

from archive.ingest import Heading, NotATranscript, ParsedMeeting, Turn
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
        f"{RULE}\n{NAMED}\n{RULE}\n",
        f"\n\n{RULE}\n\n{NAMED}\n\n{RULE}\n\n",
        f"{'*' * 20}\n{NAMED}\n{'-' * 20}\n",
        f"{RULE}\nSample Council\n{RULE}\nDate: 2020-07-07\nType: Council\n{RULE}\n",
    ],
)
def test_fields_between_rules_at_the_top_describe_the_file(head: str):
    meeting = read(head + TALK)

    assert (meeting.title, meeting.date) == ("Sample Council", "2020-07-07")
    assert meeting.notes == ("Date: 2020-07-07", "Type: Council")
    assert said(meeting) == SAID


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


def test_a_banner_without_a_title_has_only_fields():
    meeting = read(f"{RULE}\nType: Council\nDate: 2020-07-07\nSigned: 2021-01-01\n{RULE}\n{TALK}")

    assert (meeting.title, meeting.date) == ("", "2020-07-07")
    assert meeting.notes == ("Type: Council", "Date: 2020-07-07", "Signed: 2021-01-01")


@pytest.mark.parametrize("field", ["name", "title"])
def test_an_object_before_a_rule_describes_the_file(field: str):
    about = {field: "Sample Council", "date": "July 7, 2020", "empty": ""}
    meeting = read(f"{json.dumps(about, indent=1)}\n---\n{TALK}")

    assert (meeting.title, meeting.date) == ("Sample Council", "2020-07-07")
    assert meeting.notes == (f"{field}: Sample Council; date: July 7, 2020",)
    assert said(meeting) == SAID


@pytest.mark.parametrize("head", ['{"name": "Sample"', '{"name"}', "{7}"])
def test_a_broken_description_stays_in_the_text(head: str):
    meeting = read(f"{head}\n---\n{TALK}")

    assert (meeting.title, meeting.notes) == ("", ())
    assert meeting.entries[0].text == head
    assert said(meeting) == SAID


def test_lines_with_a_number_sign_before_the_transcript_are_its_title_and_comments():
    meeting = read(f"# Sample Council, July 7, 2020\n# Typed by hand\n#  and checked\n{TALK}")

    assert (meeting.title, meeting.date) == ("Sample Council, July 7, 2020", "2020-07-07")
    assert meeting.notes == ("Typed by hand", "and checked")
    assert said(meeting) == SAID


def test_a_single_line_with_a_number_sign_is_a_heading():
    meeting = read(f"# Roads #\n{TALK}\n### Bridges\n{TALK}")

    assert [(entry.text, entry.level) for entry in meeting.entries if isinstance(entry, Heading)] == [
        ("Roads", 1), ("Bridges", 3),
    ]  # fmt: skip
    assert (meeting.title, said(meeting)) == ("", SAID * 2)


@pytest.mark.parametrize(
    ("footer", "is_footer"),
    [
        ("Transcribed by Jo Sample", True),
        ("  transcript provided by the Sample Society", True),
        ("Transcript by Jo Sample", True),
        ("Subtitles by Jo Sample", True),
        ("Transcribed bye", False),
    ],
)
def test_who_made_the_transcript_is_a_note(footer: str, is_footer: bool):
    meeting = read(f"{TALK}\n{footer}\n")

    assert meeting.notes == ((footer.strip(),) if is_footer else ())
    assert (said(meeting) == SAID) is is_footer


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("we *all* go", "we all go"),
        ("we **all** go", "we all go"),
        ("we __all__ go", "we all go"),
        ("we * all * go", "we * all * go"),
        ("we 2*3*4 go", "we 2*3*4 go"),
        ("we [all](https://example.org/a) go", "we all go"),
        ("we ![all](http://example.org/a) go", "we all go"),
        ("we [all](example) go", "we [all](example) go"),
        ("we [all] go", "we [all] go"),
    ],
)
def test_markdown_is_removed_and_its_words_stay(typed: str, plain: str):
    assert read(f"Mayor Sample: I thank you, and {typed}.\n").turns[0].text == f"I thank you, and {plain}."


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


def test_timed_lines_of_one_speaker_are_joined():
    text = (
        "[0:00:01] Mayor Sample: I thank you.\n[0:00:05] Mayor Sample: And I go on.\n"
        "[0:00:09] Clerk Other: So do I.\n[0:00:12] Mayor Sample: Yes.\n"
    )

    assert [(turn.label, turn.text, turn.start) for turn in read(text).turns] == [
        ("Mayor Sample", "I thank you. And I go on.", 1.0),
        ("Clerk Other", "So do I.", 9.0),
        ("Mayor Sample", "Yes.", 12.0),
    ]


def test_lines_without_times_stay_turns_of_their_own():
    assert said(read("Mayor Sample: I thank you.\n\nMayor Sample: And I go on.\n")) == [
        ("Mayor Sample", "I thank you."), ("Mayor Sample", "And I go on."),
    ]  # fmt: skip


def test_times_inside_the_words_are_reported_as_rough():
    meeting = read("Mayor Sample: I thank you all[0:01:10] and so we go on.\n\nClerk Other: So do I.\n")

    assert [problem.message for problem in meeting.problems] == [
        "The times come from marks inside the text. A turn may begin later than its time."
    ]


def test_turns_keep_the_numbers_of_their_lines_over_the_pages():
    text = "Mayor Sample: I thank you.\n\n\fClerk Other: So do I.\n\n\n\fMayor Sample: Yes.\n"

    assert [entry.line for entry in read(text).entries if isinstance(entry, Turn)] == [1, 3, 6]
