"""Canada's Hansard: who is named in or beside a speech, titles, divisions and what is passed over."""

import pytest

from archive.ingest import Heading, Narrative, ParsedMeeting, Turn, read
from archive.ingest.parsed import Entry

SPEECH = (
    "<Intervention><PersonSpeaking>{}</PersonSpeaking><Content><ParaText>Hello.</ParaText></Content></Intervention>"
)


def hansard(*parts: str, about: str = "", attributes: str = "") -> ParsedMeeting:
    body = f"<HansardBody>{''.join(parts)}</HansardBody>"
    return read(f"<Hansard {attributes}>{about}{body}</Hansard>".encode(), "a.xml")


def entries(*parts: str) -> list[Entry]:
    """Return the entries of these parts, without the speech that makes them a debate."""
    return list(hansard(*parts, SPEECH.format("Last")).entries[:-1])


@pytest.mark.parametrize(
    ("naming", "label"),
    [
        ("<Affiliation>Jo Sample</Affiliation>:", "Jo Sample"),
        ("<Affiliation>Jo Sample</Affiliation> in the chair:", "Jo Sample"),
        ("Jo Sample:", "Jo Sample"),
        ("<B>Jo Sample</B>:", "Jo Sample"),
        ("", ""),
    ],
)
def test_the_affiliation_or_else_the_whole_naming_is_the_label(naming: str, label: str):
    assert [turn.label for turn in hansard(SPEECH.format(naming)).turns] == [label]


def test_a_written_question_is_named_in_it_or_beside_it():
    beside = (
        "<Question><Questioner>Jo Sample:</Questioner><QuestionContent><ParaText>When?</ParaText></QuestionContent>"
        "<Responder>Kim Other:</Responder><ResponseContent><ParaText>Now.</ParaText></ResponseContent></Question>"
    )
    inside = (
        "<Question><Questioner>Lee Third:</Questioner><QuestionContent><Questioner>Max Sixth:</Questioner>"
        "<ParaText>Why?</ParaText></QuestionContent></Question>"
    )

    assert [(entry.label, entry.text) for entry in hansard(beside, inside).entries if isinstance(entry, Turn)] == [
        ("Jo Sample", "When?"),
        ("Kim Other", "Now."),
        ("Max Sixth", "Why?"),
    ]
    assert len(hansard(beside, inside).entries) == 3


@pytest.mark.parametrize(
    ("element", "level"),
    [("OrderOfBusinessTitle", 1), ("SubjectOfBusinessTitle", 2), ("CatchLine", 2), ("SubjectOfBusinessQualifier", 3)],
)
def test_titles_are_headings_with_a_level(element: str, level: int):
    assert entries(f"\n<{element}>The <B>roads</B></{element}>", f"<{element}> </{element}>") == [
        Heading("The roads", level, line=2)
    ]


@pytest.mark.parametrize(
    ("side", "text"),
    [
        ("<DivisionTypeYeas><Affiliation>Jo</Affiliation> <Affiliation>Kim</Affiliation></DivisionTypeYeas>",
         "Yeas: Jo, Kim"),
        ("<DivisionTypeNays>Contre, <Affiliation>Jo</Affiliation><Affiliation> </Affiliation></DivisionTypeNays>",
         "Contre: Jo"),
        ("<DivisionTypePaired></DivisionTypePaired>", "Paired"),
    ],
)  # fmt: skip
def test_each_side_of_a_division_is_narrative_with_its_names(side: str, text: str):
    assert entries(side) == [Narrative(text, line=1)]


def test_paragraphs_outside_speeches_are_narrative_and_times_and_languages_are_passed_over():
    said = (
        "<Timestamp>(1505)</Timestamp><FloorLanguage>[English]</FloorLanguage><StartPageNumber>7</StartPageNumber>"
        "<Prayer>We pray. <Timestamp>(1510)</Timestamp></Prayer><Section><ParaText> </ParaText>"
        "<Unknown>It is so.</Unknown><ParaText>And <I>so</I> on.</ParaText></Section>"
    )

    assert entries(said) == [Narrative(text, line=1) for text in ("We pray.", "It is so.", "And so on.")]


def test_what_the_reporter_writes_splits_a_speech():
    speech = (
        '<Intervention id="7"><PersonSpeaking>Jo Sample:</PersonSpeaking><Content>'
        "<ProceduralText>(Begins)</ProceduralText><ParaText>One , two .</ParaText>"
        "<Quote><ParaText>Three.</ParaText></Quote>"
        "<FloorLanguage>[French]</FloorLanguage><ProceduralText> </ProceduralText>"
        "<ProceduralText>(Applause)</ProceduralText><ParaText>Four.</ParaText>"
        "<Unknown>Five.</Unknown></Content></Intervention>"
    )

    assert list(hansard(speech).entries) == [
        Narrative("(Begins)", line=1),
        Turn("One, two.\n\nThree.", "Jo Sample", line=1),
        Narrative("(Applause)", line=1),
        Turn("Four.\n\nFive.", "Jo Sample", line=1),
    ]
    assert [turn.identifier for turn in hansard(speech.replace("(Begins)", "")).turns] == ["7", ""]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"HeaderTitle": "Debates", "MetaTitle": "Sitting 7"}, ("Debates Sitting 7", "", "")),
        ({"HeaderTitle": "Debates"}, ("Debates", "", "")),
        ({"Institution": "House"}, ("", "House", "")),
        ({"Institution": "House", "InstitutionDebate": "Committee"}, ("", "Committee", "")),
        ({"MetaDateNumYear": "2022", "MetaDateNumMonth": "8", "MetaDateNumDay": "9"}, ("", "", "2022-08-09")),
        ({"MetaDateNumYear": "2022", "MetaDateNumMonth": "12", "MetaDateNumDay": "19"}, ("", "", "2022-12-19")),
        ({"MetaDateNumYear": "2022", "MetaDateNumMonth": "8"}, ("", "", "")),
        ({"MetaDateNumYear": "2022", "MetaDateNumDay": "8"}, ("", "", "")),
        ({"MetaDateNumMonth": "8", "MetaDateNumDay": "9"}, ("", "", "")),
        ({}, ("", "", "")),
    ],
)
def test_title_board_and_date_come_from_the_extracted_items(fields: dict[str, str], expected: tuple[str, str, str]):
    items = "".join(f'<ExtractedItem Name="{name}">{value}</ExtractedItem>' for name, value in fields.items())
    meeting = hansard(SPEECH.format("Jo"), about=f"<ExtractedInformation>{items}</ExtractedInformation>")

    assert (meeting.title, meeting.board, meeting.date) == expected
    assert meeting.turns[0].label == "Jo"


@pytest.mark.parametrize(("attributes", "language"), [('xml:lang="EN-CA"', "en"), ('lang="FR"', "fr"), ("", "")])
def test_the_language_is_that_of_the_document(attributes: str, language: str):
    assert hansard(SPEECH.format("Jo"), attributes=attributes).language == language


def test_a_document_without_a_body_is_read_as_a_whole():
    assert read(f"<Hansard>{SPEECH.format('Jo')}</Hansard>".encode(), "a.xml").turns[0].label == "Jo"
