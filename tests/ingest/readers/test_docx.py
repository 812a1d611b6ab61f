"""Word documents: names on their own lines, and hidden text."""

import pytest

from archive.ingest import Damaged, Heading, Narrative, NotATranscript, limits, read
from tests.ingest.documents import W, archive, docx, paragraph, table

TALK = [
    paragraph("SESSIÓ NÚM. 1", "Cover"),
    paragraph("El president (Jo Sample i Other)", "Speaker"),
    paragraph("Bon dia a tothom, i moltes gràcies per la seva presència en aquesta sessió.", "Body"),
    paragraph("Constitució de la Mesa", "Title2"),
    paragraph("Jo crec que podem començar, senyores i senyors diputats.", "Body"),
    paragraph("(Els diputats voten.)", "Note"),
    paragraph("Kim Example", "Speaker"),
    paragraph("Gràcies, president. Jo no hi estic d’acord, i els ho vull dir.", "Body"),
    paragraph("El president", "Speaker"),
    paragraph("Molt bé. Moltes gràcies.", "Body"),
    paragraph("Kim Example", "Speaker"),
    paragraph("Gràcies.", "Body"),
    paragraph("El president", "Speaker"),
    paragraph("S’aixeca la sessió, i gràcies a tots.", "Body"),
]


def test_a_name_on_its_own_line_in_its_own_style_is_a_speaker():
    meeting = read(docx(*TALK), "session.docx")

    assert [turn.label for turn in meeting.turns] == [
        "El president (Jo Sample i Other)",
        "El president (Jo Sample i Other)",
        "Kim Example",
        "El president",
        "Kim Example",
        "El president",
    ]
    assert meeting.turns[1].text.startswith("Jo crec")
    assert "Constitució de la Mesa" in [entry.text for entry in meeting.entries if isinstance(entry, Heading)]
    assert "(Els diputats voten.)" in [entry.text for entry in meeting.entries if isinstance(entry, Narrative)]


def test_bold_names_without_a_style_are_speakers():
    def bold(text: str) -> str:
        return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"

    said = [("Jo Sample", "I thank you all."), ("Kim Example", "So do I, and I mean it.")] * 3
    blocks = [block for who, what in said for block in (bold(who), paragraph(what))]

    assert [(turn.label, turn.text) for turn in read(docx(*blocks), "bold.docx").turns] == said


def _with_styles(*blocks: str, styles: str) -> bytes:
    body = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>'
    sheet = f'<?xml version="1.0"?><w:styles xmlns:w="{W}">{styles}</w:styles>'
    return archive([("word/document.xml", body), ("word/styles.xml", sheet)])


def test_hidden_text_is_not_speech():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET </w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>and so are you.</w:t></w:r>'
    said = f"<w:p><w:r><w:t>Mayor Sample: I am here </w:t></w:r>{hidden}{shown}</w:p>"
    by_style = '<w:p><w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>UNSEEN</w:t></w:r></w:p>'
    styles = '<w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Plain"/>'

    meeting = read(_with_styles(said, by_style, paragraph("UNREAD", "Ghost"), said, styles=styles), "hidden.docx")

    assert {turn.text for turn in meeting.turns} == {"I am here and so are you."}


def led(who: str, what: str) -> str:
    """Return a paragraph that begins in bold."""
    bold = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{who} </w:t></w:r>'
    return f"<w:p>{bold}<w:r><w:t>{what}</w:t></w:r></w:p>"


def test_names_in_bold_before_the_words_are_speakers_without_a_colon():
    said = [("Jo Sample", "I thank you all."), ("Kim Example (Sample East)", "So do I, and I mean it.")] * 4

    assert [(turn.label, turn.text) for turn in read(docx(*(led(*turn) for turn in said)), "b.docx").turns] == said


def test_names_in_bold_with_a_colon_are_not_mistaken_for_a_list():
    said = [("Chair Sample:", "I thank you all for coming."), ("Jo Other:", "So do I, and I mean it.")] * 4
    blocks = [led("Jo Other", "Trustee"), led("Kim Example", "Trustee"), *(led(*turn) for turn in said)]

    assert [f"{turn.label}:" for turn in read(docx(*blocks), "b.docx").turns] == [who for who, _ in said]


