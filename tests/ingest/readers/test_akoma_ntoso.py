"""Akoma Ntoso: headings and their depth, speakers in several places, times, notes, votes, title and date."""

from typing import Any

import pytest

from archive.ingest import Heading, Narrative, NotATranscript, ParsedMeeting, Turn, Vote, read
from archive.ingest.parsed import Entry

SPEECH = "<speech><from>Jo Sample</from><p>Hello.</p></speech>"
HELLO = Turn("Hello.", "Jo Sample", line=1)


def debate(*parts: str, meta: str = "", after: str = "", attributes: str = "") -> ParsedMeeting:
    body = f"<debateBody>{''.join(parts)}</debateBody>"
    return read(f"<akomaNtoso><debate{attributes}>{meta}{body}{after}</debate></akomaNtoso>".encode(), "a.xml")


def entries(*parts: str, meta: str = "") -> list[Entry]:
    """Return the entries of these parts, without the speech that makes them a debate."""
    return list(debate(*parts, SPEECH, meta=meta).entries[:-1])


def heading(text: str, level: int = 1) -> Heading:
    return Heading(text, level, line=1)


def note(text: str) -> Narrative:
    return Narrative(text, line=1)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("<debateSection><heading>Roads</heading></debateSection>", [heading("Roads")]),
        ("<debateSection><num>7.</num><heading>Roads</heading></debateSection>", [heading("7. Roads")]),
        ("<debateSection><heading>Roads<authorialNote>1</authorialNote></heading></debateSection>", [heading("Roads")]),
        ("<debateSection><heading> </heading></debateSection>", []),
        (
            "<debateSection><heading>Roads</heading><debateSection><heading>One</heading></debateSection></debateSection>",
            [heading("Roads"), heading("One", 2)],
        ),
        (
            "<debateSection><debateSection><heading>One</heading></debateSection></debateSection>",
            [heading("One")],
        ),
        ("<scene>They sit.</scene>", [note("They sit.")]),
        ("<narrative><p>One.</p><p>Two.</p></narrative>", [note("One."), note("Two.")]),
        ("<p>They sit.</p> They rise.", [note("They sit."), note("They rise.")]),
        ("<debateSection> They sit. <p>So.</p></debateSection>", [note("They sit."), note("So.")]),
        ("<ul><li>One</li><li>Two</li></ul>", [note("One"), note("Two")]),
    ],
)
def test_headings_have_their_depth_and_other_text_is_narrative(part: str, expected: list[Entry]):
    assert entries(part) == expected


def test_text_directly_in_the_body_is_no_narrative_before_it():
    assert entries(" Loose. ", "<p>So.</p>") == [note("So.")]


PEOPLE = (
    '<meta><TLCPerson eId="jo" showAs="Jo Sample"/><TLCPerson id="kim" showAs="Kim Other"/>'
    '<TLCRole eId="chair" showAs="Chair"/><TLCPerson showAs="Nobody"/></meta>'
)


@pytest.mark.parametrize(
    ("speech", "label", "role", "text"),
    [
        ("<speech><from>Jo Sample:</from><p>So.</p></speech>", "Jo Sample", "", "So."),
        ("<speech><from>Jo Sample: Now</from><p>So.</p></speech>", "Jo Sample", "", "Now\n\nSo."),
        ("<speech><from>Jo Sample. — Now.</from></speech>", "Jo Sample", "", "Now."),
        ("<speech><from>Jo<noteRef>1</noteRef> Sample</from>So.</speech>", "Jo Sample", "", "So."),
        ('<speech by="#jo"><p>So.</p></speech>', "Jo Sample", "", "So."),
        ('<speech by="#kim" as="#chair"><p>So.</p></speech>', "Kim Other", "Chair", "So."),
        ('<speech by="#jo"><from>The Chair</from><p>So.</p></speech>', "The Chair", "", "So."),
        ('<speech by="#lee" as="#clerk"><p>So.</p></speech>', "", "", "So."),
        ("<speech><p>So.</p></speech>", "", "", "So."),
        ("<speech><p>So<note>1</note>.</p><p> </p><p>Yes.</p></speech>", "", "", "So.\n\nYes."),
        ("<speech>So <i>we</i> go <p>on.</p> And on.</speech>", "", "", "So we go\n\non.\n\nAnd on."),
    ],
)
def test_a_speech_has_the_label_in_it_or_the_name_that_it_refers_to(speech: str, label: str, role: str, text: str):
    assert entries(speech, meta=PEOPLE) == [Turn(text, label, role=role, line=1)]


