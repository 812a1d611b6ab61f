"""ParlaMint: labels, notes inside and outside speeches, annotated words, and the header."""

import pytest

from archive.ingest import Heading, Narrative, NotATranscript, ParsedMeeting, Turn, read
from archive.ingest.parsed import Entry

SPEECH = '<u who="#LastOne"><seg>Hello.</seg></u>'


def tei(*parts: str, header: str = "", attributes: str = "") -> ParsedMeeting:
    head = f"<teiHeader>{header}</teiHeader>" if header else ""
    return read(f"<TEI {attributes}>{head}<text><body>{''.join(parts)}</body></text></TEI>".encode(), "a.xml")


def entries(*parts: str, header: str = "") -> list[Entry]:
    """Return the entries of these parts, without the speech that makes them a debate."""
    return list(tei(*parts, SPEECH, header=header).entries[:-1])


def labels(*parts: str, header: str = "") -> list[str]:
    return [turn.label for turn in tei(*parts, header=header).turns]


PEOPLE = (
    '<person xml:id="JoS"><persName><surname>Sample</surname><forename>Jo</forename><forename>Ann</forename></persName>'
    '</person><person xml:id="KimO"><persName>Kim Other</persName></person><person xml:id="LeeThird"/>'
)


@pytest.mark.parametrize(
    ("who", "label"),
    [
        ("#JoS", "Jo Ann Sample"),
        ("people.xml#KimO", "Kim Other"),
        ("#LeeThird", "Lee Third"),
        ("#Max_Sixth", "Max Sixth"),
        ("RayÉfifth", "Ray Éfifth"),
        ("", ""),
    ],
)
def test_a_speaker_is_named_by_the_header_or_else_by_the_reference(who: str, label: str):
    assert labels(f'<u who="{who}"><seg>So.</seg></u>', header=PEOPLE) == [label]


def test_a_printed_label_goes_on_while_the_same_person_speaks():
    said = [
        '<note type="speaker">The Chair:</note>', '<u who="#JoS"><seg>One.</seg></u>',
        '<u who="#JoS"><seg>Two.</seg></u>',
        '<u who="#KimO"><seg>Three.</seg></u>', '<u who="#JoS"><seg>Four.</seg></u>', "<u><seg>Five.</seg></u>",
        "<u><seg>Six.</seg></u>",
    ]  # fmt: skip

    assert labels(*said, header=PEOPLE) == ["The Chair", "The Chair", "Kim Other", "Jo Ann Sample", "", ""]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("<div><head>Roads</head></div>", [Heading("Roads", line=1)]),
        ("<note>They sit.</note>", [Narrative("They sit.", line=1)]),
        ("<note> </note>", []),
        ("<vocal>Laughter</vocal>", [Narrative("Laughter", line=1)]),
        ("<gap><desc>Lost</desc></gap>", [Narrative("Lost", line=1)]),
        ("<div><p>They <pb/>sit.</p></div>", [Narrative("They sit.", line=1)]),
        ("<u> loose </u>", []),
        ("<u><seg> </seg></u>", []),
        ("<u><note>(Applause)</note><seg>So.</seg></u>", [Turn("(Applause)\n\nSo.", "", line=1)]),
        ("<u><seg>So.</seg><note>He sits.</note></u>", [Turn("So.", "", line=1), Narrative("He sits.", line=1)]),
        ("<u><note>He sits.</note><seg>So.</seg></u>", [Narrative("He sits.", line=1), Turn("So.", "", line=1)]),
        ("<u><kinesic>(He sits.)</kinesic><p>So.</p></u>", [Turn("(He sits.)\n\nSo.", "", line=1)]),
        ("<u><kinesic>[He sits.]</kinesic><p>So.</p></u>", [Turn("[He sits.]\n\nSo.", "", line=1)]),
        ("<u><vocal>(He sits.)</vocal><p>So.</p></u>", [Narrative("(He sits.)", line=1), Turn("So.", "", line=1)]),
        ("<u><seg>So <note>1</note><vocal>2</vocal><pb/>on.</seg></u>", [Turn("So on.", "", line=1)]),
    ],
)
def test_notes_split_speech_except_sounds(part: str, expected: list[Entry]):
    assert entries(part) == expected


def test_only_the_first_part_of_a_speech_has_its_identifier():
    turns = tei('<u xml:id="u1"><seg>One.</seg><note>He sits.</note><seg>Two.</seg></u>').turns

    assert [(turn.text, turn.identifier) for turn in turns] == [("One.", "u1"), ("Two.", "")]


@pytest.mark.parametrize(
    ("annotated", "text"),
    [
        ('<w>We</w><w join="right">go</w><pc>.</pc>', "We go."),
        ("<s><w>We</w> <name><w>go</w></name></s>", "We go"),
        ('<w>cannot<w norm="can"/><w norm="not"/></w><w>go</w>', "cannot go"),
        ('<w join="left">We</w><w>go</w>', "We go"),
        ("<w>We</w><note><w>1</w></note><w>go</w><linkGrp><w>x</w></linkGrp>", "We go"),
        ("loose <w>We</w>", "We"),
    ],
)
def test_annotated_words_have_spaces_unless_they_say_otherwise(annotated: str, text: str):
    assert entries(f"<u><seg>{annotated}</seg></u>") == [Turn(text, "", line=1)]


SETTING = '<settingDesc><date from="2020-07-07" to="2020-07-08"/></settingDesc>'
SOURCE = '<sourceDesc><date when="2020-07-09"/></sourceDesc>'


@pytest.mark.parametrize(
    ("header", "title", "date"),
    [
        (
            '<title type="sub">No</title><title type="main">A sitting</title><title type="main">x</title>',
            "A sitting",
            "",
        ),
        ("<title>A sitting</title>", "", ""),
        (f"{SOURCE}{SETTING}", "", "2020-07-07"),
        (SOURCE, "", "2020-07-09"),
        (f"<settingDesc><date>2020</date></settingDesc>{SOURCE}", "", "2020-07-09"),
        ('<settingDesc><date when="2020-07-06" from="2020-07-07"/></settingDesc>', "", "2020-07-06"),
        ('<publicationStmt><date when="2020-07-06"/></publicationStmt>', "", ""),
        ("", "", ""),
    ],
)
def test_title_and_date_come_from_the_header(header: str, title: str, date: str):
    meeting = tei(SPEECH, header=header)

    assert (meeting.title, meeting.date) == (title, date)


@pytest.mark.parametrize(("attributes", "language"), [('xml:lang="en"', "en"), ("", "")])
def test_the_language_is_that_of_the_document(attributes: str, language: str):
    assert tei(SPEECH, attributes=attributes).language == language


def test_a_document_without_a_body_or_speech_is_refused():
    for document in (f"<TEI>{SPEECH}</TEI>", "<TEI><body><note>They sit.</note></body></TEI>"):
        with pytest.raises(NotATranscript, match="Nobody speaks"):
            read(document.encode(), "a.xml")
