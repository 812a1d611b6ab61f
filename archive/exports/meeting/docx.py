"""A meeting as a Word document (Office Open XML), for people: a title, headings, and paragraphs with bold names."""

import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument

from archive.exports.meeting.turns import ExportedTurn
from archive.exports.xml_text import for_xml
from archive.models import Meeting


def docx(meeting: Meeting, turns: list[ExportedTurn], address: str) -> bytes:
    """Return the document; ``address`` is the URL of the meeting's page."""
    document = Document()
    document.add_heading(for_xml(meeting.board.name), level=0)
    document.add_paragraph(f"{meeting.date}\n{address}")
    for turn in turns:
        if turn.starts_item:
            document.add_heading(for_xml(str(turn.statement.agenda_item)), level=1)
        paragraph = document.add_paragraph()
        if turn.speaker:
            paragraph.add_run(f"{for_xml(turn.label)}: ").bold = True
        paragraph.add_run(for_xml(turn.text))
    return packed(document, str(meeting))


def packed(document: WordDocument, title: str, author: str = "") -> bytes:
    """Return the document as a file, with the earliest possible dates: the same record gives the same bytes."""
    document.core_properties.title, document.core_properties.author = for_xml(title)[:255], for_xml(author)[:255]
    file, undated = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in made.infolist():
            kept.writestr(zipfile.ZipInfo(part.filename), made.read(part), zipfile.ZIP_DEFLATED)
    return undated.getvalue()
