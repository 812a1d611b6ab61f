"""The date of a meeting, as its file prints it."""

import re
from collections.abc import Sequence
from itertools import takewhile

from archive.dates import Day, dates_in, days_in_name, first_date
from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Problem, Turn

OPENING_ENTRIES, OPENING_CHARACTERS = 12, 500
SPOKEN_CHARACTERS, BESIDE_A_DATE = 1500, 100
TODAY = re.compile(
    r"\b(?:today|tonight|it is|it.s|this is|welcome|meeting|session|hearing|order|date|"
    r"datum|fecha|hoy|sesi[oó]n|reuni[oó]n)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(r"\b(?:minutes|last|previous|actas?|since|due|before|until|by|adopted|anterior)\b", re.IGNORECASE)


def opening_date(entries: Sequence[Entry]) -> str:
    """Return the first date in a document before anyone speaks, or an empty string."""
    opening = takewhile(lambda entry: isinstance(entry, Heading | Narrative), entries[:OPENING_ENTRIES])
    texts = [entry.text for entry in opening if isinstance(entry, Heading | Narrative)]
    return first_date("\n".join(text[:OPENING_CHARACTERS] for text in texts))


def with_date(meeting: ParsedMeeting, name: str) -> ParsedMeeting:
    """Return the meeting with its date: as the file prints it, in the file's name, or as the first speakers say it.

    Where day and month can be swapped, a month that the first speakers name decides. If nothing does, the meeting has
    no date, and a problem says so.
    """
    if meeting.line_unit == "row":
        days = days_in_name(name)
        return meeting.replace(date=days[0].iso) if len(days) == 1 and not meeting.date else meeting
    text = " ".join(_texts(meeting.entries))[:SPOKEN_CHARACTERS]
    meeting = meeting.replace(problems=(*_of_weekdays(text), *meeting.problems))
    if meeting.date:
        return meeting
    printed = next((one.days for one in dates_in(text) if len(one.days) > 1), ())
    days = days_in_name(name)
    likely = days if len(days) == 1 else _named(days or printed, text)
    date = likely[0].iso if len(likely) == 1 else _spoken_date(text)
    if date or not (unclear := days or printed):
        return meeting.replace(date=date)
    readings = " or ".join(day.iso for day in unclear)
    problem = Problem(f"“{unclear[0].written}” can be {readings}, so the date of this file is not certain.")
    return meeting.replace(problems=(problem, *meeting.problems))


def _of_weekdays(text: str) -> list[Problem]:
    """Return a question about the first date whose weekday is another day's."""
    wrong = (f"{one.wrong_weekday}, {one.written}" for one in dates_in(text) if one.wrong_weekday)
    dates = ((written, written.partition(",")[0]) for written in wrong)
    return [Problem(f"“{date}”: that day was no {weekday}. Check the date.") for date, weekday in dates][:1]


def _named(days: Sequence[Day], text: str) -> list[Day]:
    """Return those of the days whose day and month the text names."""
    named = {(day.month, day.day) for one in dates_in(text) for day in one.days if len(one.days) == 1}
    return [day for day in days if (day.month, day.day) in named]


def _spoken_date(text: str) -> str:
    """Return the date that the first speakers give as the day of the meeting, or an empty string."""
    dated = ((one, first_date(text[one.start : one.end])) for one in dates_in(text))
    return next((date for one, date in dated if date and _is_today(text[: one.start])), "")


def _is_today(before: str) -> bool:
    """Return whether the words before a date say that it is the day of the meeting, not of earlier minutes."""
    before = before[-BESIDE_A_DATE:]
    today = [match.start() for match in TODAY.finditer(before)]
    return bool(today) and not EARLIER.search(before, today[-1])


def _texts(entries: Sequence[Entry]) -> list[str]:
    return [entry.text for entry in entries[:OPENING_ENTRIES] if isinstance(entry, Heading | Narrative | Turn)]
