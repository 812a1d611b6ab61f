"""Meetings as a calendar (iCalendar, RFC 5545), for people to subscribe to."""

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from archive.exports.addresses import permanent_url
from archive.models import Meeting, current_site

MEDIA_TYPE = "text/calendar; charset=utf-8"
STATUSES = {Meeting.Status.CANCELLED: "CANCELLED", Meeting.Status.SCHEDULED: "TENTATIVE"}
# Calendars need an end, but a meeting's end is not known.
USUAL_LENGTH = datetime.timedelta(hours=2)


def calendar(name: str, meetings: Iterable[Meeting]) -> bytes:
    """Return the meetings whose day is known. Those without a time fill the day."""
    made = Calendar()
    made.add("prodid", f"-//{current_site().name}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for meeting in meetings:
        if meeting.date.day:
            made.add_component(_event(meeting))
    return made.to_ical()


def _event(meeting: Meeting) -> Event:
    address = permanent_url(f"/meetings/{meeting.pk}/")
    event = Event()
    event.add("uid", address)
    event.add("dtstamp", meeting.published_at)
    event.add("summary", f"{meeting.board.name}: {meeting.title or meeting.get_kind_display()}")
    event.add("url", address)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("status", STATUSES.get(meeting.status, "CONFIRMED"))
    day = meeting.date.first
    if meeting.start is None:
        event.add("dtstart", day)
        return event
    start = datetime.datetime.combine(day, meeting.start, ZoneInfo(meeting.board.timezone))
    event.add("dtstart", start)
    event.add("dtend", start + USUAL_LENGTH)
    return event
