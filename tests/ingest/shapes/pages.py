"""Word documents, PDFs and web pages as tools and publishers make them."""

from collections.abc import Callable, Sequence
from html import escape
from xml.sax.saxutils import escape as xml_escape

from tests.ingest import documents
from tests.ingest.shapes.clocks import hms, ms
from tests.ingest.shapes.said import Said

MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/debates">Debates</a></li></ul></nav>'
FOOT = "<footer><p>© Parliament of Samples. Contact us: info@example.org</p></footer>"


def _page(title: str, body: str) -> str:
    head = (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        "<style>p { margin: 0 }</style><script>var label = 'Robin: hello';</script></head>"
    )
    return f"{head}<body>{MENU}<main><h1>{title}</h1>{body}</main>{FOOT}</body></html>"


def _paragraphs(said: Said) -> list[str]:
    return [" ".join(paragraph) for paragraph in said.paragraphs]


def headings_html(turns: Sequence[Said]) -> str:
    """A page with the name as a heading above each speech."""
    return _page(
        "Debate of 2 July 2026",
        "\n".join(
            f"<h3 class='speaker'>{escape(said.name)}</h3>" + "".join(f"<p>{escape(p)}</p>" for p in _paragraphs(said))
            for said in turns
        ),
    )


def bold_html(turns: Sequence[Said]) -> str:
    """A page with names in bold and a colon at the beginning of paragraphs."""
    return _page(
        "Committee on Samples",
        "\n".join(
            f"<p><strong>{escape(said.name)}:</strong> {escape(_paragraphs(said)[0])}</p>"
            + "".join(f"<p>{escape(p)}</p>" for p in _paragraphs(said)[1:])
            for said in turns
        ),
    )


def bold_plain_html(turns: Sequence[Said]) -> str:
    """A page with names in bold, without a colon."""
    return _page(
        "Committee on Samples",
        "\n".join(
            f"<p><b>{escape(said.name)}</b> {escape(_paragraphs(said)[0])}</p>"
            + "".join(f"<p>{escape(p)}</p>" for p in _paragraphs(said)[1:])
            for said in turns
        ),
    )


def leads_html(form: str) -> Callable[[Sequence[Said]], str]:
    """Return what writes a page whose names stand in this form before the words: ``<u>{}</u>``."""

    def render(turns: Sequence[Said]) -> str:
        return _page(
            "Council meeting",
            "\n".join(f"<p>{form.format(escape(said.name))} {escape(said.text)}</p>" for said in turns),
        )

    return render


def below_html(turns: Sequence[Said]) -> str:
    """A page of quotations, each with the name below it."""
    return _page(
        "What people said",
        "\n".join(
            f"<blockquote><p>{escape(said.text)}</p><cite>{escape(said.name)}</cite></blockquote>" for said in turns
        ),
    )


def cited_html(turns: Sequence[Said]) -> str:
    """A page of quotations, each with the name above it."""
    return _page(
        "What people said",
        "\n".join(
            f"<blockquote><cite>{escape(said.name)}</cite><p>{escape(said.text)}</p></blockquote>" for said in turns
        ),
    )


def attributed_html(turns: Sequence[Said]) -> str:
    """A page that names the speakers in attributes only, as players of recordings do."""
    return _page(
        "Board meeting",
        "\n".join(
            f'<div class="turn" data-speaker="{escape(said.name)}" data-start="{said.start}">'
            + "".join(f"<p>{escape(p)}</p>" for p in _paragraphs(said))
            + "</div>"
            for said in turns
        ),
    )


def definitions_html(turns: Sequence[Said]) -> str:
    """A page with a list of definitions: who, and what they said."""
    return _page(
        "Council meeting",
        "<dl>"
        + "\n".join(
            f"<dt>{escape(said.name)}</dt>" + "".join(f"<dd>{escape(p)}</dd>" for p in _paragraphs(said))
            for said in turns
        )
        + "</dl>",
    )


def table_html(turns: Sequence[Said]) -> str:
    """A page with a table: time, who, what."""
    rows = "\n".join(
        f"<tr><td>{hms(said.start)}</td><td>{escape(said.name)}</td><td>{escape(said.text)}</td></tr>" for said in turns
    )
    return _page(
        "Council meeting",
        f"<table><thead><tr><th>Time</th><th>Speaker</th><th>Text</th></tr></thead><tbody>{rows}</tbody></table>",
    )


def hansard_html(turns: Sequence[Said]) -> str:
    """The page of a Hansard: blocks with a class for the member's name and for the words."""
    return _page(
        "House of Samples, Thursday 2 July 2026",
        "\n".join(
            "<div class='debate-item'><div class='primary-text'><a class='attributed-to-details' href='/m/1'>"
            f"<span>{escape(said.name)}</span></a></div><div class='content'>"
            + "".join(f"<p class='hs_Para'>{escape(p)}</p>" for p in _paragraphs(said))
            + "</div></div>"
            for said in turns
        ),
    )


def colon_html(turns: Sequence[Said]) -> str:
    """A page whose paragraphs are plain text with names before a colon, or lines with <br>."""
    return _page(
        "Transcript",
        "<div>" + "<br><br>\n".join(f"{escape(said.name)}: {escape(said.text)}" for said in turns) + "</div>",
    )


