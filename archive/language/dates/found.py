"""Dates in a text: "on July 12", "Friday, 12 July 2026", "7/12/26", "el 12 de julio", "am 12. Juli", "2026-07-12"."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.language.dates.months import ENGLISH_AND_SPANISH, MONTHS, NEED_A_YEAR, WEEKDAYS, folded

if TYPE_CHECKING:
    from archive.models import PartialDate


def any_of(names: dict[str, int]) -> str:
    """Return a pattern for any of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


YEAR_OF = r"(?P<year>(?:1[6-9]|20)\d\d)"
BEFORE_A_YEAR = r"(?:of\s+|del?\s+(?:ano\s+)?|do ano de\s+|a\.?d\.?\s+|in the year\s+)?"
# A quotation may begin after a day: "On May 12, '20 percent'".
ENDS_A_YEAR = r"(?=\s*(?:[,.;:)\]-]|$))"
ORDER = r"(?:st|nd|rd|th|er|o|a|[.°])?"
# "12-13 July", "del 12 al 13 de julio", "12. bis 13. Juli".
TO = r"(?P<to>\s?(?:[-–—/&]|(?:to|al|bis|au|tot|do|(?P<both>and|y|und|et|e|en|i))\s)\s?)"
NO_TIME = r"(?!\s?(?::\d|[ap]\.?m\b))"
# "July 12 and 15 members voted": two days only at the end, or with a year.
ENDS_THERE = rf"(?=[ \t]*(?:[,.;)\n]|$|(?:of\s+|del?\s+)?{YEAR_OF.replace('?P<year>', '?:')}\b))"
MONTH_FIRST = re.compile(
    rf"\b(?P<month>{any_of(ENGLISH_AND_SPANISH)})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?:{TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b{NO_TIME}(?(both){ENDS_THERE}))?)?"
    rf"(?:\s*,?\s*{BEFORE_A_YEAR}{YEAR_OF}\b|(?(day)\s?,?\s?['’](?P<short>\d\d){ENDS_A_YEAR}|(?!)))?"
)
JOINED_MONTH_FIRST = re.compile(rf"\b(?P<month>{any_of(ENGLISH_AND_SPANISH)})-(?P<day>\d{{1,2}})-{YEAR_OF}(?![\d-])")
DAY_FIRST = re.compile(
    rf"\b(?:(?<!\d[:/.-])(?P<first>\d{{1,2}}){ORDER}{TO})?(?P<day>\d{{1,2}}){ORDER}(?:\s+|(?P<joined>-)(?=\w+-\d))(?:day\s+)?(?:of\s+|de\s+|d')?"
    rf"(?P<month>{any_of(MONTHS)})\b\.?(?:(?:-|,?\s*){BEFORE_A_YEAR}{YEAR_OF}\b|(?(joined)-|\s?,?\s?['’])(?P<short>\d\d)(?(joined)|{ENDS_A_YEAR})(?![\w/.:'’-]{{0,20}}\d|['’]|\s+{any_of(MONTHS)}\b))?"
)
ISO = re.compile(rf"(?<!\d){YEAR_OF}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?:(?P=mark)(?P<day>\d{{1,2}}))?(?!\d)")
IDEOGRAPHIC = re.compile(
    rf"(?<!\d){YEAR_OF}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월](?:\s?(?P<day>\d{{1,2}})\s?[日일])?"
)
NUMBERS = re.compile(
    rf"(?:\b(?P<weekday>{any_of(WEEKDAYS)})\b(?:(?:(?<!\w{{5}})|(?<=thurs))\.)?,?\s+)?"
    r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![/-]?\d)"
)
YEAR = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)\b(?![/-])")
PATTERNS = (ISO, IDEOGRAPHIC, NUMBERS, DAY_FIRST, JOINED_MONTH_FIRST, MONTH_FIRST, YEAR)
SHORTEST_WEEKDAY = len("lundi")
WEEKDAY = re.compile(rf"\b({any_of({name: day for name, day in WEEKDAYS.items() if len(name) >= SHORTEST_WEEKDAY})})\b")
# Whole names of weekdays only: "Sun" and "Mar" are other words too.
LONG_WEEKDAYS = any_of({name: day for name, day in WEEKDAYS.items() if len(name) >= SHORTEST_WEEKDAY})
# A full stop after the whole name ends a sentence: "Until Monday. July 12 minutes were approved."
BEFORE_A_DATE = re.compile(
    rf"\b({LONG_WEEKDAYS})\b(?:(?<=\bthurs)\.)?,?\s+(?:(?:the|el|le|den|dem|de|der|am|dia)\s+)?$"
)
AT_A_DATE = re.compile(rf"({LONG_WEEKDAYS})\b")
AFTER_A_DATE = re.compile(rf",?\s*\(({LONG_WEEKDAYS})\)")
LONGEST_WEEKDAY = 24
# With spaces around its dash, a longer range is a number and a date: "Item 3 - 12 July".
LONGEST_SPACED = 7
# "May" and "March" are also names and verbs.
IN_A_MONTH = re.compile(rf"\b(?:in|last|en)\s+(?P<month>{any_of(ENGLISH_AND_SPANISH)})\b\.?(?!\s*\d)")
LATEST_SHORT_YEAR = 60
LAST_MONTH, LAST_DAY = 12, 31
FIRST_YEAR, LAST_YEAR = 1600, 2099  # 3000-01-01 and 0001-01-01 are placeholders in real files


