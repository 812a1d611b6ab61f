"""The date of a meeting, as its file prints it."""

import re
from collections.abc import Sequence
from itertools import takewhile

from archive.ingest.parsed import Entry, Heading, Narrative, ParsedMeeting, Problem, Turn
from archive.language.dates import (
    Day,
    date_in_name,
    date_of_meeting,
    dates_in,
    dates_of_meetings,
    days_in_name,
    likely_date,
)
from archive.language.dates.beside import MEETING, NOW, OF_A_SITTING

OPENING_ENTRIES, OPENING_CHARACTERS = 12, 500
SPOKEN_CHARACTERS = 1500
DAY_FIRST = frozenset({"de", "fr", "it", "nl", "pl", "pt", "ca"})  # whose dates have the day before the month


def opening_date(entries: Sequence[Entry]) -> str:
    """Return the first date in a document before anyone speaks, or an empty string."""
    return date_of_meeting(_opening(entries))


def with_date(meeting: ParsedMeeting, name: str) -> ParsedMeeting:
    """Return the meeting with its date: as the file prints it, in the file's name, or as the first speakers say it.

    Where day and month can be swapped, the language of the file or a month that the first speakers name decides. If
    nothing does, the meeting has no date, and a problem says so. Two different days are a question: one in the name and
    one in the words, or two in the head that may be of the meeting.
    """
    texts = () if meeting.line_unit == "row" else _texts(meeting.entries)  # a table has its date in a column
    text = "\n".join(texts)[:SPOKEN_CHARACTERS]
    opening = _opening(meeting.entries) if texts else ""
    # A name may be of the day on which a file was made: what the first speakers say of today is asked about too.
    certain = date_in_name(name)
    date = meeting.date or (certain and _said(text, NOW)) or certain
    if date:
        others, problems = _other_days(date, certain, opening, text)
    else:
        date, others, problems = _likely_date(days_in_name(name), meeting.language, opening, text)
    problems = [*_of_weekdays(text), *problems]
    return meeting.replace(date=date, other_date=next(iter(others), ""), problems=(*problems, *meeting.problems))


def _other_days(date: str, of_name: str, opening: str, text: str) -> tuple[list[str], list[Problem]]:
    """Return the days that may be of the meeting instead: the one in the file's name, else those in its head."""
    if of_name and of_name not in {date, *_range_from(date, text)}:
        return [of_name], [Problem(f"The file is of {date}, its name has {of_name}. Check the date.")]
    others = [day for day in _days(opening, OF_A_SITTING) if day != date] if date != of_name else []
    return others, [Problem(f"The head of the file has {date} and {day}. Check the date.") for day in others[:1]]


def _likely_date(
    of_name: Sequence[Day], language: str, opening: str, text: str
) -> tuple[str, list[str], list[Problem]]:
    """Return the date of a file that prints none for certain, or nothing, with the other days and a question."""
    printed = [one.days for one in dates_of_meetings(text)]
    unclear = of_name or next((days for days in printed if len(days) > 1), ())
    likely = _days_named(unclear, text) or _day_first(unclear, language)
    if date := likely[0].iso if len(likely) == 1 else _said(text, NOW):
        return date, [], []
    if date := likely_date(opening)[0] or _said(text, MEETING):
        question = Problem(f"{date} is named at the beginning. Check that it is the date of this file.")
        return date, [day for day in _days(opening) if day != date], [question]
    if not unclear:
        return "", [], []
    readings = " or ".join(day.iso for day in unclear)
    question = Problem(f"“{unclear[0].written}” can be {readings}, so the date of this file is not certain.")
    return "", [], [question]


def _range_from(date: str, text: str) -> set[str]:
    """Return all days of the printed meetings that begin on this one: “March 5-6, 2025”."""
    days = (day for one in dates_of_meetings(text) for day in one.days if day.iso == date)
    return {each.iso for day in days for each in day.each}


def _days(text: str, form: re.Pattern[str] | None = None) -> list[str]:
    """Return the days in a text that are not of something else, with words of this form before them."""
    return [one.days[0].iso for one in dates_of_meetings(text, said=form) if len(one.days) == 1]


def _said(text: str, form: re.Pattern[str]) -> str:
    return next(iter(_days(text, form)), "")


def _day_first(days: Sequence[Day], language: str) -> list[Day]:
    """Return those of the days that begin with the day of the month, if the language always writes it first."""
    is_first = language[:2] in DAY_FIRST
    return [
        day for day in days if is_first and not day.written.isdecimal() and re.match(rf"0?{day.day}\D", day.written)
    ]


def _of_weekdays(text: str) -> list[Problem]:
    """Return a question about the first date whose weekday is another day's."""
    wrong = (f"{one.wrong_weekday}, {one.written}" for one in dates_in(text) if one.wrong_weekday)
    dates = ((written, written.partition(",")[0]) for written in wrong)
    return [Problem(f"“{date}”: that day was no {weekday}. Check the date.") for date, weekday in dates][:1]


def _days_named(days: Sequence[Day], text: str) -> list[Day]:
    """Return those of the days whose day and month the text names."""
    named = {(day.month, day.day) for one in dates_in(text) for day in one.days if len(one.days) == 1}
    return [day for day in days if (day.month, day.day) in named]


def _opening(entries: Sequence[Entry]) -> str:
    """Return the beginning of what stands before anyone speaks."""
    opening = takewhile(lambda entry: isinstance(entry, Heading | Narrative), entries[:OPENING_ENTRIES])
    texts = [entry.text for entry in opening if isinstance(entry, Heading | Narrative)]
    return "\n".join(text[:OPENING_CHARACTERS] for text in texts)


def _texts(entries: Sequence[Entry]) -> list[str]:
    return [entry.text for entry in entries[:OPENING_ENTRIES] if isinstance(entry, Heading | Narrative | Turn)]
