"""The date of a meeting, as its file prints it."""

import datetime
import re
from collections.abc import Sequence
from itertools import takewhile

from archive.ingest.parsed import Entry, Heading, Narrative

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = "|".join(MONTHS)
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
MONTH_FIRST = re.compile(rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{{1,2}})?,?\s+(\d{{4}})\b", re.I)
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH}),?\s+(\d{{4}})\b", re.I)
OPENING_ENTRIES, OPENING_CHARACTERS = 12, 500
FIRST_YEAR, LAST_YEAR = 1600, 2099  # 3000-01-01 and 0001-01-01 are placeholders in real files


def first_date(text: str) -> str:
    """Return the first date in a text as ISO text, or an empty string.

    Reads "2014-02-26", "February 26, 2014", "January 29–30, 2013" (its first day) and "26 February 2014".
    """
    found = [
        (match.start(), _iso(*parts(match)))
        for pattern, parts in (
            (ISO, lambda match: match.groups()),
            (MONTH_FIRST, lambda match: (match[3], _month(match[1]), match[2])),
            (DAY_FIRST, lambda match: (match[3], _month(match[2]), match[1])),
        )
        for match in pattern.finditer(text)
    ]
    return next((date for _, date in sorted(found) if date), "")


def opening_date(entries: Sequence[Entry]) -> str:
    """Return the first date in a document before anyone speaks, or an empty string."""
    opening = takewhile(lambda entry: isinstance(entry, Heading | Narrative), entries[:OPENING_ENTRIES])
    texts = [entry.text for entry in opening if isinstance(entry, Heading | Narrative)]
    return first_date("\n".join(text[:OPENING_CHARACTERS] for text in texts))


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _iso(year: str, month: str | int, day: str) -> str:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return date.isoformat() if FIRST_YEAR <= date.year <= LAST_YEAR else ""
