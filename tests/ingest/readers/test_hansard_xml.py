"""TheyWorkForYou's debates and the historic Hansard: speeches, headings, divisions and paragraphs."""

import pytest

from archive.ingest import Heading, Narrative, NotATranscript, ParsedMeeting, Turn, Vote, read
from archive.ingest.parsed import Entry

SPEECH = '<speech speakername="Jo Sample"><p>Hello.</p></speech>'
CONTRIBUTION = "<p><member>Jo Sample</member><membercontribution>Hello.</membercontribution></p>"


def publicwhip(*parts: str, root: str = "publicwhip") -> ParsedMeeting:
    return read(f"<{root}>{''.join(parts)}</{root}>".encode(), "a.xml")


def historic(*parts: str, root: str = "housecommons") -> ParsedMeeting:
    return read(f"<{root}>{''.join(parts)}</{root}>".encode(), "a.xml")


def in_publicwhip(*parts: str) -> list[Entry]:
    """Return the entries of these parts, without the speech that makes them a debate."""
    return list(publicwhip(*parts, SPEECH).entries[:-1])


def in_historic(*parts: str) -> list[Entry]:
    return list(historic(*parts, CONTRIBUTION).entries[:-1])


@pytest.mark.parametrize(
    ("part", "entries"),
    [
        ("<major-heading> Roads </major-heading>", [Heading("Roads", 1, line=1)]),
        ("<minor-heading>Roads</minor-heading>", [Heading("Roads", 2, line=1)]),
        ("<oral-heading>Roads</oral-heading>", [Heading("Roads", 1, line=1)]),
        ("<minor-heading> </minor-heading>", []),
        ("<heading>Roads</heading>", []),
        ('<speech nospeaker="true"><p>They sat.</p></speech>', [Narrative("They sat.", line=1)]),
        ('<speech nospeaker="true" speakername="Jo"><p>So.</p></speech>', [Turn("So.", "Jo", line=1)]),
        ("<speech><p>So.</p></speech>", [Turn("So.", "", line=1)]),
        ('<speech nospeaker="false"><p>So.</p></speech>', [Turn("So.", "", line=1)]),
        ('<speech id="7" speakername="Jo"><p>So.</p></speech>', [Turn("So.", "Jo", line=1, identifier="7")]),
        ('<speech nospeaker="true"><p> </p></speech>', []),
        ('<speech speakername="Jo"><p> </p></speech>', []),
        ("<other>Roads</other>", []),
    ],
)
def test_headings_and_speeches_of_a_debate(part: str, entries: list[Entry]):
    assert in_publicwhip(part) == entries


@pytest.mark.parametrize(
    ("speech", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        (" One.  <p>Two.</p>", "One.\n\nTwo."),
        ("One <i>and</i> two.", "One and two."),
        ("<ul><li>One.</li><li><p>Two.</p></li></ul>", "One.\n\nTwo."),
        ("<dl><dt>One</dt><dd>Two</dd></dl>", "One\n\nTwo"),
        ("<table><tr><td>One</td> <td>Two</td></tr></table>", "One Two"),
        ("<p>One <col>7</col><image/>two.</p>", "One two."),
    ],
)
def test_lists_and_rows_of_a_speech_are_paragraphs(speech: str, text: str):
    assert [turn.text for turn in publicwhip(f'<speech speakername="Jo">{speech}</speech>').turns] == [text]


def test_a_division_has_its_number_its_counts_and_its_names():
    division = (
        '<division divnumber="7"><divisioncount ayes="2" noes="1"/><mplist><mpname vote="aye">Jo Sample</mpname>'
        '<mpname vote="ayes">Kim Other</mpname></mplist><msplist><msp vote="no">Lee Third</msp>'
        '<msp vote="abstentions">Not counted</msp></msplist><member vote="abstain">Max Sixth</member>'
        '<lord vote="noes">Ray Fifth</lord><lord vote="teller">Nobody</lord><lord>Nobody</lord></division>'
    )

    assert in_publicwhip(division) == [
        Vote(
            "Division 7",
            ("Jo Sample", "Kim Other"),
            ("Lee Third",),
            ("Max Sixth",),
            aye_count=2,
            no_count=1,
            line=1,
        )
    ]


