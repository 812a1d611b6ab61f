"""Agendas are read as items with the numbers of their outline, from any format."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import NotATranscript, read
from archive.ingest.parsed import Heading, Narrative
from archive.ingest.reading import read_meetings
from archive.ingest.text.agenda import CONSENT, items_in
from archive.ingest.text.line import Line
from tests.ingest.documents import archive, docx, paragraph, pdf

AGENDA = """Sample Elm School Board
AGENDA
Regular meeting, Tuesday, March 5, 2030

I. Roll call
II. Consent agenda
A. Minutes of February 6, 2030
B. Purchase of two buses
The superintendent proposes two electric buses.
III. New business
A. Budget
1. General fund
2. Capital fund
B. Policy 1.2
IV. Adjournment
"""
LINES = [line for line in AGENDA.splitlines() if line]
OUTLINE = ["I", "II", "II.A", "II.B", "III", "III.A", "III.A.1", "III.A.2", "III.B", "IV"]


def main_of(*blocks: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx(*blocks))) as packed:
        return packed.read("word/document.xml").decode()


def main_part(lines: list[str]) -> bytes:
    """Return the main part of a Word document of these lines, in which the buses are links, one of them hidden."""
    main = main_of(*map(paragraph, lines))
    begins = main.rindex("<w:r>", 0, main.index("B. Purchase"))
    ends = main.index("</w:r>", begins) + len("</w:r>")
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    links = f"{linked('r7', main[begins:ends])}{linked('r8', '')}{linked('r9', main[begins:ends], hidden=True)}{box}"
    return f"{main[:begins]}{links}<w:r><w:br/><w:t>Not linked</w:t></w:r>{main[ends:]}".encode()


def linked(name: str, runs: str, *, hidden: bool = False) -> str:
    runs = runs.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>") if hidden else runs
    return f'<w:hyperlink w:tooltip="r9" w:id="{name}">{runs}</w:hyperlink>'


def headings(meeting) -> list[str]:
    return [entry.text for entry in meeting.entries if isinstance(entry, Heading)]


def labels(entries) -> list[str]:
    return [entry.text.partition(". ")[0] for entry in entries if isinstance(entry, Heading)]


def numbered(*texts: str) -> list[Line]:
    return [Line(text, number) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("agenda.txt", AGENDA.encode()),
        ("agenda.html", ("<html><body>" + "".join(f"<p>{line}</p>" for line in AGENDA.splitlines())).encode()),
        ("agenda.docx", docx(*map(paragraph, LINES))),
        ("agenda.pdf", pdf([[(72.0, 720.0 - 20 * place, line) for place, line in enumerate(LINES)]])),
    ],
)
def test_an_agenda_is_its_items_with_the_numbers_of_the_outline(name: str, data: bytes):
    meeting = read(data, name)

    assert (meeting.nature, meeting.date, meeting.turns) == ("agenda", "2030-03-05", ())
    assert labels(meeting.entries) == OUTLINE
    assert [entry.level for entry in meeting.entries if isinstance(entry, Heading)] == [1, 1, 2, 2, 1, 2, 3, 3, 2, 1]
    notes = [entry.text.split("\n\n") for entry in meeting.entries if isinstance(entry, Narrative)]
    [buses] = [note for note in notes if "buses" in note[0]]
    assert buses == [
        "II.B. Purchase of two buses", "The superintendent proposes two electric buses.", "Consent agenda",
    ]  # fmt: skip
    assert [note[0].partition(". ")[0] for note in notes if note[-1] == "Consent agenda"] == ["II.A", "II.B"]


def test_what_calls_itself_no_agenda_is_refused_as_before():
    with pytest.raises(NotATranscript):
        read(AGENDA.replace("AGENDA", "List").replace("Consent agenda", "Consent").encode(), "list.txt")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1. One", "2. Two", "4. Four"], ["1", "2", "4"]),
        (["8.A. One", "8.B. Two", "9.A Three"], ["8.A", "8.B", "9.A"]),
        (["A. One", "H. Eight", "I. Nine", "J. Ten"], ["A", "H", "I", "J"]),
        (["Item 1: One", "Item 2: Two", "Item 3: Three"], ["1", "2", "3"]),
        (["1) One", "a) Inner", "b) Inner", "2) Two"], ["1", "1.a", "1.b", "2"]),
    ],
)
def test_numbers_of_many_styles_are_an_outline(texts: list[str], expected: list[str]):
    assert labels(items_in(numbered(*texts))) == expected


def test_headers_and_headings_that_pages_repeat_are_left_out_and_long_titles_go_on():
    header = ("Sample Elm School Board", "Page 1 of 2")
    title = "2. Approval of the guaranteed maximum price for the construction of the library of"
    entries = items_in(numbered(*header, "1. Roll call", title, "the school", *header, "1. Roll call", "3. Budget"))

    assert labels(entries) == ["1", "2", "3"]
    assert [entry.text for entry in entries if isinstance(entry, Heading)][1] == f"{title} the school"


@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_lines_are_read_and_no_item_is_empty(texts: list[str]):
    for entry in items_in(numbered(*texts)):
        assert isinstance(entry, Heading | Narrative)
        assert entry.text.strip()


def test_a_table_of_items_is_the_agenda_of_each_meeting_with_consent_and_packets():
    table = (
        "Body,Meeting date,Agenda number,Title,Consent,Packet\n"
        "Elm,2030-03-05,5.A,Minutes,yes,https://elm.example/5a.pdf\nElm,2030-03-05,6,Budget,no,\n"
        "Elm,2030-03-12,1,Roll call,,\n"
    )
    first, second = read_meetings(table.encode(), "agenda.csv")

    assert [(one.nature, one.board, one.date) for one in (first, second)] == [
        ("agenda", "Elm", "2030-03-05"), ("agenda", "Elm", "2030-03-12"),
    ]  # fmt: skip
    assert headings(first) == ["5.A. Minutes", "6. Budget"]
    assert first.entries[1].text == "5.A. Minutes\n\nConsent agenda\n\nhttps://elm.example/5a.pdf"
    with pytest.raises(NotATranscript):
        read(b"Number,Title\n", "agenda.csv")


@pytest.mark.parametrize(
    ("cell", "is_consent"),
    [
        ("Yes", True),
        ("x", True),
        ("Consent", True),
        ("N/A", False),
        ("—", False),
        ("none", False),
        ("not consent", False),
    ],
)
def test_a_cell_of_the_consent_column_says_yes_only_in_words_of_that(cell: str, is_consent: bool):
    meeting = read(f"Number,Title,Consent\n1,Lease,{cell}\n".encode(), "agenda.csv")

    assert ("Consent agenda" in meeting.entries[1].text) is is_consent


def test_a_calendar_is_a_meeting_for_each_event_with_its_description_as_agenda():
    event = (
        "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTAMP:20300101T000000Z\r\nDTSTART;TZID=America/Chicago:2030030{0}T180000\r\n"
        "SUMMARY:Sample Elm School Board: Work session\r\nLOCATION:Room {0}\r\nDESCRIPTION:{1}\r\nEND:VEVENT\r\n"
    )
    items = "1. Roll call\\n2. Budget\\n3. Adjournment"
    events = event.format(5, items) + event.format(6, "Soon")
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n"
    first, second = read_meetings(calendar.encode(), "meetings.ics")

    assert {(one.board, one.title) for one in (first, second)} == {("Sample Elm School Board", "Work session")}
    assert (first.date, second.date) == ("2030-03-05", "2030-03-06")
    assert labels(first.entries) == ["1", "2", "3"]
    assert "Room 6" in second.entries[1].text


@pytest.mark.parametrize(
    ("lines", "on_consent"),
    [
        (["1. Call to order", "CONSENT CALENDAR", "2. Minutes", "3. Bills", "NEW BUSINESS", "4. Rezoning"], "23"),
        (["1. Call to order", "Consent items", "2. Minutes", "New business", "3. Rezoning", "4. Lease"], "2"),
        (["1. Call to order", "2. Consent agenda: routine matters", "a. Minutes", "b. Bills", "3. Lease"], "ab"),
        (["1. Call to order", "2. Consent agenda", "3. Minutes", "4. Lease"], ""),
        (["1. Call to order", "2. Consent items pulled for discussion", "a. Minutes", "3. Lease"], ""),
        (["1. Call to order", "2. Consent of the mayor to the lease", "a. Terms", "3. Lease"], ""),
        (["1. Call to order", "The consent agenda was long last year.", "2. Minutes", "3. Lease"], ""),
        (["1. Call to order", "Items removed from the consent agenda", "2. Minutes", "3. Lease"], ""),
        (["1. Call to order", "2. Informed consent", "a. Forms", "3. Lease"], ""),
        (["1. Call to order", "Consent agenda", "2. Minutes", "These were sent on Friday.", "3. Lease"], ""),
        (
            ["CONSENT AGENDA", "All is enacted by one motion.", "1. Minutes", "2. Bills", "NEW BUSINESS", "3. Lease"],
            "12",
        ),
        (["1. Call", "2. Consent Agenda", "2.1. Minutes", "2.2. Bills", "3. New Business", "3.1. Rezoning"], "12"),
        (["1. Call", "5. Consent Agenda", "5.1 Minutes", "6.1 Rezoning", "6.2 Lease"], "1"),
        (["1. Call", "CONSENT AGENDA", f"2. Approval of {'long ' * 12}minutes", "NEW BUSINESS", "3. Lease"], "2"),
        (["1. Call", "CONSENT AGENDA", f"2. Approval of {'long ' * 12}minutes", "Reports", "3. Lease", "END"], ""),
        (["REGULAR AGENDA", "1. Call", "CONSENT AGENDA", "2. Minutes", "REGULAR AGENDA", "3. Rezoning", "END"], "2"),
        (["1. Call", "CONSENT AGENDA", "2. Minutes", "3. Public hearing on the budget", "4. Adjournment", "END"], ""),
        (["1. Call", "CONSENT AGENDA", "2. Minutes", "3. Bills", "4. Lease", "ADJOURNMENT", "5. Next meeting"], ""),
        (["1. Call", "CONSENT AGENDA", "2. Minutes", "3. New business", "4. Lease", "END"], ""),
        (["1. Call", "Consent agenda", "2. Minutes", "Public comment", "3. Rezoning", "END"], ""),
        (["Consent agenda", "Regular agenda", "1. Call", "2. Minutes", "END", "3. Lease"], ""),
        (
            ["1. Call", "2. Consent agenda", "a. Minutes", "b. Bills", "REGULAR BUSINESS", "c. Rezoning", "d. Lease"],
            "ab",
        ),
        (["1. Call", "2. Consent agenda", "a. Minutes", "b. Bills", "Other", "c. Rezoning", "d. Lease"], "ab"),
        (["1. Call", "2. Consent agenda", "1. Minutes", "2. Bills", "3. New business", "4. Rezoning"], ""),
        (["1. Call", "2. Consent agenda", "a. Minutes", "b. Bills (removed for discussion)", "c. Lease"], "ac"),
        (
            [
                "1. Call",
                "2. Consent agenda",
                "a. Minutes",
                "b. Bills",
                "This item was pulled by the mayor.",
                "c. Lease",
            ],
            "a",
        ),
        (["1. Call", "2. Consent agenda", "items pulled for discussion", "a. Bills", "b. Lease"], ""),
        (["1. Call", "Consent agenda: payment of $45,000", "2. Rezoning", "3. Lease", "END"], ""),
        (["1. Call", "CONSENT AGENDA (NONE)", "2. Rezoning", "3. Lease", "END"], ""),
        (["1. Call to order", "2. Consent agenda – none", "3. Lease", "4. Adjournment"], ""),
    ],
)
def test_an_item_is_on_the_consent_agenda_only_under_its_heading(lines: list[str], on_consent: str):
    notes = [entry.text for entry in items_in(numbered(*lines)) if isinstance(entry, Narrative)]

    consent = [note for note in notes if CONSENT.fullmatch(note.partition("\n\n")[2].rpartition("\n\n")[2])]
    assert "".join(note.partition(". ")[0].rpartition(".")[2] for note in consent) == on_consent


@given(
    st.lists(st.sampled_from(["1. Call", "2. Lease", "a. Bills", "CONSENT AGENDA", "Consent agenda: $45,000", "END"]))
)
def test_no_line_below_the_first_item_is_lost(texts: list[str]):
    lines = [*("1. Call to order", "2. Minutes", "3. Roll"), *texts]
    notes = "".join(entry.text for entry in items_in(numbered(*lines)))

    assert all((text.partition(". ")[2] or text) in notes for text in texts)


def test_a_heading_stays_a_line_under_a_long_title():
    title = "1. Approval of the guaranteed maximum price for the construction of the library of"
    lines = [Line(title, 1), Line("New business", 2, heading=3), *numbered("2. Lease", "3. Bills")]

    assert items_in(lines)[1].text == f"{title}\n\nNew business"


LINK = "https://sample.example/packets/buses.pdf"
WRONG = "https://sample.example/wrong.pdf"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "agenda.html",
            "".join(f"<html><p>{line}</p>" for line in LINES).replace(
                "two buses",
                f'<A data-href="{WRONG}" title="see href={WRONG}" HREF="{LINK}">two</A> <a href="javascript:x()">bu</a>'
                f'<a href="/b.pdf">ses</a><h3>Not linked <a href="{WRONG}">packet</a></h3>',
            ).encode(),
        ),
        (
            "agenda.docx",
            archive([
                ("word/document.xml", main_part(LINES)),
                ("word/_rels/document.xml.rels", f'<R><Relationship Id="r7" Target="{LINK}"/>'
                 f'<Relationship Id="r8" Target="file:///etc/passwd"/><Relationship Id="r9" Target="{WRONG}"/></R>'),
            ]),
        ),
    ],
)  # fmt: skip
def test_the_packet_to_which_the_line_of_an_item_links_is_among_its_words(name: str, data: bytes):
    notes = [entry.text for entry in read(data, name).entries if isinstance(entry, Narrative)]

    assert [note.partition(". ")[0] for note in notes if LINK in note] == ["II.B"]
    assert not any(word in "".join(notes) for word in ("javascript", "passwd", "/b.pdf", WRONG))


def test_each_line_of_a_word_paragraph_has_its_own_packet():
    runs = "<w:r><w:t>AGENDA</w:t><w:br/><w:t>1. Call</w:t><w:br/></w:r>"
    text = "<w:r><w:t>{}</w:t></w:r>"
    runs += linked("r7", text.format("2. Buses")) + "<w:r><w:br/></w:r>" + text.format("3. Lease")
    rels = f'<R><Relationship Id="r7" Target="{LINK}"/></R>'
    data = archive([("word/document.xml", main_of(f"<w:p>{runs}</w:p>")), ("word/_rels/document.xml.rels", rels)])
    notes = [entry.text for entry in read(data, "agenda.docx").entries if isinstance(entry, Narrative)]

    assert [LINK in note for note in notes if note[:2] in {"1.", "2.", "3."}] == [False, True, False]


TITLES = ["1. Call to order", "2. Two buses", "3. Lease", "4. Adjournment"]
PLACED = [(72.0, 700.0 - 20 * n, text) for n, text in enumerate(["AGENDA", *TITLES])]
AT_BUSES = (80.0, 657.0, 130.0, 672.0)


def of_pdf(*places: tuple[float, float, float, float], url: str = LINK) -> bytes:
    return pdf([PLACED], [(*place, url) for place in places])


def of_html(*rows: str) -> bytes:
    return f"<html><h1>Agenda</h1><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></html>".encode()


def of_docx(*rows: str) -> bytes:
    main = main_of(paragraph("Agenda"), f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    rels = f'<R><Relationship Id="r7" Target="{LINK}"/></R>'
    return archive([("word/document.xml", main), ("word/_rels/document.xml.rels", rels)])


A = f'<a href="{LINK}">{{}}</a>'
LINKED_RUN = f"<w:p>{linked('r7', '<w:r><w:t>Memo</w:t></w:r>')}</w:p>"


def html_row(number: int, title: str, *more: str) -> str:
    return "".join(f"<td>{cell}" for cell in (number, title, *more))


def docx_row(*cells: str) -> str:
    return "".join(f"<w:tc>{cell if cell.startswith('<w:') else paragraph(cell)}</w:tc>" for cell in cells)


@pytest.mark.parametrize(
    ("name", "data", "of"),
    [
        ("a.pdf", of_pdf(AT_BUSES), ["2"]),
        ("a.pdf", of_pdf(AT_BUSES, url="javascript:x()"), []),
        ("a.pdf", of_pdf((80, 635, 130, 672)), []),  # over two items
        ("a.pdf", of_pdf((400, 657, 500, 672)), []),  # beside the words
        ("a.pdf", of_pdf((80, 671, 130, 676)), []),  # between two lines
        ("a.html", of_html(html_row(1, "Call"), html_row(2, "Buses", A.format("Memo")), html_row(3, "Lease")), ["2"]),
        ("a.html", of_html(html_row(1, "Call"), html_row(2, A.format("Buses")), html_row(3, "Lease")), ["2"]),
        ("a.html", of_html("<td>1. Call<p>2. Buses<td>" + A.format("x"), *map(html_row, (3, 4, 5), "CDE")), []),
        ("a.docx", of_docx(docx_row("1", "Call"), docx_row("2", "Buses", LINKED_RUN), docx_row("3", "Lease")), ["2"]),
    ],
)  # fmt: skip
def test_a_link_in_a_pdf_or_in_a_row_of_a_table_is_of_the_item_of_its_line(name: str, data: bytes, of: list[str]):
    notes = [entry.text for entry in read(data, name).entries if isinstance(entry, Narrative)]

    assert len(notes) >= 3
    assert [note.partition(". ")[0] for note in notes if LINK in note] == of
    assert "javascript" not in "".join(notes)


@pytest.mark.parametrize(
    ("lines", "of"),
    [
        ([Line("1. Call", 1), Line("Memo", 2, links=(LINK,)), Line("2. Buses", 3), Line("3. Lease", 4)], ["1"]),
        ([Line(f"1. {'Long ' * 14}call", 1), Line("to order", 2, links=(LINK,)), *numbered("2. Bus", "3. End")], ["1"]),
        ([*numbered("1. Call", "NEW BUSINESS"), Line("Memo", 3, links=(LINK,)), *numbered("2. Bus", "3. End")], []),
        ([Line("1. Call", 1), Line("New", 2, heading=2, links=(LINK,)), *numbered("2. Buses", "3. Lease")], []),
        ([*numbered("1. Call", "2. Buses", "3. Adjournment"), Line("Follow us", 4, links=(LINK,))], []),
    ],
)  # fmt: skip
def test_a_link_under_an_item_is_its_own_down_to_a_heading_and_to_the_last_item(lines: list[Line], of: list[str]):
    notes = [entry.text for entry in items_in(lines) if isinstance(entry, Narrative)]

    assert [note.partition(". ")[0] for note in notes if LINK in note] == of
