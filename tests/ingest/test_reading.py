from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import NotATranscript, Refused, TooLarge, read
from archive.ingest.limits import FILE_BYTES
from archive.ingest.reading import MOST_PROBLEMS, read_meetings
from archive.ingest.text.guide import Guide
from tests.ingest.documents import archive, docx, paragraph, pdf

TALK = "Chair Sample: Good evening, I thank you.\nMr. Other: We thank you.\nChair Sample: So we begin.\n"
AGENDA = "SAMPLE BOARD\n\nAGENDA\n\n1. Roll call\n\n2. Approval of the minutes\n\nJune 25, 2019\n\n3. Adjournment\n"
DISPOSITION = (
    paragraph("DISPOSITION OF ITEMS") + "<w:tbl><w:tr><w:tc>" + paragraph("Sample by-law") + "</w:tc><w:tc>"
    + paragraph("ADOPTED") + "</w:tc></w:tr></w:tbl>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "empty.txt", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old.doc", "save it as .docx"),
        (b"\x06Sample" + bytes(155), "~$minutes.docx", "lock file"),
        (b"{\\rtf1 hello}", "notes.rtf", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "scan.png", "OCR"),
        (b"ID3" + bytes(50), "audio.mp3", "captions"),
        (b"\x1f\x8b" + bytes(50), "packed.gz", "Unpack it"),
        (archive([("xl/workbook.xml", "<x/>")]), "sheet.xlsx", "Unpack it"),
        (pdf([[], []]), "scan.pdf", "OCR"),
        (docx(DISPOSITION), "disposition.docx", "Nobody speaks"),
        (AGENDA.replace("AGENDA", "NOTICE").encode(), "notice.txt", "Nobody speaks"),
        (b"WEBVTT\n\n", "captions.vtt", "only a header"),
        (b"a,b\n1,2\n", "table.csv", 'Name one column "text"'),
        (b'{"persons": []}', "people.json", "lists people"),
        (b"<akomaNtoso><act/></akomaNtoso>", "act.xml", "Nobody speaks"),
        (b"<akomaNtoso><debateBody><p>They sit.</p></debateBody></akomaNtoso>", "notes.xml", "Nobody speaks"),
        (b"<Hansard><HansardBody><Prayer>We pray.</Prayer></HansardBody></Hansard>", "prayer.xml", "Nobody speaks"),
        (b"<TEI><body><note>They sit.</note></body></TEI>", "sitting.xml", "Nobody speaks"),
        (b'<publicwhip><speech nospeaker="true"><p>They sat.</p></speech></publicwhip>', "day.xml", "Nobody speaks"),
        (b"<housecommons><p>They sat.</p></housecommons>", "sat.xml", "Nobody speaks"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n\n", "silent.srt", "no captions"),
        (b"0:00:01.000,0:00:02.000\n", "silent.sbv", "no captions"),
        (b"<svg/>", "drawing.svg", "is not a debate that the archive can read"),
        (b"<html><p>Chair: hello</p></html>", "page.html", "Nobody speaks"),
    ],
)
def test_a_file_that_is_not_a_transcript_is_refused_with_advice(data: bytes, name: str, says: str):
    with pytest.raises(NotATranscript, match=says):
        read(data, name)


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(TooLarge, match="at most 32 MB"):
        read(bytes(FILE_BYTES + 1), "huge.txt")


def test_the_content_overrides_the_name_and_the_difference_is_reported():
    meeting = read(b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n", "minutes.docx")

    assert meeting.format == "webvtt"
    assert "WebVTT" in meeting.problems[0].message


def test_markup_in_names_and_words_is_kept_as_text():
    meeting = read(TALK.replace("evening", "<script>").encode())

    assert meeting.turns[0].text == "Good <script>, I thank you."


@pytest.mark.parametrize(
    ("wrong", "last"),
    [
        (MOST_PROBLEMS, ""),
        (MOST_PROBLEMS + 1, "And 1 more like these."),
        (MOST_PROBLEMS + 12, "And 12 more like these."),
    ],
)
def test_the_first_problems_are_reported_and_the_rest_counted(wrong: int, last: str):
    rows = [f"Chair,We vote on item {number}.,one cell too many" for number in range(wrong)]

    problems = [problem.message for problem in read("\n".join(["speaker,text", *rows]).encode(), "rows.csv").problems]

    assert problems[:MOST_PROBLEMS] == ["This row has 3 cells, the header has 2."] * MOST_PROBLEMS
    assert problems[MOST_PROBLEMS:] == ([last] if last else [])


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused_with_a_message(data: bytes):
    with suppress(Refused):
        meeting = read(data, "anything.txt")
        assert meeting.entries
        assert all(turn.text for turn in meeting.turns)


TWO_MEETINGS = (
    "speaker,meeting,date,text\n"
    "Kim Example,Budget,2020-07-07,One.\n"
    "Robin Sample,Roads,2020-07-08,Two.,more\n"
    "Kim Example,Budget,2020-07-07,Three.\n"
)


def test_a_table_of_several_meetings_is_several_meetings_and_each_keeps_its_problems():
    first, second = read_meetings(TWO_MEETINGS.encode(), "table.csv")

    assert [(one.title, one.date, [turn.text for turn in one.turns]) for one in (first, second)] == [
        ("Budget", "2020-07-07", ["One. Three."]), ("Roads", "2020-07-08", ["Two."]),
    ]  # fmt: skip
    assert [(one.problems != (), one.readings[0].title) for one in (first, second)] == [
        (False, "Budget · 2020-07-07"), (True, "Roads · 2020-07-08"),
    ]  # fmt: skip


def test_a_person_chooses_which_of_several_meetings_a_file_is_read_as():
    first = read(TWO_MEETINGS.encode(), "table.csv")
    keys = [way.key for way in first.readings]
    second = read(TWO_MEETINGS.encode(), "table.csv", guide=Guide(keys[1]))

    assert first.title == "Budget"
    assert first.problems[0].message.startswith("The file has 2 meetings")
    assert (second.title, [way.key for way in second.readings]) == ("Roads", keys)


def test_the_date_of_a_table_without_one_is_that_in_its_name():
    table = b"speaker,text\nKim Example,One.\n"

    assert read(table, "2020-07-07_council.csv").date == "2020-07-07"
    assert not read(table, "council.csv").date
