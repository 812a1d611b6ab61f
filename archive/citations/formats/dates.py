"""Dates as the citation styles write them. A date known to the month or the year is never completed."""

from archive.models import PartialDate

FULL = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# Associated Press Stylebook, "months": only long names are abbreviated, and only with a day.
ASSOCIATED_PRESS = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
# MLA Handbook, 9th edition, appendix 1; the Bluebook's table T12 has the same.
SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def month_first(date: PartialDate, months: tuple[str, ...] = FULL) -> str:
    """Return "February 23, 2017", "February 2017" or "2017"."""
    if date.month is None:
        return str(date.year)
    month = months[date.month - 1]
    return f"{month} {date.year}" if date.day is None else f"{month} {date.day}, {date.year}"


def day_first(date: PartialDate, months: tuple[str, ...] = SHORT) -> str:
    """Return "23 Feb. 2017", "Feb. 2017" or "2017"."""
    day = [str(date.day)] if date.day is not None else []
    month = [months[date.month - 1]] if date.month is not None else []
    return " ".join([*day, *month, str(date.year)])


def year_first(date: PartialDate) -> str:
    """Return "2017, February 23", "2017, February" or "2017"."""
    month = f", {FULL[date.month - 1]}" if date.month is not None else ""
    return f"{date.year}{month}" + (f" {date.day}" if date.day is not None else "")


def date_parts(date: PartialDate) -> list[int]:
    """Return the known numbers, year first."""
    return [part for part in (date.year, date.month, date.day) if part is not None]
