"""Action minutes: who was there and what was decided, item by item. A page, a Word file and a PDF have the same words.

Nothing is added to what the decisions state. The Word document begins as ``DATA_DIR/minutes.docx``, with its letterhead
and its styles, if the owner has put one there.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from docx import Document

from archive.exports.typeset.sheet import Sheet, fact, heading, words
from archive.exports.typeset.sheet import as_pdf as sheet_as_pdf
from archive.models import Meeting, shown
from archive.text.addresses import permanent_url
from archive.text.decided import Decided
from archive.text.phrases import full_date
from archive.text.xml_text import for_xml

TEMPLATE = "minutes.docx"
HEADINGS = {"title": 0, "item": 2, "heading": 2}


class MinutesLine(NamedTuple):
    """One line of action minutes. Items and words are in the board's language, headings in the site's."""

    kind: str
    text: str


def lines_of(meeting: Meeting, decisions: Sequence[Decided]) -> Iterator[MinutesLine]:
    """Yield the lines of the minutes: attendance first, then each item with what was decided on it."""
    yield MinutesLine("title", meeting.board.name)
    kind = str(meeting.get_kind_display())
    yield MinutesLine("text", ", ".join(filter(None, [kind, full_date(meeting.date), meeting.place])))
    attendance = [decided for decided in decisions if decided.is_attendance]
    for decided in attendance:
        yield MinutesLine("heading", str(decided.decision.get_kind_display()))
        yield from _of(decided)
    others = [decided for decided in decisions if not decided.is_attendance]
    for item in meeting.agenda_items.all():
        yield MinutesLine("item", str(item))
        for decided in others:
            if decided.statement.agenda_item_id == item.pk:
                yield from _of(decided)
    for decided in others:
        if decided.statement.agenda_item_id is None:
            yield from _of(decided)


def _of(decided: Decided) -> Iterator[MinutesLine]:
    yield MinutesLine("words", shown(decided.statement.text))
    decision = decided.decision
    for label, name in ((gettext("Moved by"), decision.moved_by), (gettext("Seconded by"), decision.seconded_by)):
        if name:
            yield MinutesLine("text", f"{label} {name}.")
    yield from (MinutesLine("text", line) for line in (*decided.lines, *decided.notices))


def as_docx(lines: Sequence[MinutesLine], _meeting: Meeting) -> bytes:
    """Return the minutes as a Word document."""
    own = Path(settings.DATA_DIR) / TEMPLATE
    document = Document(str(own) if own.is_file() else None)
    for kind, text in lines:
        if kind in HEADINGS:
            document.add_heading(for_xml(text), HEADINGS[kind])
        else:
            document.add_paragraph(for_xml(text))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_pdf(lines: Sequence[MinutesLine], meeting: Meeting) -> bytes:
    """Return the minutes as a PDF."""
    kinds = {
        "item": heading,
        "heading": heading,
        "text": fact,
        "words": lambda text: words(text, language=meeting.board.language),
    }
    title, *rest = lines
    blocks = [kinds[kind](text) for kind, text in rest]
    address = permanent_url(meeting.get_absolute_url()) if meeting.published_at else ""
    return sheet_as_pdf(Sheet(title.text, translation.get_language() or "", blocks, address))


FORMS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "pdf": ("application/pdf", as_pdf),
}


def minutes_file(meeting: Meeting, decisions: Sequence[Decided], form: str) -> HttpResponse:
    """Return the minutes as a file, in one of FORMS."""
    media_type, written = FORMS[form]
    content = written(list(lines_of(meeting, decisions)), meeting)
    name = f'attachment; filename="minutes-{meeting.slug}.{form}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": name})
