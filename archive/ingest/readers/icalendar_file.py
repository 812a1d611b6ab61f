"""Calendars (iCalendar, RFC 5545) of meetings: each event is a meeting, and its description is the agenda."""

import re
from typing import Any

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting
from archive.ingest.refusals import Damaged, NotATranscript
from archive.ingest.text.agenda import items_in
from archive.ingest.text.decoding import decode
from archive.ingest.text.line import Line

START = re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE)
MOST_EVENTS = 2000


def read(data: bytes, encoding: str | None = None) -> ParsedMeeting:
    """Return the meetings of a calendar, the first with all in its ``meetings``.

    Raises Damaged if it is no calendar, and NotATranscript if it has no event with a day.
    """
    # Only a calendar needs it, and each file is read in a process of its own.
    from icalendar import Calendar

    decoded = decode(data, encoding)
    try:
        calendar = Calendar.from_ical(decoded.text)
    except ValueError as error:
        raise Damaged("The calendar is damaged. Export it again.") from error
    name = str(calendar.get("X-WR-CALNAME", "")).strip()
    events = [event for event in calendar.walk("VEVENT") if event.get("DTSTART")][:MOST_EVENTS]
    meetings = [_meeting(event, name, decoded.encoding) for event in events]
    if not meetings:
        raise NotATranscript("The calendar has no event with a day. Choose the calendar of the meetings.")
    return meetings[0].replace(meetings=tuple(meetings) if len(meetings) > 1 else (), problems=decoded.problems)


def _meeting(event: Any, calendar: str, encoding: str) -> ParsedMeeting:
    summary = _text(event, "SUMMARY")
    board, colon, title = summary.partition(": ")
    return ParsedMeeting(
        format="icalendar",
        entries=tuple(_entries(event, summary)),
        nature="agenda",
        title=title if colon else summary,
        board=board if colon else calendar,
        date=event["DTSTART"].dt.isoformat()[:10],
        encoding=encoding,
        line_unit="item",
    )


def _entries(event: Any, summary: str) -> tuple[Entry, ...]:
    lines = [Line(text, number) for number, text in enumerate(_text(event, "DESCRIPTION").splitlines(), start=1)]
    if entries := items_in(lines):
        return entries
    said = [_text(event, name) for name in ("LOCATION", "DESCRIPTION", "URL")]
    return Heading(summary or "Meeting"), Narrative("\n\n".join(filter(None, (summary, *said))) or "Meeting")


def _text(event: Any, name: str) -> str:
    return str(event.get(name, "")).strip()