@pytest.mark.parametrize(("name", "kind"), [("speech", ""), ("question", "question"), ("answer", "answer")])
def test_questions_and_answers_are_turns_of_their_kind(name: str, kind: str):
    (turn,) = entries(f'<{name} eId="s7"><p>So.</p></{name}>')

    assert isinstance(turn, Turn)
    assert (turn.kind, turn.identifier) == (kind, "s7")


def test_a_heading_and_a_note_in_a_speech_stand_before_and_after_it():
    speech = (
        '<speech id="s7"><num>1</num><heading>Roads</heading><p>So<authorialNote>Or not.</authorialNote>.</p></speech>'
    )

    assert entries(speech) == [heading("1 Roads", 2), Turn("So.", "", line=1, identifier="s7"), note("Or not.")]


@pytest.mark.parametrize(("speech", "named"), [("<from>Jo Sample</from>", "Jo Sample"), ("<p> </p>", "A speaker")])
def test_a_speech_without_words_is_reported(speech: str, named: str):
    meeting = debate(f"<speech>{speech}</speech>", SPEECH)

    assert list(meeting.entries) == [HELLO]
    assert [(problem.message, problem.line) for problem in meeting.problems] == [
        (f'"{named}" is named here, but no words follow.', 1)
    ]


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        ([("2020-07-07T10:00:00", "2020-07-07T10:00:05"), ("2020-07-07T10:01:00", None)], [(0, 5), (60, None)]),
        ([("soon", None), ("2020-07-07T10:00:00", None), ("2020-07-07T10:00:01", None)],
         [(None, None), (0, None), (1, None)]),
        ([("2020-07-07T10:00:00", None), ("2020-07-07T09:59:59", None)], [(0, None), (None, None)]),
        ([("2020-07-07T10:00:00", None), ("2020-07-07T10:00:01Z", None)], [(0, None), (None, None)]),
        ([("2020-07-07T10:00:00Z", None), ("2020-07-07T11:00:01+01:00", None)], [(0, None), (1, None)]),
        ([(None, None)], [(None, None)]),
    ],
)  # fmt: skip
def test_times_are_counted_from_the_first_that_can_be_read(
    times: list[tuple[Any, Any]], seconds: list[tuple[Any, Any]]
):
    speeches = []
    for start, end in times:
        given = (f' {name}="{value}"' for name, value in (("startTime", start), ("endTime", end)) if value)
        speeches.append(f"<speech{''.join(given)}><p>So.</p></speech>")

    assert [(turn.start, turn.end) for turn in debate(*speeches).turns] == seconds


@pytest.mark.parametrize(
    ("voting", "vote"),
    [
        ('<voting outcome="#won"/>', Vote(outcome="Carried", line=1, result="carried")),
        ('<voting outcome="#old"/>', Vote(outcome="Lost", line=1, result="failed")),
        ('<voting outcome="#other"/>', Vote(outcome="other", line=1)),
        ('<voting><count refersTo="#ayes" value="7"/></voting>', Vote(aye_count=7, line=1)),
        ('<voting><count refersTo="#inFavor" value="7"/></voting>', Vote(aye_count=7, line=1)),
        ('<voting><count refersTo="#yes" value="7"/></voting>', Vote(aye_count=7, line=1)),
        ('<voting><count refersTo="#noes" value="0"/></voting>', Vote(no_count=0, line=1)),
        ('<voting><count refersTo="#no" value="2"/></voting>', Vote(no_count=2, line=1)),
        ('<voting><count refersTo="#enContra" value="2"/></voting>', Vote(no_count=2, line=1)),
        ('<voting><count refersTo="#nays" value="2"/></voting>', Vote(no_count=2, line=1)),
        ('<voting><count refersTo="#abstentions" value="3"/></voting>', Vote(abstention_count=3, line=1)),
        ('<voting><count refersTo="#noble" value="3"/></voting>', None),
        ('<voting><count refersTo="#ayes" value="many"/></voting>', None),
        ('<voting><count value="3"/></voting>', None),
        ("<voting/>", None),
    ],
)
def test_votes_come_from_the_analysis(voting: str, vote: Vote | None):
    meta = '<meta><TLCConcept eId="won" showAs="Carried"/><TLCReference id="old" showAs="Lost"/></meta>'

    assert list(debate(SPEECH, meta=meta, after=voting).entries) == [HELLO, *([vote] if vote else [])]