@pytest.mark.parametrize(
    ("count", "counts"),
    [
        ('<divisioncount ayes="2"/>', (2, None)),
        ('<divisioncount noes="0"/>', (None, 0)),
        ('<divisioncount ayes="two" noes="²"/>', (None, None)),
        (f'<divisioncount ayes="{"9" * 9}" noes="{"9" * 5000}"/>', (999999999, None)),
        ("", (None, None)),
    ],
)
def test_a_count_that_is_no_number_is_left_out(count: str, counts: tuple[int | None, int | None]):
    (vote,) = in_publicwhip(f"<division>{count}</division>")

    assert isinstance(vote, Vote)
    assert (vote.title, vote.aye_count, vote.no_count) == ("Division", *counts)


@pytest.mark.parametrize("root", ["publicwhip", "debates"])
def test_the_date_of_a_debate_is_the_first_in_the_identifiers_of_its_parts(root: str):
    parts = ('<a id="x"/>', '<b id="uk/2020-07-07.1"/>', '<b id="uk/2020-07-08.1"/>', SPEECH)

    assert publicwhip(*parts, root=root).date == "2020-07-07"
    assert publicwhip(SPEECH, root=root).date == ""


@pytest.mark.parametrize(
    ("part", "entries"),
    [
        ("<title>Roads</title>", [Heading("Roads", 1, line=1)]),
        ("<title> </title>", []),
        ("<group><title>Roads</title></group>", [Heading("Roads", 1, line=1)]),
        ("<section><title>Roads</title><p>So.</p></section>", [Heading("Roads", 1, line=1), Narrative("So.", line=1)]),
        (
            "<section><title>Roads</title><section><title>One</title></section></section>",
            [Heading("Roads", 1, line=1), Heading("One", 2, line=1)],
        ),
        (
            "<section><title>Roads</title><group><section><title>One</title></section></group></section>",
            [Heading("Roads", 1, line=1), Heading("One", 2, line=1)],
        ),
        ("<p>They <col>7</col>sat.</p>", [Narrative("They sat.", line=1)]),
        ("<p> <image/></p>", []),
        ("<col>7</col>", []),
        ("<quote><p>One.</p><p>Two.</p></quote>", [Narrative("One.", line=1), Narrative("Two.", line=1)]),
        ("<ul><li>One.</li></ul>", [Narrative("One.", line=1)]),
        (
            "<p>7. <member>Jo Sample:</member><membercontribution>: I <col>7</col>ask.</membercontribution></p>",
            [Narrative("7.", line=1), Turn("I ask.", "Jo Sample", line=1)],
        ),
        (
            '<p id="p7"><member>Jo Sample</member><membercontribution>I ask.</membercontribution></p>',
            [Turn("I ask.", "Jo Sample", line=1, identifier="p7")],
        ),
        ("<p><membercontribution>I ask.</membercontribution></p>", [Turn("I ask.", "", line=1)]),
        ("<p><member>Jo Sample</member><membercontribution>:</membercontribution></p>", []),
    ],
)
def test_titles_paragraphs_and_contributions_of_a_historic_sitting(part: str, entries: list[Entry]):
    assert in_historic(part) == entries


def test_the_names_of_a_historic_division_are_under_their_sides():
    cells = (
        "Nobody yet", "Division No. 7]", "[9.10 pm", "Ayes:", "Jo Sample", " ", "Kim Other", "Tellers for the Ayes",
        "NOES", "Lee Third", "Abstentions", "Max Sixth", "10:15 am",
    )  # fmt: skip
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)

    assert in_historic(f"<division><table>{rows}</table></division>") == [
        Vote("Division No. 7", ("Jo Sample", "Kim Other"), ("Lee Third",), ("Max Sixth",), line=1)
    ]


@pytest.mark.parametrize("root", ["housecommons", "houselords"])
def test_a_historic_sitting_has_a_title_and_a_date(root: str):
    meeting = historic("<title>A sitting</title>", '<date format="1920-07-07">7 July</date>', CONTRIBUTION, root=root)

    assert (meeting.title, meeting.date) == ("A sitting", "1920-07-07")
    assert historic(CONTRIBUTION, root=root).date == ""
    assert historic("<date>1920-07-07</date>", CONTRIBUTION, root=root).date == ""


@pytest.mark.parametrize("part", ["<p>They sat.</p>", '<speech nospeaker="true"><p>They sat.</p></speech>'])
def test_a_sitting_in_which_nobody_speaks_is_refused(part: str):
    for document in (publicwhip, historic):
        with pytest.raises(NotATranscript, match="Nobody speaks"):
            document(part)