@dataclass(frozen=True)
class Day:
    """What is known about a day. Year, month, day of the month and weekday (Monday is 0) may each be missing.

    ``last_day`` is the last day of a range in the month: 13 of "12-13 July". The day is then the first.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    written: str = ""
    weekday: int | None = None
    last_day: int | None = None

    def fits(self, date: "PartialDate") -> bool:
        """Return whether the date may be that day. What either leaves out cannot differ."""
        weekday = date.first.weekday() if date.day else None
        is_in_range = self.last_day and date.day and (self.day or 0) <= date.day <= self.last_day
        pairs = (
            (self.year, date.year),
            (self.month, date.month),
            (None if is_in_range else self.day, date.day),
            (self.weekday, weekday),
        )
        return all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs)

    @property
    def iso(self) -> str:
        """Return the day in ISO 8601, as far as it is known; empty without a year."""
        known = [f"{part:02}" for part in (self.year, self.month, self.day) if part is not None]
        return "-".join(known) if self.year else ""

    @property
    def each(self) -> "tuple[Day, ...]":
        """Return every day of the range, or this day alone."""
        if self.day is None or self.last_day is None:
            return (self,)
        return tuple(replace(self, day=day, last_day=None) for day in range(self.day, self.last_day + 1))

    @property
    def first(self) -> datetime.date | None:
        """Return the first day that it can mean; None without a year, or if there is no such day."""
        try:
            return datetime.date(self.year or 0, self.month or 1, self.day or 1)
        except ValueError:
            return None


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, from ``start`` to ``end``, and the days it can mean: two if day and month can be swapped.

    ``wrong_weekday`` is the weekday beside it, as written, if none of the days is one: "Monday, July 12, 2024".
    """

    start: int
    end: int
    days: tuple[Day, ...]
    written: str
    wrong_weekday: str = ""


def dates_in(text: str) -> list[FoundDate]:
    """Return the dates in a text, in order and without overlaps. A year alone is one too."""
    plain = folded(text)
    dates: list[FoundDate] = []
    taken = bytearray(len(plain))
    for pattern in PATTERNS:
        for match in pattern.finditer(plain):
            start, end = _span(match)
            if not any(taken[start:end]) and (days := tuple(_days(match, text[start:end].strip(" ,")))):
                taken[start:end] = b"1" * (end - start)
                wrong = _wrong_weekday(text, plain, (start, end), days)
                dates.append(FoundDate(start, end, days, days[0].written, wrong))
    return sorted(dates, key=lambda one: one.start)