IRISH = """<debateSection name="division" eId="d1"><summary eId="s1">Question put:</summary>
<summary title="division" eId="s2">The House divided: Tá, <quantity refersTo="#ta" normalized="2">2</quantity>; Níl,
<quantity refersTo="#nil" normalized="1">1</quantity>.</summary>
<debateSection name="ta"><p>Tá</p><p><person refersTo="#JoSample">Sample, Jo</person></p>
<p><person refersTo="#KimExample">Example, Kim</person></p></debateSection>
<debateSection name="nil"><p>Níl</p><p><person refersTo="#LeeThird">Third, Lee</person></p></debateSection>
<summary title="decision" refersTo="#carried">Question declared carried.</summary></debateSection>"""


def test_a_division_of_the_oireachtas_is_one_vote_in_its_place():
    after = '<meta><analysis><voting href="#d1" outcome="#carried"/></analysis></meta>'
    (_, vote, last) = debate(SPEECH, IRISH, "<speech><p>So.</p></speech>", after=after).entries

    assert isinstance(vote, Vote)
    assert isinstance(last, Turn)
    assert (vote.aye_count, vote.no_count, vote.abstention_count) == (2, 1, None)
    assert (vote.ayes, vote.noes) == (("Sample, Jo", "Example, Kim"), ("Third, Lee",))
    assert (vote.result, vote.method, vote.outcome) == ("carried", "roll_call", "Question declared carried.")
    assert "Question put:" in vote.text


def test_a_vote_of_the_analysis_is_where_its_text_stands():
    scene = '<summary eId="s1">(Question carried by 7 to 2 votes)</summary>'
    voting = '<voting href="#s1" outcome="#won"><count refersTo="#ayes" value="7"/></voting>'
    (_, vote, last) = debate(SPEECH, scene, "<speech><p>So.</p></speech>", after=voting).entries

    assert isinstance(last, Turn)
    assert isinstance(vote, Vote)
    assert (vote.text, vote.aye_count) == ("(Question carried by 7 to 2 votes)", 7)


@pytest.mark.parametrize(
    ("meta", "attributes", "title"),
    [
        ("<preface><p><docTitle>A <i>sitting</i></docTitle></p></preface>", ' name="The debate"', "A sitting"),
        ("<coverPage><docTitle>A sitting</docTitle></coverPage>", "", "A sitting"),
        ("<preface/>", ' name="The debate"', "The debate"),
        ("", ' name="The debate"', "The debate"),
        ("", ' name="debate"', ""),
        ("<docTitle>A sitting</docTitle>", "", ""),
    ],
)
def test_the_title_is_that_of_the_preface_or_a_name_of_several_words(meta: str, attributes: str, title: str):
    assert debate(SPEECH, meta=meta, attributes=attributes).title == title


WORK = '<FRBRWork><FRBRdate date="2020-07-08"/></FRBRWork>'
ADDRESS = '<FRBRuri value="/debate/2020-07-09/main"/>'


@pytest.mark.parametrize(
    ("meta", "date"),
    [
        (f'{ADDRESS}{WORK}<docDate date="2020-07-07">7 July</docDate>', "2020-07-07"),
        (f"{ADDRESS}{WORK}", "2020-07-08"),
        (f'{ADDRESS}<FRBRWork><FRBRdate date="3000-01-01"/></FRBRWork>', "2020-07-09"),
        (f'{ADDRESS}<FRBRManifestation><FRBRdate date="2021-01-01"/></FRBRManifestation>', "2020-07-09"),
        ("<docDate>2020-07-07</docDate>", ""),
        ("", ""),
    ],
)
def test_the_date_is_that_of_the_preface_or_the_work_or_the_address(meta: str, date: str):
    assert debate(SPEECH, meta=meta).date == date


def test_the_language_is_that_of_the_expression():
    assert debate(SPEECH, meta='<FRBRlanguage language="eng"/><FRBRlanguage language="fra"/>').language == "eng"
    assert debate(SPEECH).language == ""


@pytest.mark.parametrize("document", ["<debateBody><p>They sit.</p></debateBody>", SPEECH])
def test_a_document_without_a_body_or_speech_is_refused(document: str):
    with pytest.raises(NotATranscript, match="Nobody speaks"):
        read(f"<akomaNtoso>{document}</akomaNtoso>".encode(), "a.xml")
    assert read(f"<akomaNtoso><mainBody>{SPEECH}</mainBody></akomaNtoso>".encode(), "a.xml").turns
