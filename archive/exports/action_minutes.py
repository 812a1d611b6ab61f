"""Action minutes: who was there and what was decided, item by item, as lines, a Word document and a PDF.

Nothing is added to what the decisions state. The Word document begins as ``DATA_DIR/minutes.docx``, with its letterhead
and its styles, if the owner has put one there.
"""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from docx import Document

from archive.models import Meeting
from archive.text.decided import Decided
from archive.text.phrases import full_date

TEMPLATE = "minutes.docx"
HEADINGS = {"title": 0, "item": 2}
TYPST = """#let lines = json(bytes(sys.inputs.lines))
#set page(margin: 2.5cm, numbering: "1")
#set text(size: 11pt)
#for line in lines {
  if line.at(0) == "title" { heading(level: 1, line.at(1)) }
  else if line.at(0) == "item" { heading(level: 2, line.at(1)) }
  else { par(text(line.at(1))) }
}
"""


class MinutesLine(NamedTuple):
    """One line of action minutes: a title, the heading of an item, or text."""

    kind: str
    text: str


def lines_of(meeting: Meeting, decisions: Sequence[Decided]) -> Iterator[MinutesLine]:
    """Yield the lines of the minutes: attendance first, then each item with what was decided on it."""
    yield MinutesLine("title", meeting.board.name)
    kind = str(meeting.get_kind_display())
    yield MinutesLine("text", ", ".join(filter(None, [kind, full_date(meeting.date), meeting.place])))
    attendance = [decided for decided in decisions if decided.is_attendance]
    for decided in attendance:
        yield MinutesLine("item", str(decided.decision.get_kind_display()))
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
    yield MinutesLine("text", decided.statement.text)
    decision = decided.decision
    for label, name in (("Moved by", decision.mover_name), ("Seconded by", decision.seconder_name)):
        if name:
            yield MinutesLine("text", f"{label} {name}.")
    yield MinutesLine("text", decided.sentence)
    for choice, ballots in decided.by_choice:
        yield MinutesLine("text", f"{choice}: {', '.join(ballot.name for ballot in ballots)}.")


def as_docx(lines: Sequence[MinutesLine]) -> bytes:
    """Return the minutes as a Word document."""
    own = Path(settings.DATA_DIR) / TEMPLATE
    document = Document(str(own) if own.is_file() else None)
    for kind, text in lines:
        if kind in HEADINGS:
            document.add_heading(text, HEADINGS[kind])
        else:
            document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_pdf(lines: Sequence[MinutesLine]) -> bytes:
    """Return the minutes as a PDF. The texts are data, never markup."""
    import typst

    given = {"lines": json.dumps([list(line) for line in lines])}
    drawn: bytes = typst.compile(TYPST.encode(), ignore_system_fonts=True, sys_inputs=given, format="pdf")
    return drawn
