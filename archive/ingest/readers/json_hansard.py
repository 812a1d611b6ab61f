"""Hansard items as JSON: speakers, sections, motions and votes."""

import re
from collections.abc import Mapping
from typing import Any

from archive.ingest.parsed import Entry, Heading, ParsedMeeting, Turn, Vote
from archive.ingest.readers.records import as_text
from archive.ingest.text.printed_names import names_in
from archive.language.dates import first_date


def from_items(value: Mapping[str, Any]) -> ParsedMeeting:
    """Return the meeting of a list of Hansard items."""
    meta = value.get("meta")
    about = meta if isinstance(meta, dict) else {}
    items = [(number, item) for number, item in enumerate(value["hansard"], start=1) if isinstance(item, dict)]
    return ParsedMeeting(
        format="json_transcript",
        entries=tuple(entry for number, item in items if (entry := _entry(item, number))),
        date=first_date(str(about.get("date") or "")),
        line_unit="item",
        notes=tuple(f"{key}: {part}" for key, part in about.items() if part),
    )


def _entry(item: Mapping[str, Any], number: int) -> Entry | None:
    def text(field: str) -> str:
        return as_text(item.get(field))

    kind = item.get("type")
    if kind == "speaker" and text("spoken"):
        return Turn(text("spoken"), text("name"), line=number)
    if kind == "section" and text("name"):
        return Heading(text("name"), line=number)
    if kind == "motion":
        moved = ", ".join(
            f"{verb} by {text(field)}"
            for verb, field in (("Moved", "moved_by"), ("seconded", "seconded_by"))
            if text(field)
        )
        printed = "\n\n".join(part for part in (text("name"), moved, text("motion_text")) if part)
        outcome = text("outcome") or text("disposition") or text("result")
        return (
            Vote(text=printed, mover=text("moved_by"), seconder=text("seconded_by"), outcome=outcome, line=number)
            if printed
            else None
        )
    if kind == "vote":
        ayes, noes = (names_in(re.sub(r"\s{2,}", "\n", text(side))) for side in ("yeas", "nays"))
        return Vote(text("name"), ayes, noes, outcome=text("outcome"), line=number)
    return None
