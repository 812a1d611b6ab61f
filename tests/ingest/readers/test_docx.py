"""Word documents: names on their own lines, and hidden text."""

from archive.ingest import Heading, Narrative, read
from tests.ingest.documents import W, archive, docx, paragraph

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
        "Labels like “Name: text”",
        "Labels like “paragraphs in the style Normal, bold”",
    ]
