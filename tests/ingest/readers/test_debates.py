"""Debates in XML from Canada's House of Commons and ParlaMint: speakers, their words, and notes."""

import pytest

from archive.ingest import Heading, Narrative, NotATranscript, read

CANADA = """\
<?xml version="1.0" encoding="UTF-8"?>
<Hansard xml:lang="EN" id="1">
<ExtractedInformation>
<ExtractedItem Name="Institution">HOUSE OF SAMPLES</ExtractedItem>
<ExtractedItem Name="HeaderTitle">Debates</ExtractedItem>
<ExtractedItem Name="MetaDateNumDay">9</ExtractedItem><ExtractedItem Name="MetaDateNumMonth">8</ExtractedItem>
<ExtractedItem Name="MetaDateNumYear">2022</ExtractedItem>
</ExtractedInformation>
<HansardBody><Intro><ParaText>The House met at 10 a.m.</ParaText></Intro>
<OrderOfBusiness><OrderOfBusinessTitle>Routine Proceedings</OrderOfBusinessTitle><SubjectOfBusiness>
<SubjectOfBusinessTitle>Roads</SubjectOfBusinessTitle><SubjectOfBusinessContent>
<Timestamp Hr="15" Mn="05">(1505)</Timestamp><FloorLanguage language="FR">[<I>Translation</I>]</FloorLanguage>
<Intervention Type="Debate" id="7"><PersonSpeaking>
<Affiliation DbId="1">Hon. Jo Sample (Minister of Roads, Ind.)</Affiliation>: \
</PersonSpeaking><Content><ParaText id="1">I thank the <Affiliation>member</Affiliation>.</ParaText>
<Timestamp Hr="15" Mn="10">(1510)</Timestamp><ParaText id="2">The 2<Sup>nd</Sup> road is built.</ParaText>
<ProceduralText>(Motion agreed to)</ProceduralText><ParaText id="3">We go on.</ParaText></Content></Intervention>
<Intervention id="8"><PersonSpeaking><Affiliation>Le président (M. Kim Example (Sample East, PCC))</Affiliation>: \
</PersonSpeaking><Content><ParaText>Order.</ParaText></Content></Intervention>
<Division><DivisionNumber>No. 7</DivisionNumber><DivisionTypeYeas><Affiliation>Sample</Affiliation>
<Affiliation>Example</Affiliation></DivisionTypeYeas></Division>
</SubjectOfBusinessContent></SubjectOfBusiness></OrderOfBusiness></HansardBody></Hansard>
"""
TEI = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en" xml:id="ParlaMint-XX_2020-01-01">
<teiHeader><fileDesc><titleStmt><title type="main">Sample corpus, sitting 1</title></titleStmt>
<publicationStmt><date when="2022">2022</date></publicationStmt></fileDesc>
<profileDesc><settingDesc><setting><date when="2020-01-01">1.1.2020</date></setting></settingDesc>
<particDesc><listPerson>
<person xml:id="OtherKim"><persName><surname>Other</surname><forename>Kim</forename></persName></person>
</listPerson></particDesc></profileDesc></teiHeader>
<text><body><div type="debateSection"><head>Session 1</head><note>The sitting opens at ten.</note>
<note type="speaker">The Chair (Jo Sample):</note>
<u who="#SampleJo" ana="#chair" xml:id="u1"><seg>Good morning.</seg><note>(Applause.)</note><seg>We begin.</seg>
<note>(The Chair shows a sheet.)</note><seg>You see it.</seg></u>
<u who="#SampleJo" xml:id="u2"><seg>And I go on.</seg></u>
<u who="#OtherKim" xml:id="u3"><seg><s><w>Thank</w><w join="right">you</w><pc>.</pc></s></seg></u>
<u who="#ThirdLee" xml:id="u4"><seg>I too.</seg><kinesic type="applause"><desc>Applause</desc></kinesic></u>
</div></body></text></TEI>
"""


def test_canadas_hansard_gives_each_speaker_their_words_without_times():
    meeting = read(CANADA.encode(), "hansard.xml")

    assert [(turn.label, turn.text) for turn in meeting.turns] == [
        ("Hon. Jo Sample (Minister of Roads, Ind.)", "I thank the member.\n\nThe 2nd road is built."),
        ("Hon. Jo Sample (Minister of Roads, Ind.)", "We go on."),
        ("Le président (M. Kim Example (Sample East, PCC))", "Order."),
    ]
    assert [entry.text for entry in meeting.entries if isinstance(entry, Narrative)] == [
        "The House met at 10 a.m.",
        "(Motion agreed to)",
        "No. 7",
        "Yeas: Sample, Example",
    ]
    assert [(entry.text, entry.level) for entry in meeting.entries if isinstance(entry, Heading)] == [
        ("Routine Proceedings", 1),
        ("Roads", 2),
    ]
    assert (meeting.date, meeting.board, meeting.language) == ("2022-08-09", "HOUSE OF SAMPLES", "en")


def test_parlamint_labels_are_printed_ones_or_names_from_the_header_or_references():
    meeting = read(TEI.encode(), "sitting.xml")

    assert [(turn.label, turn.text) for turn in meeting.turns] == [
        ("The Chair (Jo Sample)", "Good morning.\n\n(Applause.)\n\nWe begin."),
        ("The Chair (Jo Sample)", "You see it."),
        ("The Chair (Jo Sample)", "And I go on."),
        ("Kim Other", "Thank you."),
        ("Third Lee", "I too."),
    ]
    assert [turn.identifier for turn in meeting.turns] == ["u1", "", "u2", "u3", "u4"]
    assert (meeting.title, meeting.date) == ("Sample corpus, sitting 1", "2020-01-01")


@pytest.mark.parametrize("text", [CANADA[: CANADA.index("<HansardBody>")] + "</Hansard>", "<TEI><teiHeader/></TEI>"])
def test_a_debate_without_speech_is_refused(text: str):
    with pytest.raises(NotATranscript):
        read(text.encode(), "debate.xml")
