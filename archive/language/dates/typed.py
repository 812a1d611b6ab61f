"""A date that somebody typed, in any form that people write, and nothing else."""

import re

from django.utils.translation import gettext

from archive.language.dates.found import DAY_FIRST, NUMBERS, Day, FoundDate, dates_in
from archive.language.dates.months import WEEKDAYS, folded
from archive.models import PartialDate

TIME_OF_DAY = re.compile(r"[T ]\d{2}:\d{2}.*$")
# What may stand around a date without changing it.
BESIDE = frozenset({"the", "el", "on", "le", "am", "den", "de", "of", "del", "dia", "st", "nd", "rd", "th"})
MONTH_OF_YEAR = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")


class AmbiguousDate(ValueError):
    """Day and month can be swapped; ``readings`` are the two dates, month first."""

    def __init__(self, typed: str, readings: tuple[PartialDate, PartialDate]) -> None:
        self.readings = readings
        first, second = readings
        super().__init__(f"“{typed}” can be {first} or {second}: write {first.isoformat()} or {second.isoformat()}.")


def written_date(typed: str) -> PartialDate:
    """Return the date that was typed: "8/13/2024", "Friday, July 12, 2024", "13 de agosto de 2024", "2024-08", "2024".

    Raise AmbiguousDate if day and month could be swapped, ValueError with a sentence if it is not a date.
    """
    readings = _readings(typed)
    if len(readings) > 1:
        by_number = {(date.month, date.day): date for date in readings}
        first = int(next(iter(re.findall(r"\d+", typed))))
        month_first = next(date for (month, _), date in by_number.items() if month == first)
        day_first = next(date for date in readings if date is not month_first)
        raise AmbiguousDate(typed, (month_first, day_first))
    return readings[0]


def usual_date(typed: str) -> PartialDate:
    """Return the date that was typed into a search, in the same forms.

    If day and month could be either, slashes mean the order of the United States, month first, and points the European
    order, day first. Raise ValueError with a sentence if it is not a date.
    """
    try:
        return written_date(typed)
    except AmbiguousDate as error:
        return error.readings["/" not in typed]


def _readings(typed: str) -> list[PartialDate]:
    """Return the dates that the text can mean; raise ValueError with a sentence if it is none."""
    text = TIME_OF_DAY.sub("", " ".join(typed.split()))
    if match := MONTH_OF_YEAR.fullmatch(text):
        text = f"{match['year']}-{match['month']:0>2}"
    dates = dates_in(text)
    if not dates and (NUMBERS.fullmatch(text) or DAY_FIRST.fullmatch(folded(text))):
        # "13/13/2024" and "32 July 2024".
        raise ValueError(gettext("“%(typed)s” is not a real date.") % {"typed": typed[:40]})
    if len(dates) != 1 or not _is_all(dates[0], text):
        return [PartialDate.parse(text)]
    return _days_of(dates[0], typed) or [PartialDate.parse(text)]


def _is_all(date: FoundDate, text: str) -> bool:
    """Return whether nothing stands beside the date that could change it."""
    rest = folded(text[: date.start] + text[date.end :])
    return all(word in BESIDE or word in WEEKDAYS for word in re.findall(r"[^\W_]+(?:-feira)?", rest))


def _days_of(date: FoundDate, typed: str) -> list[PartialDate]:
    """Return the days that the date can mean, none if its year is not whole; raise ValueError if it is not one day."""
    days = [day for day in date.days if day.year]
    if not days or _has_two_digits(days[0]):
        return []
    if days[0].last_day:
        raise ValueError(
            gettext("“%(typed)s” is more than one day. Write the first: %(first)s.")
            % {"typed": typed[:40], "first": days[0].iso}
        )
    if date.wrong_weekday:
        raise ValueError(
            gettext("“%(typed)s” was another weekday. Check the date, or leave the weekday out.")
            % {"typed": typed[:40]}
        )
    real = [PartialDate(day.year or 0, day.month, day.day) for day in days if day.first]
    if not real:
        raise ValueError(gettext("“%(typed)s” is not a real date.") % {"typed": typed[:40]})
    return real


def _has_two_digits(day: Day) -> bool:
    """Return whether the year has only two digits, which may be another century's."""
    return str(day.year) not in day.written
