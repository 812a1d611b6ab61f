"""Times of day and of a recording, as files write them."""

import re
import sys
from datetime import datetime
from typing import TypeGuard

from archive.ingest.parsed import Seconds

# Of a recording, or of a day, perhaps with its date: "1:02:03", "2:05 PM", "02/07/2026, 18:00:05". Only the first has
# a place in the recording, as has "97.05s".
TIME = (
    r"(?:\d{1,6}\.\d{1,3}s\b|"
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s)?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm](?!\w)\.?)?)"
)
CLOCK = re.compile(r"(?:(?P<hours>\d{1,4}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))?")
WRITTEN = re.compile(rf"[\s\[(]*{TIME}[\s\])]*")
SIXTY = 60


def seconds(text: str) -> Seconds | None:
    """Return a time such as "1:02:03.5", "02:03,500" or "12.5" in seconds, or None if it is not a time.

    Minutes over 59 are only allowed without hours ("75:10"); seconds over 59 never are.
    """
    match = CLOCK.fullmatch(text.strip().removesuffix("s"))
    if match is None:
        return _plain_number(text.strip().removesuffix("s"))
    hours, minutes, rest = int(match["hours"] or 0), int(match["minutes"]), int(match["seconds"])
    if rest >= SIXTY or (match["hours"] and minutes >= SIXTY):
        return None
    return round(hours * 3600 + minutes * 60 + rest + float(f"0.{match['fraction'] or 0}"), 3)


def is_written(text: str) -> bool:
    """Return whether a text is only a time, perhaps in brackets."""
    return WRITTEN.fullmatch(text) is not None


def written(seconds: Seconds) -> str:
    """Return a time of a recording as people write it: 0:02:05."""
    minutes, second = divmod(int(seconds), SIXTY)
    hours, minute = divmod(minutes, SIXTY)
    return f"{hours}:{minute:02}:{second:02}"


def _plain_number(text: str) -> Seconds | None:
    return round(float(text), 3) if re.fullmatch(r"\s*\d{1,9}(?:\.\d{1,20})?\s*", text) else None


def is_time(value: object) -> TypeGuard[float]:
    """Return whether a value of a file is a number of seconds: not negative, and within what a float can hold."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= sys.float_info.max


def moment(text: str) -> datetime | None:
    """Return an ISO date and time, or None if it is not one."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