def w3c_html(turns: Sequence[Said]) -> str:
    """Minutes of a working group: <cite> for who speaks."""
    return _page(
        "Meeting minutes",
        "\n".join(f"<p class='phone'><cite>{escape(said.name)}:</cite> {escape(said.text)}</p>" for said in turns),
    )


def _runs(*runs: tuple[str, bool]) -> str:
    inner = "".join(
        f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{xml_escape(text)}</w:t></w:r>'
        for text, bold in runs
    )
    return f"<w:p>{inner}</w:p>"


def otter_docx(turns: Sequence[Said]) -> bytes:
    """Otter's Word document: name and time above the words."""
    blocks = [documents.paragraph("SUMMARY KEYWORDS"), documents.paragraph("school, budget, bridge, library")]
    for said in turns:
        blocks += [_runs((said.name, True), (f"  {ms(said.start)}", False)), documents.paragraph(said.text)]
    return documents.docx(*blocks)


def teams_docx(turns: Sequence[Said]) -> bytes:
    """The Word document of Teams: name, spaces and time, a line break, the words."""
    blocks = []
    for said in turns:
        label = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{xml_escape(said.name)}</w:t></w:r>'
        rest = f'<w:r><w:t xml:space="preserve">   {ms(said.start)}</w:t></w:r><w:r><w:br/></w:r>'
        words = f'<w:r><w:t xml:space="preserve">{xml_escape(said.text)}</w:t></w:r>'
        blocks.append(f"<w:p>{label}{rest}{words}</w:p>")
    return documents.docx(documents.paragraph("Board meeting-20260702_140012-Meeting Recording"), *blocks)


def rev_docx(turns: Sequence[Said]) -> bytes:
    """Rev's Word document: name and time in brackets above the words."""
    blocks = []
    for said in turns:
        blocks.append(documents.paragraph(f"{said.name} ({hms(said.start)[3:]}):"))
        blocks += [documents.paragraph(text) for text in _paragraphs(said)]
    return documents.docx(*blocks)


def meet_docx(turns: Sequence[Said]) -> bytes:
    """The document of Google Meet: times as headings, names in bold with a colon."""
    blocks = [documents.paragraph("Board meeting – Transcript", "Heading1")]
    for n, said in enumerate(turns):
        if n % 12 == 0:
            blocks.append(documents.paragraph(hms(said.start), "Heading3"))
        blocks.append(_runs((f"{said.name}: ", True), (said.text, False)))
    return documents.docx(*blocks)


def styled_docx(turns: Sequence[Said]) -> bytes:
    """A parliament's document: the name in a paragraph with its own style."""
    blocks = []
    for said in turns:
        blocks.append(documents.paragraph(said.name, "Speaker"))
        blocks += [documents.paragraph(text, "BodyText") for text in _paragraphs(said)]
    return documents.docx(*blocks)


def table_docx(turns: Sequence[Said]) -> bytes:
    """A table of two columns."""
    return documents.docx(documents.table([("Speaker", "Text"), *((said.name, said.text) for said in turns)]))


def kenya_narrow_pdf(turns: Sequence[Said]) -> bytes:
    """The same in short lines, of which many end within a label."""
    return kenya_pdf(turns, 60)


def kenya_pdf(turns: Sequence[Said], width: int = 88) -> bytes:
    """A Hansard whose paragraphs run on: labels begin in the middle of lines."""
    text = " ".join(f"{said.name}: {said.text}" for said in turns)
    lines, line = [], ""
    for word in text.replace("“", '"').split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    return documents.pdf(
        [(60, 720 - 15 * n, line) for n, line in enumerate(["July 2, 2026  PARLIAMENTARY DEBATES", *page])]
        for page in pages
    )


def hansard_pdf(turns: Sequence[Said]) -> bytes:
    """A Hansard with an indented first line for each speech."""
    lines: list[tuple[int, str]] = []
    for said in turns:
        for n, paragraph in enumerate(_paragraphs(said)):
            words = (f"{said.name}: {paragraph}" if n == 0 else paragraph).split()
            line, left = "", 96
            for word in words:
                if len(line) + len(word) > 82:
                    lines.append((left, line))
                    line, left = "", 60
                line = f"{line} {word}".strip()
            lines.append((left, line))
    pages = [lines[at : at + 42] for at in range(0, len(lines), 42)]
    return documents.pdf([(left, 720 - 15 * n, text) for n, (left, text) in enumerate(page)] for page in pages)


def tei(turns: Sequence[Said]) -> str:
    """TEI with speeches."""
    speeches = "".join(f"<sp><speaker>{escape(said.name)}</speaker><p>{escape(said.text)}</p></sp>" for said in turns)
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>{speeches}</div></body></text></TEI>'


def places_html(turns: Sequence[Said]) -> str:
    """The name, the place and the party, and the words, each in a block."""
    names = '<div class="primary-text">{}</div><div class="secondary-text">(Lake North) (ABC)</div>'
    block = f'<div>{names}<p class="said">{{}}</p></div>'
    return _page("Debate", "".join(block.format(escape(said.name), escape(said.text)) for said in turns))