def _is_range(match: re.Match[str]) -> bool:
    """Return whether a match has the first and the last day of a range, and not just another number beside it."""
    parts = match.groupdict()
    if not parts.get("to"):
        return False
    first, last = int(parts.get("first") or parts["day"]), int(parts.get("last") or parts["day"])
    is_spaced = parts["to"].strip() in "-–—/&" and parts["to"] != parts["to"].strip()
    is_long = is_spaced and last - first > LONGEST_SPACED and not (parts.get("last") and parts["year"])
    return first < last <= LAST_DAY and not is_long


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Return where a date begins and ends, without a number beside it that is no day of a range."""
    parts = match.groupdict()
    if parts.get("to") and not _is_range(match):
        return (match.start("day"), match.end()) if parts.get("first") else (match.start(), match.end("day"))
    return match.span()


def _wrong_weekday(text: str, plain: str, span: tuple[int, int], days: tuple[Day, ...]) -> str:
    """Return the weekday before or after a full date if it is another day's. In a range, it may be any day's."""
    start, end = span
    before = BEFORE_A_DATE.search(plain, max(0, start - LONGEST_WEEKDAY), start)
    beside = before or AT_A_DATE.match(plain, start) or AFTER_A_DATE.match(plain, end)
    each = [one for day in days if _is_full(day) for one in day.each]
    known = [day.first for day in each if day.first]
    if not beside or not known or any(day.weekday() == WEEKDAYS[beside[1]] for day in known):
        return ""
    return text[beside.start(1) : beside.end(1)]


def days_in(written: str) -> tuple[tuple[Day, ...], list[tuple[int, int]]]:
    """Return the days that the first date in the words may mean, and where dates are in the words."""
    dates = dates_in(written)
    days = dates[0].days if dates else _loosely(written)
    return days, [(one.start, one.end) for one in dates]


def first_date(text: str) -> str:
    """Return the first date in a text that is known to the day, as ISO text, or an empty string.

    A date whose day and month can be swapped is left out, unless its weekday decides.
    """
    return next((one.days[0].iso for one in full_dates_in(text) if len(one.days) == 1), "")


def full_dates_in(text: str) -> list[FoundDate]:
    """Return the dates in a text that are known to the day and real."""
    return [one for one in dates_in(text) if all(_is_full(day) for day in one.days)]


def _is_full(day: Day) -> bool:
    return bool(day.year and day.day and day.first) and FIRST_YEAR <= (day.year or 0) <= LAST_YEAR


def _loosely(written: str) -> tuple[Day, ...]:
    """Return what "on Monday" or "in March" says about the day, if there is no date."""
    plain = folded(written)
    if match := WEEKDAY.search(plain):
        return (Day(weekday=WEEKDAYS[match[1]], written=written[match.start() : match.end()]),)
    if match := IN_A_MONTH.search(plain):
        return (Day(month=MONTHS[match["month"]], written=written[match.start("month") : match.end("month")]),)
    return ()


def _of_short(year: str | None) -> int | None:
    """Return the year that two digits mean, of the last century if they are many."""
    return None if year is None else (2000 if int(year) < LATEST_SHORT_YEAR else 1900) + int(year)


def _days(match: re.Match[str], written: str) -> Iterator[Day]:
    parts = match.groupdict()
    if "one" in parts:
        yield from _in_either_order(parts, written)
        return
    year = int(parts["year"]) if parts.get("year") else _of_short(parts.get("short"))
    day = int(parts["day"]) if parts.get("day") else None
    if not parts.get("month"):
        yield Day(year, None, None, written)
        return
    if not parts["month"].isdecimal() and day is None and year is None:
        # "May" alone may be a name or a verb. Other months alone say too little to count as a difference.
        return
    month = int(parts["month"]) if parts["month"].isdecimal() else MONTHS[parts["month"]]
    if parts["month"] in NEED_A_YEAR and (day is None or year is None or " of " in written):
        return
    last = None
    if _is_range(match):
        day, last = int(parts.get("first") or parts["day"]), int(parts.get("last") or parts["day"])
    if 1 <= month <= LAST_MONTH and 1 <= (day if day is not None else 1) <= LAST_DAY:
        yield Day(year, month, day, written, last_day=last)


def _in_either_order(parts: dict[str, str], written: str) -> Iterator[Day]:
    one, two, year = int(parts["one"]), int(parts["two"]), int(parts["year"])
    if len(parts["year"]) == 2:  # noqa: PLR2004 - digits
        if parts["mark"] == "-":
            return
        year += 2000
    pairs = [(month, day) for month, day in sorted({(one, two), (two, one)}) if 1 <= month <= LAST_MONTH]
    days = [Day(year, month, day, written) for month, day in pairs if 1 <= day <= LAST_DAY]
    weekday = WEEKDAYS.get(parts["weekday"] or "")
    on_weekday = [day for day in days if weekday is not None and day.first and day.first.weekday() == weekday]
    yield from on_weekday if len(on_weekday) == 1 else days
