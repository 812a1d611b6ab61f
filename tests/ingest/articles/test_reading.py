"""Articles in files: what is read from them, and what is refused with a message, however hostile."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.articles.paragraphs import Unreadable
from archive.ingest.articles.reading import read_article


def docx(body: str, **notes: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    space += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        for name, note in notes.items():
            packed.writestr(f"word/{name}.xml", f"<w:{name} {space}>{note}</w:{name}>")
    return written.getvalue()


def test_a_word_document_is_read() -> None:
    quote = '<w:p><w:pPr><w:pStyle w:val="IntenseQuote"/></w:pPr><w:r><w:t>We agree.</w:t></w:r></w:p>'
    assert read_article(docx(f"<w:p><w:r><w:t>One </w:t></w:r><w:r><w:t>line</w:t></w:r></w:p>{quote}")) == (
        "One line\n> We agree."
    )


def test_an_html_page_is_read() -> None:
    page = "<html><head><title>No</title></head><body><script>no()</script><p>A &amp; <b>b</b>\n c</p>"
    page += "<blockquote><p>We agree.</p></blockquote><p><q>Yes</q> she said</p></body></html>"
    assert read_article(page.encode()) == "A & b c\n> We agree.\n“Yes” she said"


@pytest.mark.parametrize(("encoding", "text"), [("utf-8-sig", "“é”"), ("utf-16", "“é”"), ("cp1252", "“é”")])
def test_text_in_any_usual_encoding_is_read(encoding: str, text: str) -> None:
    assert read_article(text.encode(encoding)) == text


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 old", b"x" * 5_000_001])
def test_a_file_that_is_not_an_article_is_refused_with_a_message(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_article(content)


def test_a_decompression_bomb_is_refused() -> None:
    with pytest.raises(Unreadable, match="takes too long to read"):
        read_article(docx(" " * 20_000_001))


def test_xml_entities_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Unreadable):
        read_article(written.getvalue())


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_each_text_of_a_document_is_read_once() -> None:
    box = f"<mc:AlternateContent><mc:Choice>{paragraph('Box')}</mc:Choice><mc:Fallback>{paragraph('Box')}</mc:Fallback>"
    body = f"<w:p><w:r><w:t>Outer</w:t>{box}</mc:AlternateContent></w:r></w:p>"
    assert read_article(docx(body)) == "Box\nOuter"
    moved = "<w:p><w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>No</w:t></w:r></w:p>"
    assert read_article(docx(moved + hidden + paragraph("Moved"))) == "Moved"


BOX = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Box</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "text", "why"),
    [
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r>", "Bold", "other properties hide nothing"),
        ('<w:r><w:rPr><w:vanish w:val="true"/></w:rPr><w:t>No</w:t></w:r>', "", "hidden"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Yes</w:t></w:r>', "Yes", "not hidden"),
        ('<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>Yes</w:t></w:r>', "Yes", "the same in a word"),
        ("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Yes</w:t></w:r>", "Yes", "only the paragraph's mark"),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>No</w:t></w:r><w:r><w:t>Yes</w:t></w:r>",
            "Yes",
            "only the run that says so",
        ),
        (
            "<w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>No</w:t></w:r></w:ins><w:r><w:t>Yes</w:t></w:r>",
            "Yes",
            "hidden in an added part",
        ),
        (
            f"<w:r>{BOX}<w:t>Yes</w:t></w:r>",
            "Box\nYes",
            "the mark of a paragraph in a box hides nothing around it",
        ),
        (
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Yes</w:t></w:r>",
            "Yes",
            "it was hidden before a tracked change",
        ),
        ("<w:del><w:r><w:t>No</w:t></w:r></w:del><w:ins><w:r><w:t>Yes</w:t></w:r></w:ins>", "Yes", "a tracked change"),
        ("<w:moveTo><w:r><w:t>Yes</w:t></w:r></w:moveTo>", "Yes", "where words were moved to"),
        (
            "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>",
            "one two three",
            "a tab and a break",
        ),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>", "well-known", "a hyphen that stays"),
        ('<w:pPr><w:pStyle w:val="Zitat"/></w:pPr><w:r><w:t>Yes</w:t></w:r>', "> Yes", "a style for quotations"),
        ('<w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Yes</w:t></w:r>', "Yes", "another style"),
        (
            '<w:pPr><w:pPrChange><w:pStyle w:val="Quote"/></w:pPrChange></w:pPr><w:r><w:t>Yes</w:t></w:r>',
            "Yes",
            "it had the style before a tracked change",
        ),
        ("<mc:Choice><w:r><w:t>Yes</w:t></w:r></mc:Choice>", "Yes", "a choice of one"),
        (
            "<mc:AlternateContent><mc:Fallback><w:r><w:t>Yes</w:t></w:r></mc:Fallback></mc:AlternateContent>",
            "Yes",
            "nothing but the fallback",
        ),
        (
            "<mc:AlternateContent><mc:Choice><w:del><mc:Choice><mc:Choice><w:r/></mc:Choice><w:r/></mc:Choice></w:del>"
            "<w:r><w:t>Yes</w:t></w:r></mc:Choice></mc:AlternateContent>",
            "Yes",
            "choices inside what was deleted in a choice",
        ),
        (
            "<w:del><mc:AlternateContent><mc:Choice><mc:Choice><w:r/></mc:Choice><w:r/></mc:Choice><w:r/>"
            "</mc:AlternateContent></w:del><w:r><w:t>Yes</w:t></w:r>",
            "Yes",
            "choices inside choices that were deleted",
        ),
        ('<other xmlns="urn:sample"><t>No</t></other>', "", "elements that are not Word's"),
    ],
)
def test_a_paragraph_of_a_document_reads_as_word_shows_it(body: str, text: str, why: str) -> None:
    assert read_article(docx(f"<w:p>{body}</w:p>")) == text, why


def test_text_around_two_forms_of_the_same_content_is_read() -> None:
    forms = f"<mc:Choice>{paragraph('One')}</mc:Choice><mc:Choice>{paragraph('Two')}</mc:Choice>"
    forms += f"<mc:Fallback>{paragraph('Three')}</mc:Fallback>"
    body = f"{paragraph('Before')}<mc:AlternateContent>{forms}</mc:AlternateContent>{paragraph('After')}"
    assert read_article(docx(body)) == "Before\nOne\nAfter"


def test_footnotes_endnotes_and_rows_of_a_document_are_read() -> None:
    row = f"<w:tbl><w:tr><w:tc>{paragraph('“Q”')}</w:tc><w:tc>{paragraph('Driver')}</w:tc></w:tr></w:tbl>"
    read = read_article(docx(row, footnotes=paragraph("A note"), endnotes=paragraph("An end")))
    assert read == "“Q” — Driver\nA note\nAn end"


@pytest.mark.parametrize(
    ("cells", "read", "why"),
    [
        (["We agree.", "Driver"], "We agree. — Driver", "a name"),
        (["Driver", "We agree.", "Yes"], "Driver — We agree. — Yes", "a name before two others"),
        (["We agree.", "x" * 60], f"We agree. — {'x' * 60}", "as long as a name may be"),
        (["We agree.", "x" * 61], f"We agree.\n{'x' * 61}", "longer than a name"),
        (["We agree.", "They left!"], "We agree.\nThey left!", "two sentences"),
        (["We agree. So", "Version 3.5"], "We agree. So — Version 3.5", "a full stop inside a number"),
        (["Driver"], "Driver", "one cell"),
        (["x" * 1994, "Driver"], f"{'x' * 1994} — Driver", "as long as a row may be"),
        (["x" * 1995, "Driver"], f"{'x' * 1995}\nDriver", "longer"),
        (["<p>We agree.<p>So be it.", "Driver"], "We agree.\nSo be it.\nDriver", "two paragraphs in a cell"),
        (["<blockquote>We agree</blockquote>", "They left."], "> We agree\nThey left.", "a block quotation is no name"),
    ],
)
def test_the_cells_of_a_row_are_one_paragraph_if_one_may_be_a_name(cells: list[str], read: str, why: str) -> None:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    assert read_article(f"<table><tr>{row}</tr></table>".encode()) == read, why


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<w:p>" * 8000 + "<w:r><w:t>x</w:t></w:r>" + "</w:p>" * 8000,
        "<w:p/>" * 500_001,
        f"<w:p {' '.join(f'xmlns:a{number}=%s' % chr(34) + 'u' + chr(34) for number in range(5001))}/>",
    ],
)
def test_a_document_with_too_many_levels_or_parts_is_refused(body: str) -> None:
    with pytest.raises(Unreadable, match="takes too long to read"):
        read_article(docx(body))


NAMES = st.sampled_from(
    ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:del", "mc:AlternateContent", "mc:Choice", "mc:Fallback"]
)
TREES = st.recursive(
    st.just("<w:t>word</w:t>"),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", NAMES, st.lists(inner, max_size=4)
    ),
    max_leaves=30,
)


@given(TREES)
def test_no_structure_of_a_document_multiplies_its_text(body: str) -> None:
    assert read_article(docx(body)).count("word") <= body.count("word")


PIECES = "<p>|</p>|<b>|word |<td>|<tr>|<table>|</table>|<blockquote>|</blockquote>|<cite>|</cite>"
PIECES += '|<footer>|<br>|<q>|<!--|&|<|"'


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join))
def test_the_text_of_a_page_grows_no_faster_than_the_page(shape: str) -> None:
    lengths = []
    for times in (20, 40):
        try:
            lengths.append(len(read_article(f"<html>{shape * times}".encode())))
        except Unreadable:
            return
    assert lengths[1] <= 2 * lengths[0] + len(shape) + 10
    assert lengths[1] <= 4 * 40 * len(shape) + 10


@pytest.mark.parametrize("shape", ["<!--", "<textarea>", "<p><template>", "<div hidden>", "<script>"])
def test_a_page_with_a_mistake_that_may_hide_the_rest_is_refused(shape: str) -> None:
    with pytest.raises(Unreadable, match="We can’t read this page"):
        read_article(f"<html><p>One</p>{shape}<p>Two</p>".encode())


@pytest.mark.parametrize("page", ["<html>" + "<p>" * 150_001, "<html>" + "x" * 2_000_000])
def test_a_page_that_is_too_large_is_refused(page: str) -> None:
    with pytest.raises(Unreadable):
        read_article(page.encode())


def test_hidden_text_of_a_page_is_left_out() -> None:
    hidden = '<p hidden>No<p style="display: none">No</p><textarea>No</textarea>'
    hidden += "<select><option>No</select><footer>No</footer>"
    assert read_article(f"<!-- saved --><form><p>One{hidden}<br>two<br><br>Three</form>".encode()) == "One\ntwo\nThree"


def test_utf_16_without_a_byte_order_mark_is_read() -> None:
    assert read_article("“A word”".encode("utf-16-le") * 9) == "“A word”" * 9


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"{\\rtf1 text}", b"\x01\x02" * 9])
def test_other_kinds_of_files_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match="cannot read this type of file"):
        read_article(content)


def test_a_document_damaged_anywhere_is_refused_or_read() -> None:
    whole = docx(paragraph("One two three"))
    read = []
    for at in range(0, len(whole), 7):
        with contextlib.suppress(Unreadable):
            read.append(read_article(whole[:at] + b"\xff\xff" + whole[at + 2 :]))
    assert set(read) <= {"One two three"}
