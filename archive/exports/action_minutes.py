"""Action minutes: who was there and what was decided, item by item. A page, a Word file and a PDF have the same lines.

Nothing is added to what is on record: what is not is a blank to fill in. The Word document begins as
``DATA_DIR/minutes.docx``, with its styles, if the owner has put one there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import time_format
from django.utils.translation import gettext
from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT

from archive.exports.addresses import permanent_url
from archive.exports.meeting.docx import packed
from archive.exports.phrases import full_date
from archive.exports.typeset.sheet import Sheet, heading, words
from archive.exports.typeset.sheet import as_pdf as sheet_as_pdf
from archive.exports.xml_text import for_xml
from archive.models import MEDIA_TYPES, Ballot, Decision, Meeting, current_site, shown
from archive.models.decided import Decided

TEMPLATE = "minutes.docx"
HEADINGS = {"title": 0, "item": 2, "heading": 2}
BLANK = "____________"
BLANKS = {"blank": BLANK}


class MinutesLine(NamedTuple):
    """One line of action minutes. Items and words are in the board's language, the others in the site's."""

    kind: str
    text: str


def lines_of(meeting: Meeting, decisions: Sequence[Decided], *, with_drafts: bool = False) -> Iterator[MinutesLine]:
    """Yield the lines of the minutes: each decision once, below its agenda item if it has one.

    ``with_drafts`` says that these are all decisions. Readers have the published ones, and are told no more.
    """
    none = gettext("No action is on record.") if with_drafts else gettext("No decision is published here.")
    of_item: dict[int | None, list[Decided]] = defaultdict(list)
    for decided in decisions:
        of_item[decided.statement.agenda_item_id].append(decided)
    yield from (MinutesLine("letterhead", line) for line in filter(str.strip, meeting.board.letterhead.splitlines()))
    yield MinutesLine("title", title_of(meeting))
    start = time_format(meeting.start) if meeting.start else ""
    facts = (meeting.get_kind_display(), full_date(meeting.date), start, meeting.place)
    yield MinutesLine("text", ", ".join(str(value) for value in facts if value))
    yield MinutesLine("text", gettext("Called to order at %(blank)s by %(blank)s.") % BLANKS)
    yield from _attendance(decisions)
    items = meeting.agenda_items.all()
    for item in items:
        yield MinutesLine("item", str(item))
        for decided in of_item[item.pk]:
            yield from _of(decided, item.title)
        if not of_item[item.pk]:
            yield MinutesLine("text", none)
    if others := [decided for decided in of_item[None] if not decided.is_attendance]:
        yield MinutesLine("heading", gettext("Other decisions") if items else gettext("Decisions"))
    for decided in others:
        yield from _of(decided)
    yield MinutesLine("heading", gettext("Adjournment and approval"))
    yield MinutesLine("text", gettext("Adjourned at %(blank)s.") % BLANKS)
    for label in (gettext("Signature"), gettext("Name and office"), gettext("Date"), gettext("Approved on")):
        yield MinutesLine("text", f"{label}: {2 * BLANK}")


def title_of(meeting: Meeting) -> str:
    """Return the title of the minutes."""
    return f"{gettext('Action minutes')}: {meeting}"


def _attendance(decisions: Sequence[Decided]) -> Iterator[MinutesLine]:
    """Yield who was there, unless that is below an agenda item."""
    attendance = [decided for decided in decisions if decided.is_attendance]
    loose = [decided for decided in attendance if decided.statement.agenda_item_id is None]
    if loose or not attendance:
        yield MinutesLine("heading", gettext("Attendance"))
    for decided in loose:
        yield from _of(decided)
    for choice in () if attendance else (Ballot.Choice.PRESENT, Ballot.Choice.ABSENT):
        yield MinutesLine("text", f"{choice.label}: {BLANK}")


def _of(decided: Decided, item: str = "") -> Iterator[MinutesLine]:
    """Yield what was decided. A first line that repeats the title of its agenda item is not there again."""
    decision, revision = decided.decision, decided.statement.published_revision
    kind = "" if decision.kind in {Decision.Kind.MOTION, Decision.Kind.ROLL_CALL} else str(decision.get_kind_display())
    document = decision.document.title if decision.document else ""
    if matter := ", ".join(filter(None, [kind, decision.file_number, document])):
        yield MinutesLine("text", matter)
    for said in (shown(revision.title), shown(revision.text)):
        first, _, rest = said.partition("\n")
        if words_left := (rest if first.strip() == item else said).strip():
            yield MinutesLine("words", words_left)
    if not decided.is_attendance:
        put = ((gettext("Moved by"), decision.moved_by), (gettext("Seconded by"), decision.seconded_by))
        yield MinutesLine("text", " ".join(f"{label} {name or BLANK}." for label, name in put))
    _, *roll = decided.lines
    result = decided.stated or f"{gettext('Result')}: {BLANK}"
    yield from (MinutesLine("text", line) for line in (result, *roll, *decided.notices))


def as_docx(lines: Sequence[MinutesLine], meeting: Meeting) -> bytes:
    """Return the minutes as a Word document."""
    own = Path(settings.DATA_DIR) / TEMPLATE
    document = Document(str(own) if own.is_file() else None)
    for kind, text in lines:
        if kind in HEADINGS:
            document.add_heading(for_xml(text), HEADINGS[kind])
        else:
            paragraph = document.add_paragraph(for_xml(text))
            if kind == "letterhead":
                paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    return packed(document, title_of(meeting), current_site().name)


def as_pdf(lines: Sequence[MinutesLine], meeting: Meeting) -> bytes:
    """Return the minutes as a PDF."""
    language = translation.get_language() or ""
    languages = {"words": meeting.board.language, "text": language}
    above = [text for kind, text in lines if kind == "letterhead"]
    blocks = [
        words(text, language=languages[kind]) if kind in languages else heading(text)
        for kind, text in lines[len(above) + 1 :]
    ]
    address = permanent_url(meeting.get_absolute_url()) if meeting.published_at else ""
    sheet = Sheet(title_of(meeting), language, blocks, address, author=current_site().name, letterhead=above)
    return sheet_as_pdf(sheet)


FORMS = {"docx": as_docx, "pdf": as_pdf}


def minutes_file(
    meeting: Meeting, decisions: Sequence[Decided], form: str, *, with_drafts: bool = False
) -> HttpResponse:
    """Return the minutes as a file, in one of FORMS."""
    content = FORMS[form](list(lines_of(meeting, decisions, with_drafts=with_drafts)), meeting)
    name = f'attachment; filename="minutes-{meeting.slug}.{form}"'
    return HttpResponse(content, content_type=MEDIA_TYPES[f".{form}"], headers={"Content-Disposition": name})
