"""All words of a document are read to look for redacted ones: also where nobody speaks, and beside the text."""

import re
from contextlib import suppress

import pytest

from archive.ingest import Refused
from archive.ingest.whole_text import whole_text
from tests.ingest.documents import Drawn, archive, docx, paragraph, pdf
from tests.ingest.hostile import HOSTILE

SAID = "Zanthrope lives there"
RUNS = "<w:r><w:t>Zan</w:t></w:r><w:r><w:rPr/><w:t>thrope lives</w:t></w:r><w:r><w:tab/><w:t>there</w:t></w:r>"
MAIN = ("word/document.xml", paragraph("Agenda"))


@pytest.mark.parametrize(
    "document",
    [
        docx(paragraph("1. Roll call"), paragraph(SAID)),
        docx(f"<w:p>{RUNS}</w:p>"),
        docx(f'<w:p><w:del w:author="A"><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>'),
        archive([MAIN, ("word/header1.xml", f"<w:hdr>{paragraph(SAID)}</w:hdr>")]),
        archive([MAIN, ("word/comments.xml", f"<w:comment>{paragraph(SAID)}</w:comment>".encode("utf-16"))]),
        archive([MAIN, ("docProps/core.xml", f"<dc:creator>Ann</dc:creator><dc:title>{SAID}</dc:title>")]),
        archive([("xl/sharedStrings.xml", f"<sst><si><t>Ann</t></si><si><t>{SAID}</t></si></sst>")]),
        archive([("ppt/slides/slide1.xml", f"<a:p><a:r><a:t>{SAID}</a:t></a:r></a:p>")]),
        archive([("content.xml", "<text:p>Zanthrope<text:s/>lives<text:line-break/>there</text:p>")]),
        pdf([[(72, 720, "1. Roll call")], [(72, 720, SAID), (72, 30, "Page 2")]]),
        f"1. Roll call\n{SAID} é".encode("cp1252"),
        f"<p>1. Roll call é</p><p>Zan</b>th&shy;rope {SAID[10:]}".encode("cp1252"),
        archive([MAIN, ("word/document2.xml", f'<pic:cNvPr id="0" descr="{SAID}"/>')]),
        archive([MAIN, ("word/_rels/a.rels", '<Relationship Target="https://a.example/Zanthrope%20lives%20there"/>')]),
        archive([MAIN, ("word/a.html", f"<p>{SAID}</p>")]),
    ],
)
def test_words_are_found_wherever_they_stand_in_a_document(document: bytes) -> None:
    said = whole_text(document, "").text.replace("\N{SOFT HYPHEN}", "")
    assert re.search(r"\bZanthrope\s+lives\s+there\b", said)


ABOUT = ("docProps/app.xml", "<Template>Normal</Template><Application>A program</Application>")


@pytest.mark.parametrize(
    "document",
    [
        pdf([[]]),
        archive([("a.png", b"PNG")]),
        archive([("word/document.xml", "<w:p><w:drawing/></w:p>"), ABOUT, ("word/media/image1.png", b"PNG")]),
        archive([MAIN, ABOUT, ("word/media/image1.jpeg", b"JPEG")]),
        archive([MAIN, ("word/embeddings/minutes.docx", b"PK")]),
        archive([MAIN, ("word/vbaProject.bin", b"")]),
        b"PK\x03\x04",
        b"\x89PNG\r\n",
    ],
)
def test_a_document_that_may_have_other_words_cannot_be_read(document: bytes) -> None:
    with pytest.raises(Refused):
        whole_text(document, "")


def test_a_document_with_text_and_a_logo_is_read() -> None:
    logo = ("word/media/image1.png", b"PNG")
    assert "Roll call" in whole_text(archive([("word/document.xml", paragraph("1. Roll call " * 30)), logo]), "").text


LINES = [(72, 720 - 14 * line, "Ann asked and Bo answered") for line in range(20)]
SCAN = Drawn(picture=(0, 0, 612, 792))


@pytest.mark.parametrize(
    ("pages", "unread"),
    [
        ([LINES, []], ""),
        ([LINES, [(72, 720, "Page 2 is intentionally left blank")]], ""),
        ([LINES, [SCAN]], "Page 2 has no text"),
        ([LINES, LINES, [SCAN], [SCAN]], "Pages 3 and 4 have no text"),
        ([LINES, *[[SCAN]] * 30], "18, 19, 20, 21 and others have no text"),
        ([LINES, [(72, 20, "Packet of 5 March, page 2"), SCAN]], "Page 2 has no text, or little"),
        ([LINES, [(72, 20, "Page 2"), *[Drawn(picture=(0, 0, 1, 1))] * 1001, SCAN]], "Page 2 has no text, or little"),
        ([LINES, [*LINES, SCAN]], ""),
        ([LINES, [(72, 720, "Page 2"), Drawn(picture=(72, 700, 100, 40))]], ""),
        ([LINES, [Drawn(path="100 100 m 500 500 l S")]], "Page 2 has no text"),
    ],
)
def test_pages_that_may_be_pictures_of_text_are_named(pages, unread: str) -> None:
    said = whole_text(pdf(pages), "")
    assert said.text.startswith("Ann asked and Bo answered")
    assert said.unread.startswith(unread) if unread.startswith("P") else unread in said.unread
    assert bool(said.unread) == bool(unread)


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.name)
def test_a_hostile_file_is_read_or_refused(file) -> None:
    with suppress(Refused):
        assert whole_text(file.make(), "").text.strip()
