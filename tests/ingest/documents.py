"""Small Word documents and PDFs for tests, written part by part."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a Word document."""
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{about}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: Iterable[Sequence[str]]) -> str:
    """Return a table of a Word document; a line break in a cell begins a paragraph."""
    cells = ("".join(f"<w:tc>{''.join(map(paragraph, cell.split(chr(10))))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(*blocks: str, names: Iterable[str] = (), main: str = "word/document.xml") -> bytes:
    """Return a Word document of the blocks, with further parts of the names given."""
    body = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>'
    return archive([("[Content_Types].xml", CONTENT_TYPES), (main, body), *((name, "<x/>") for name in names)])


def archive(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return a ZIP archive of named parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts:
            packed.writestr(name, data)
    return file.getvalue()


Placed = tuple[float, float, str]  # from the left, from the bottom, in points; the words


class Drawn(NamedTuple):
    """What a page of a PDF shows besides lines: a grey picture (left, bottom, width, height), or a path."""

    picture: tuple[float, float, float, float] = (0, 0, 0, 0)
    path: str = ""

    @property
    def shown(self) -> str:
        """The operators that draw it."""
        left, bottom, width, height = self.picture
        image = f"q {width} 0 0 {height} {left} {bottom} cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
        return self.path or image


def pdf(
    pages: Iterable[Iterable[Placed | Drawn | tuple[float, float, str, float]]],
    links: Iterable[tuple[float, float, float, float, str]] = (),
) -> bytes:
    """Return a PDF whose pages have lines at the given places, in Helvetica of 12 points or the given size.

    Places of each page, from the left, the bottom, to the right and the top, link to addresses.
    """
    annotations = " ".join(
        f"<< /Type /Annot /Subtype /Link /Rect [{left} {bottom} {right} {top}] /A << /S /URI /URI ({url}) >> >>"
        for left, bottom, right, top, url in links
    )
    contents = []
    for page in pages:
        shown = []
        for piece in page:
            if isinstance(piece, Drawn):
                shown.append(piece.shown)
                continue
            left, bottom, text, *size = piece
            words = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            shown.append(f"BT /F1 {size[0] if size else 12} Tf {left} {bottom} Td ({words}) Tj ET")
        contents.append("\n".join(shown).encode("cp1252"))
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R "
            f"/Annots [{annotations}] /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _with_index(objects)


def _with_index(objects: Sequence[bytes]) -> bytes:
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return file.getvalue()


def council_docx() -> bytes:
    """Return a council's transcript in Word: headings, tracked changes, a table of votes, and words in a table."""
    return docx(
        paragraph("SAMPLE CITY COUNCIL", "Title"),
        paragraph("Wednesday, March 25, 2015"),
        paragraph(""),
        paragraph("Roll call", "Heading1"),
        paragraph("Clerk: Mayor Sample, Councillors One, Two and Three."),
        "<w:p><w:r><w:t>Mayor Sample: We have </w:t></w:r>"
        '<w:ins w:id="1" w:author="x"><w:r><w:t>two </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>three </w:delText></w:r></w:del>'
        "<w:r><w:t>items</w:t><w:tab/><w:t>and 1</w:t><w:noBreakHyphen/><w:t>2 guests.</w:t></w:r></w:p>",
        paragraph("They are welcome."),
        paragraph("REPORT OF THE"),
        paragraph("SAMPLE COMMITTEE"),
        table([("Speaker", "Words"), ("Councillor One", "I move it.\nWith thanks."), ("Councillor Two", "Second.")]),
        paragraph("Mayor Sample: A recorded vote, then."),
        table([("By-law", "Outcome"), ("43/2015", "PASSED")]),
        table(
            [
                ("SUBJECT", "YEAS", "NAYS", "DISPOSITION"),
                ("Item 5", "Mayor Sample\nCouncillor One", "Councillor Two", "CARRIED"),
            ]
        ),
        paragraph("Mayor Sample: Carried."),
    )


def committee_pdf() -> bytes:
    """Return a committee's transcript in PDF: page headers, numbers, hyphens, a footnote, paragraphs set in."""

    def page(number: int, *lines: Placed | tuple[float, float, str, float]) -> list:
        return [(72, 740, "SAMPLE COMMITTEE"), (72, 726, f"January 29, 2013   {number} of 4"), *lines]

    return pdf(
        [
            page(
                1,
                (90, 690, "CHAIRMAN SAMPLE. Good afternoon, everybody. This is the"),
                (72, 676, "annual meeting, so let me be the first to wel-"),
                (72, 662, "come all 12 of you. The first item is the"),
                (90, 648, "election of officers, and a new paragraph."),
                (90, 634, "MR. OTHER."),
                (168, 638, "7", 7),
                (176, 634, " Thank you. Growth was"),
                (72, 620, "7 percent of what we wel-"),
                (72, 80, "7 Materials of Mr. Other are appended.", 9),
            ),
            page(
                2,
                (72, 690, "come, and more."),
                (90, 676, "CHAIRMAN SAMPLE. Any questions? [No response] We welcome"),
                (72, 662, "2013 with 4"),
                (72, 648, "members."),
            ),
            page(3, (90, 690, "SPEAKER(?). So moved.")),
            page(4, (90, 690, "MR. OTHER. Second."), (250, 640, "END OF MEETING")),
        ]
    )
