"""One date in any form in which people usually write it."""

import re

from django.utils import timezone

from archive.models import PartialDate
from archive.search.analysis import words
from archive.search.natural.dates import dates

PARTS = re.compile(r"(?P<first>\d{1,4})[./](?P<second>\d{1,4})(?:[./](?P<third>\d{1,4}))?")
YEAR_DIGITS = 4
MONTHS = 12


def usual_date(typed: str) -> PartialDate:
    """Read "2017-02-23", "2017", "23 February 2017", "Feb 2017", "2/23/2017", "23.2.2017", "02/2017".

    If day and month could be either, slashes mean the order of the United States, month first, and points the European
    order, day first. Raise ValueError with a sentence if it is not a date.
    """
    if match := PARTS.fullmatch(typed.strip()):
        read = _of_parts([int(part) for part in match.groups() if part], american="/" in typed)
        return PartialDate.parse(read or typed)
    read_as_words = dates(words(typed), timezone.localdate())
    if len(read_as_words) == 1 and read_as_words[0].end == len(words(typed)) and "-" not in typed:
        dated = read_as_words[0].dated
        if dated.first and dated.first == dated.last:
            return dated.first
    return PartialDate.parse(typed)


def _of_parts(parts: list[int], *, american: bool) -> str:
    """Return the date in ISO 8601, or an empty text if the numbers are not a date."""
    if len(str(parts[0])) == YEAR_DIGITS:
        return "-".join(f"{part:02}" for part in parts)
    *rest, year = parts
    if len(str(year)) != YEAR_DIGITS:
        return ""
    if len(rest) == 1:
        return f"{year}-{rest[0]:02}"
    month, day = rest if american else reversed(rest)
    if month > MONTHS >= day:
        month, day = day, month
    return f"{year}-{month:02}-{day:02}"
