"""The format of a file comes from its content, and from its name only if the content does not decide."""

import pytest

from archive.ingest import NotATranscript, read
from archive.ingest.detect import (
    DOCX,
    FORMATS,
    HTML,
    JSON,
    JSON_LINES,
    PDF,
    SBV,
    SRT,
    TABLE,
    TEXT,
    WEBVTT,
    XML,
    FileFormat,
    detect,
    misnamed,
)

PICTURE, RECORDING, COMPRESSED = "This is a picture", "This is a recording", "This is a compressed file"
OLD_WORD, RICH_TEXT, LOCK_FILE = "This is an old Word", "This is a rich text", "This is the lock file"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<html>", HTML),
        ("<pre>", HTML),
        ("<div class='a'>", HTML),
        ("<!doctype html>", HTML),
        (" \n<html>", HTML),
        ("<!-- a\nb --> <html>", HTML),
        ("<?xml version='1.0'?><html>", HTML),
        ("<?xml version='1.0'?><debate>", XML),
        ("<debate>", XML),
        ("<paragraph>", XML),
        ("<debate>: a", XML),
        ("<Robin Sample> We begin.\n<Kim Example> Yes.", TEXT),
        ("<Robin Sample>: We begin.\nHe waits.\n<Kim Example>: I </3 it, <3 and 1 < 2.", TEXT),
        ("<SPEAKER> Kim Example\n<TEXT> We begin.", XML),
        ("<Speaker> Kim Example\n<Text> We begin.", XML),
        ("<KIM EXAMPLE> We begin.", XML),
        ("<center> Minutes<br>\n<b> Kim Example: We begin.<br>", HTML),
        ("<b>Kim Example:</b> We begin.<br>\n<!-- a -->Yes.", TEXT),
        ("<h3>Minutes</h3>", HTML),
        ("<v Kim Example> We begin.\n<v Robin Sample> Yes.", TEXT),
        ("<Robin Sample>: Yes, I agree.\n<crosstalk>: yes", XML),
        ("<Robin Sample>: Yes, I agree.\n<applause>  and thanks", XML),
        ("<Robin Sample>: Yes, I agree.<br>\n<Kim Example>: Yes.", XML),
        ("<Robin Sample>: We begin.\nHe waits.\nThey wait.", XML),
        ("<debate><p>We begin.</p></debate>", XML),
        ("<TEI>  We begin.</TEI>", XML),
        ("<debate>  We begin.</debate>", TEXT),
        ("<!-- a --><debate>", XML),
        ("<!---->" * 200 + "<debate>", XML),
        ("\n<?xml version='1.0'?><debate>", XML),
        ("<3 Sample", TEXT),
        ("< debate>", TEXT),
        ("a <html>", TEXT),
    ],
)
def test_markup_is_a_page_or_a_debate_by_its_first_tag(text: str, found: FileFormat):
    assert detect(text.encode(), "a.txt") is found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_is_recognised_in_any_encoding(encoding: str):
    assert detect("<?xml version='1.0'?><debate>".encode(encoding)) is XML
    assert detect("<debate>".encode(encoding)) is XML


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.4", PDF),
        (b"PK\x03\x04", DOCX),
        (b"PK\x05\x06", DOCX),
    ],
)
def test_pdf_and_word_are_recognised_by_their_first_bytes(data: bytes, found: FileFormat):
    assert detect(data, "a.txt") is found


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_WORD),
        (b"{\\rtf1", RICH_TEXT),
        (b"\x89PNG", PICTURE),
        (b"\xff\xd8\xff", PICTURE),
        (b"GIF8", PICTURE),
        (b"RIFF\x01\n\x00\x00WEBP", PICTURE),
        (b"ID3", RECORDING),
        (b"RIFF\x01\n\x00\x00WAVE", RECORDING),
        (b"OggS", RECORDING),
        (b"fLaC", RECORDING),
        (b"\x1aE\xdf\xa3", RECORDING),
        (b"\x00\n\x00\x18ftyp", RECORDING),
        (b"\xff\xfb", RECORDING),
        (b"\x00\x00\x01\xba", RECORDING),
        (b"\x1f\x8b", COMPRESSED),
        (b"7z\xbc\xaf", COMPRESSED),
        (b"Rar!", COMPRESSED),
        (b"\xfd7zXZ", COMPRESSED),
        (b"\x28\xb5\x2f\xfd", COMPRESSED),
        (b"", "The file is empty"),
        (b"\x00\t\n\r\x0b\x0c ", "The file is empty"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_first_bytes(data: bytes, says: str):
    with pytest.raises(NotATranscript, match=says):
        detect(data and data + b" and more" * bool(data.strip(b"\x00\t\n\r\x0b\x0c ")), "a.txt")


def _lock_file(user: str, size: int, length: int | None = None) -> bytes:
    """Return a lock file of a user, in so many bytes."""
    name = user.encode()
    data = bytes([len(name) if length is None else length]) + name + b"\x00" * 9 + user.encode("utf-16-le")
    return data + b"\x00" * (size - len(data))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_lock_file("Sample", 162), "minutes.docx"),
        (_lock_file("Jo Sample 2", 256), "minutes.docx"),
        (b"Chair Sample: Hello.", "~$minutes.docx"),
        (b"x" * 256, "folder/~$minutes.docx"),
    ],
)
def test_the_lock_file_of_an_open_document_is_refused(data: bytes, name: str):
    with pytest.raises(NotATranscript, match=LOCK_FILE):
        detect(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Chair Sample: Hello.\n" * 13, "~$minutes.txt"),
        (b"Chair Sample: Hello.", "a~$minutes.txt"),
        (b"\x20" + b"We say this, and go on to that." * 3, "minutes.txt"),
        (b"\nThank you all for it", "minutes.txt"),
    ],
)
def test_a_text_is_not_mistaken_for_a_lock_file(data: bytes, name: str):
    assert detect(data, name) is TEXT