def test_bold_names_that_move_and_report_are_minutes_and_not_speech():
    told = [
        ("Mayor Sample", "called the meeting to order at 7:00 p.m. in the council chambers of the town hall."),
        ("Councillor First", "moved that the minutes be adopted as published. The motion carried unanimously."),
        ("Councillor Second", "reported that the tender for the road was awarded to the lowest bidder of the three."),
    ] * 6

    meeting = read(docx(*(led(*line) for line in told)), "minutes.docx")

    assert (meeting.nature, meeting.turns) == ("minutes", ())


def test_the_ways_to_read_a_document_name_the_style_of_its_labels():
    def bold(text: str) -> str:
        return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"

    blocks = [
        block
        for number, who in enumerate(("Jo Sample", "Kim Example") * 6)
        for block in (bold(who), paragraph("Roads" if number % 2 else "Mayor Other: I thank you, and we go on."))
    ]

    meeting = read(docx(*blocks), "bold.docx")

    assert sorted(reading.title for reading in meeting.readings) == [
        "Labels like “Name on a line of its own, in the style Normal, bold”",
        "Labels like “Name: text”",
    ]


MAYOR = paragraph("Mayor Sample: I thank you all.")


def run(text: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def entries_of(*blocks: str) -> list[tuple[str, int | None]]:
    """Return the texts and places of what stands between two turns of a document."""
    entries = read(docx(MAYOR, *blocks, paragraph("Mayor Sample: So we go on.")), "a.docx").entries
    return [(entry.text, entry.line) for entry in entries if not isinstance(entry, Heading)][1:-1]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
        ("<w:r><w:t>one</w:t><w:noBreakHyphen/><w:t>two</w:t></w:r>", "one-two"),
        ('<w:ins w:id="1">' + run("one ") + "</w:ins>" + run("two"), "one two"),
        ('<w:del w:id="1">' + run("one ") + "</w:del>" + run("two"), "two"),
        ('<w:del w:id="1"><w:del w:id="2"/>' + run("one ") + "</w:del>" + run("two"), "two"),
        ('<w:moveFrom w:id="1">' + run("one ") + "</w:moveFrom>" + run("two"), "two"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>two</w:t></w:r>", "two"),
        (run("one ", "<w:vanish/>") + run("two"), "two"),
        (run("one ", "<w:webHidden/>") + run("two"), "two"),
        (run("one ", '<w:vanish w:val="1"/>') + run("two"), "two"),
        (run("one ", '<w:vanish w:val="off"/>') + run("two"), "one two"),
        (run("one ", '<w:vanish w:val="false"/>') + run("two"), "one two"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>one</w:t><w:tab/><w:br/></w:r>" + run("two"), "two"),
        ("<w:r><w:t/></w:r>" + run("two"), "two"),
        (run("one ") + '<w:pPr><w:pPrChange w:id="1"><w:pStyle w:val="Title"/></w:pPrChange></w:pPr>' + run("two"),
         "one two"),
    ],
)  # fmt: skip
def test_a_paragraph_has_the_words_that_are_shown_with_all_changes_accepted(inside: str, words: str):
    said = f"<w:p>{run('Mayor Sample: I see ')}{inside}{run('.')}</w:p>"

    assert [turn.text for turn in read(docx(said, MAYOR), "a.docx").turns] == [f"I see {words}.", "I thank you all."]


@pytest.mark.parametrize("end", ["br", "cr"])
def test_a_line_break_in_a_paragraph_begins_a_line(end: str):
    block = f"<w:p><w:r><w:t>Clerk Other: So do I.</w:t><w:{end}/><w:t>Mayor Sample: Yes.</w:t></w:r></w:p>"

    assert entries_of(block) == [("So do I.", 2), ("Yes.", 2)]


@pytest.mark.parametrize(
    ("blocks", "expected", "why"),
    [
        ([table([["One", "Two"], ["Three", "Four"]])], [("One | Two", 2), ("Three | Four", 3)], "rows"),
        ([paragraph(""), table([["One", "Two"]])], [("One | Two", 3)], "the place of a table after a paragraph"),
        ([f"<w:tbl>{paragraph('Outside')}<w:tr><w:tc>{paragraph('In')}</w:tc><w:tc>{paragraph('it')}</w:tc></w:tr></w:tbl>"],
         [("In | it", 2)], "a paragraph in a table outside its cells belongs to the text"),
        ([f"<w:tbl><w:tr><w:tc>{paragraph('One')}</w:tc><w:tc>{paragraph('Two')}{table([['a', 'b'], ['c', 'd']])}"
          f"{paragraph('Three')}</w:tc></w:tr></w:tbl>"],
         [("One | Two a b c d Three", 2)], "a table in a cell"),
        ([f"<w:tbl><w:tr><w:tc>{paragraph('One')}</w:tc><w:tc>{paragraph('Two')}<w:tbl><w:tc>{paragraph('Text')}</w:tc></w:tbl></w:tc></w:tr>"
          "</w:tbl>"],
         [("One | Two", 2)], "a cell outside a row, in a table in a cell"),
        (["<w:tr><w:tc/></w:tr>"], [], "a row outside a table"),
    ],
)  # fmt: skip
def test_the_rows_of_a_table_keep_their_cells_and_their_places(blocks: list[str], expected: list, why: str):
    assert entries_of(*blocks) == expected, why


@pytest.mark.parametrize(
    ("style", "text", "level"),
    [
        ("Heading1", "Roads", 1),
        ("Title", "Roads", 1),
        ("berschrift2", "Roads", 2),
        ("Titre1", "Roads", 1),
        ("Body", "Roads", 0),
        ("SubHeading1", "Roads", 0),
        ("Heading1", "The roads are open.", 0),
        ("Heading1", "The roads,", 0),
    ],
)
def test_a_heading_has_the_level_of_its_style_and_is_short_and_no_sentence(style: str, text: str, level: int):
    entries = read(docx(MAYOR, paragraph(text, style), MAYOR), "a.docx").entries

    assert [entry.level for entry in entries if isinstance(entry, Heading)] == ([level] if level else [])


def test_the_main_part_may_have_another_name():
    assert len(read(docx(MAYOR, main="word/document2.xml"), "a.docx").turns) == 1
    for name in ("word/other.xml", "xl/document.xml"):
        with pytest.raises(NotATranscript, match="not a Word document"):
            read(docx(MAYOR, main=name), "a.docx")


@pytest.mark.parametrize(
    "styles",
    [
        "<broken",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<w:styles><w:style/></w:styles>",
        f'<w:styles xmlns:w="{W}"><w:style><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Other"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>',
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="Body"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>',
    ],
)
def test_styles_that_hide_nothing_or_cannot_be_read_leave_the_words(styles: str):
    body = f'<w:document xmlns:w="{W}"><w:body>{MAYOR}{paragraph("And so.", "Body")}</w:body></w:document>'

    meeting = read(archive([("word/document.xml", body), ("word/styles.xml", styles)]), "a.docx")

    assert [turn.text for turn in meeting.turns] == ["I thank you all.\n\nAnd so."]


HIDES_BODY = f'<w:styles xmlns:w="{W}"><w:style w:styleId="Body"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'


def _shown(styles: str, *, locked: str = "") -> str:
    """Return the words of a turn and a paragraph in the style Body; the part named is locked with a password."""
    body = f'<w:document xmlns:w="{W}"><w:body>{MAYOR}{paragraph("And so.", "Body")}</w:body></w:document>'
    data = bytearray(archive([("word/document.xml", body), ("word/styles.xml", styles)]))
    if locked:
        name = locked.encode()
        data[data.index(name) - 30 + 6] |= 1  # the flags in the header before the part
        data[data.rindex(name) - 46 + 8] |= 1  # and in the list of parts at the end
    return read(bytes(data), "a.docx").turns[0].text


def test_styles_that_are_locked_hide_nothing():
    assert _shown(HIDES_BODY) == "I thank you all."
    assert _shown(HIDES_BODY, locked="word/styles.xml") == "I thank you all.\n\nAnd so."
    with pytest.raises(NotATranscript, match="locked with a password"):
        _shown(HIDES_BODY, locked="word/document.xml")


def test_styles_of_more_than_four_megabytes_hide_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MEGABYTE", 256)

    assert _shown(HIDES_BODY.ljust(4 * 256)) == "I thank you all."
    assert _shown(HIDES_BODY.ljust(4 * 256 + 1)) == "I thank you all.\n\nAnd so."


@pytest.mark.parametrize(
    ("body", "refusal", "says"),
    [
        ("<w:document", Damaged, "damaged or incomplete"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', NotATranscript, "XML entities"),
    ],
)
def test_a_main_part_that_cannot_be_read_is_refused(body: str, refusal: type[Exception], says: str):
    with pytest.raises(refusal, match=says):
        read(archive([("word/document.xml", body)]), "a.docx")
