"""Days as people write them in an attribution: "on July 12", "12 July 2026", "7/12/26", "el 12 de julio"."""

import datetime
import re
from dataclasses import dataclass

from archive.citations.quote_checker.saying import MONTHS
from archive.citations.words import keys
from archive.models import PartialDate

NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_FIRST = re.compile(
    rf"\b(?P<month>{NAME})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:\s*,?\s*(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<month>{NAME})\b\.?"
    r"(?:,?\s*(?:de\s+|of\s+)?(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?\b")
NUMBERS = re.compile(r"\b(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b")
YEAR = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)\b(?![/-])")
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        """
        monday lunes
        tuesday martes
        wednesday miercoles miércoles
        thursday jueves
        friday viernes
        saturday sabado sábado
        sunday domingo
        """.strip().splitlines()
    )
    for name in names.split()
}
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
# "May" and "March" are also names and verbs.
IN_A_MONTH = re.compile(rf"\b(?:in|last|en)\s+(?P<month>{NAME})\b\.?(?!\s*\d)", re.IGNORECASE)
LAST_MONTH = 12
LAST_DAY = 31


@dataclass(frozen=True)
class Day:
    """What is known about a day. Year, month, day of the month and weekday (Monday is 0) may each be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    written: str = ""
    weekday: int | None = None

    def fits(self, date: PartialDate) -> bool:
        """Return whether the date may be that day. What either leaves out cannot differ."""
        weekday = date.first.weekday() if date.day else None
        pairs = (
            (self.year, date.year), (self.month, date.month), (self.day, date.day), (self.weekday, weekday)
        )  # fmt: skip
        return all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs)

    @property
    def iso(self) -> str:
        """Return the day in ISO 8601, as far as it is known; empty without a year."""
        known = [f"{part:02}" for part in (self.year, self.month, self.day) if part is not None]
        return "-".join(known) if self.year else ""

    @property
    def first(self) -> datetime.date | None:
        """Return the first day that it can mean; None without a year, or if there is no such day."""
        try:
            return datetime.date(self.year or 0, self.month or 1, self.day or 1)
        except ValueError:
            return None


def days_in(written: str) -> tuple[tuple[Day, ...], list[tuple[int, int]]]:
    """Return the days that the first date in the words may mean, and where dates are in the words."""
    found: list[tuple[int, int, tuple[Day, ...]]] = []
    for pattern in (ISO, NUMBERS, DAY_FIRST, MONTH_FIRST, YEAR):
        for match in pattern.finditer(written):
            is_new = all(match.end() <= start or match.start() >= end for start, end, _ in found)
            if is_new and (days := _days(match)):
                found.append((match.start(), match.end(), days))
    found.sort()
    days = found[0][2] if found else _loosely(written)
    return days, [(start, end) for start, end, _ in found]


def _loosely(written: str) -> tuple[Day, ...]:
    """Return what "on Monday" or "in March" says about the day, if there is no date."""
    if match := WEEKDAY.search(written):
        return (Day(weekday=WEEKDAYS[match[1].casefold()], written=match[1]),)
    if match := IN_A_MONTH.search(written):
        return (Day(month=MONTHS["".join(keys(match["month"]))], written=match["month"]),)
    return ()


def _days(match: re.Match[str]) -> tuple[Day, ...]:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    written = match[0].strip(" ,")
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        year = int(parts["year"])
        year = year if year >= 100 else 2000 + year  # noqa: PLR2004
        pairs = {(one, two), (two, one)}
        return tuple(
            Day(year, month, day, written) for month, day in sorted(pairs) if month <= LAST_MONTH and day <= LAST_DAY
        )
    day = int(parts["day"]) if parts.get("day") else None
    if not parts.get("month"):
        return (Day(year, None, None, written),)
    if not parts["month"].isdecimal() and day is None and year is None:
        # "May" alone may be a name or a verb. Other months alone say too little to count as a difference.
        return ()
    month = int(parts["month"]) if parts["month"].isdecimal() else MONTHS["".join(keys(parts["month"]))]
    return (Day(year, month, day, written),) if 1 <= month <= LAST_MONTH and (day or 1) <= LAST_DAY else ()