DOT, COMMA = "00:00:01.000 --> 00:00:02.000\nHello.\n", "00:00:01,000 --> 00:00:02,000\nHello.\n"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("WEBVTT\n", "a.txt", WEBVTT),
        (f"WEBVTT\n\n{COMMA}", "a.srt", WEBVTT),
        (DOT, "a.vtt", WEBVTT),
        (COMMA, "a.vtt", SRT),
        (DOT, "a.srt", SRT),
        (DOT, "a.txt", SRT),
        (f"1\n{COMMA}", "a.txt", SRT),
        ("1\n0:01 -> 0:02\nHello.\n", "a.txt", SRT),
        ("1\n-00:00:01,000 --> 00:00:02,000\nHello.\n", "a.txt", SRT),
        ("He said 0:01 --> 0:02\n", "a.txt", TEXT),
        ("1 --> 2\n", "a.txt", TEXT),
        (f"<p>\n{COMMA}", "a.srt", HTML),
        ("0:00:01.000,0:00:04.000\nHello.\n", "a.txt", SBV),
        ("\n\n0:00:01.000,0:00:04.000\nHello.\n", "a.txt", SBV),
        ("Hello.\n0:00:01.000,0:00:04.000\nHello.\n", "a.txt", TEXT),
    ],
)
def test_captions_are_recognised_by_the_times_at_their_beginning(text: str, name: str, found: FileFormat):
    assert detect(text.encode(), name) is found


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ('{"turns": []}', "a.txt", JSON),
        ('{"turns":\n[]}', "a.txt", JSON),
        ("[]", "a.txt", JSON),
        ('[{"text": "Hello."}]', "a.txt", JSON),
        ("[[1]]", "a.txt", JSON),
        ('\n {"text": "Hello."}', "a.txt", JSON),
        ('{"text": "Hello."}\n{"text": "So."}', "a.txt", JSON_LINES),
        ('\n\n{"text": "Hello."}\n\nbroken', "a.txt", JSON_LINES),
        ('["a"]\n["b"]', "a.txt", JSON),
        ("[0:00:46] Chair Sample: Hello.", "a.txt", TEXT),
        ("[Chair Sample]: Hello.", "a.txt", TEXT),
        ("{Chair}", "a.txt", TEXT),
        ('{"a"}\n---\nHello.', "a.txt", TEXT),
        ("[broken", "a.json", JSON),
        ("Hello.", "a.json", JSON),
        ("Hello.", "a.csv", TABLE),
        ("Hello.", "a.tsv", TABLE),
        ("Hello.", "a.srt", TEXT),
        ("speaker,text\nJo,Hello.", "a.txt", TABLE),
        ("\n\nspeaker;text\nJo;Hello.", "a.txt", TABLE),
        ("speaker\ttext", "a.json", TABLE),
        ("speaker,date", "a.txt", TEXT),
        ("Hello.\nspeaker,text", "a.txt", TEXT),
    ],
)
def test_records_are_recognised_by_their_shape_and_then_by_their_name(text: str, name: str, found: FileFormat):
    assert detect(text.encode(), name) is found


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.title)
def test_a_name_that_promises_another_format_is_reported(found: FileFormat):
    other = next(each for each in FORMATS if not set(each.endings) & set(found.endings))

    assert misnamed(found, f"a{other.endings[0]}") == (
        f'The file is named "{other.endings[0]}", but it contains {found.title}; it was read as that.'
    )
    assert not any(misnamed(found, f"A{ending.upper()}") for ending in found.endings)
    assert not misnamed(found, "a.dat")
    assert not misnamed(found, "a")


SPOKEN = "Robin Sample: I thank you all, and we begin.\n\nKim Example: So do I, and I mean it.\n\n" * 8


@pytest.mark.parametrize(
    "beginning", ["<!-- made by a tool -->\n\n", "<!--\nmade by\na tool\n-->\n", "<crosstalk>\n\n", "<music>\n"]
)
def test_a_text_that_begins_with_a_comment_or_a_tag_is_no_broken_xml(beginning: str):
    meeting = read(f"{beginning}{SPOKEN}".encode(), "meeting.txt")

    assert {label for label in meeting.labels if label} == {"Robin Sample", "Kim Example"}
    assert "made by" not in " ".join(getattr(entry, "text", "") for entry in meeting.entries)
