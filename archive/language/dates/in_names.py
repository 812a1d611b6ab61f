"""The date in the name of a file."""

import re
from collections.abc import Iterator

from archive.language.dates.beside import ENDS_WITH_ANOTHER, RIGHT_BEFORE
from archive.language.dates.found import LAST_MONTH, LATEST_SHORT_YEAR, Day, full_dates_in
from archive.language.dates.months import folded

# Not in the mixed letters and digits of an address: "dQw4w20260702".
# 20260702, 20260702140012
DIGITS = re.compile(r"(?<!\d)(?<!\d[A-Za-z])(?<!\d[A-Za-z]{2})(\d{8})(?:[01]\d|2[0-3])?(?:[0-5]\d){0,2}(?!\d)")
SIX_DIGITS = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)")
SHORT = re.compile(r"(?<![\d.-])(\d\d?)-(\d\d?)-(\d\d)(?![\d.-]*\d)")
YEAR_APART = re.compile(r"(?<![^\W_])(20\d\d)_([01]\d[0-3]\d)(?!\d)")  # 2026_0702
BETWEEN_DIGITS = re.compile(r"(?<=\d)_(?=\d)")
MARKS = re.compile(r"[_+]|(?<=[A-Za-z])[-.]|[-.](?=[A-Za-z])|(?<=[a-z])(?=\d)|(?<=\d)(?=(?!st|nd|rd|th)[A-Za-z]{3})")
BEFORE_THE_YEAR = re.compile(r"(?<=\d)-(?=\d{4}(?!\d))")
# "25th_April_2007A": the morning's sitting.
VERSION = re.compile(r"(?<=\d{4})[A-Za-z]\b")


def days_in_name(name: str) -> tuple[Day, ...]:
    """Return the days that the first full date in a file's name can mean: several if their parts can be swapped.

    What only six digits may mean is ``written`` as these digits: they can also be the number of a recording.
    """
    stem = YEAR_APART.sub(r"\1\2", name.replace("\\", "/").rpartition("/")[2])
    apart = " ".join(VERSION.sub("", MARKS.sub(" ", BETWEEN_DIGITS.sub("-", stem))).split())
    for text in (DIGITS.sub(_written, stem), stem, apart, BEFORE_THE_YEAR.sub(" ", apart)):
        if dates := full_dates_in(text):
            return () if _is_of_another(text[: dates[0].start]) else dates[0].days
    short = [*SHORT.finditer(apart), *SIX_DIGITS.finditer(stem)]
    dated = (tuple(_without_a_century(match)) for match in short if not _is_of_another(match.string[: match.start()]))
    return next(filter(None, dated), ())


def date_in_name(name: str) -> str:
    """Return the date in a file's name as ISO text if it is certain, or an empty string."""
    days = days_in_name(name)
    return days[0].iso if len(days) == 1 and not days[0].written.isdecimal() else ""


def _written(match: re.Match[str]) -> str:
    """Return eight digits as the dates that they can be."""
    digits = match[1]
    return f" {digits[:4]}-{digits[4:6]}-{digits[6:]} {digits[:2]}/{digits[2:4]}/{digits[4:]} "


def _is_of_another(before: str) -> bool:
    """Return whether a date after these words is of something else: "posted", but not "approved minutes"."""
    plain = folded(MARKS.sub(" ", before))
    return bool(RIGHT_BEFORE.search(plain) or ENDS_WITH_ANOTHER.search(plain))


def _without_a_century(match: re.Match[str]) -> Iterator[Day]:
    """Yield the days that three numbers can be in any usual order: 070226, 26-7-02."""
    one, two, three = map(int, match.groups())
    orders = {(three, one, two), (three, two, one), (one, two, three)}
    days = (Day(2000 + year, month, day, match[0]) for year, month, day in sorted(orders) if year < LATEST_SHORT_YEAR)
    return (day for day in days if 1 <= (day.month or 0) <= LAST_MONTH and day.first)
