"""A date as people type it: 8/13/2024, August 13, 2024, 13 de agosto de 2024, 2024-08-13, 2024."""

import re
import unicodedata

from archive.models import PartialDate

MONTHS = {
    name[:length]: number
    for number, names in enumerate(
        (
            "january enero",
            "february febrero",
            "march marzo",
            "april abril",
            "may mayo",
            "june junio",
            "july julio",
            "august agosto",
            "september septiembre setiembre",
            "october octubre",
            "november noviembre",
            "december diciembre",
        ),
        1,
    )
    for name in names.split()
    for length in {3, 4, len(name)}
}
NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
TIME_OF_DAY = re.compile(r"[T ]\d{2}:\d{2}.*$")
LEFT_OUT = {"de", "del", "of", "the", "st", "nd", "rd", "th"}
MONTHS_A_YEAR = 12


class AmbiguousDate(ValueError):
    """Day and month can be swapped; ``readings`` are the two dates, month first."""

    def __init__(self, typed: str, readings: tuple[PartialDate, PartialDate]) -> None:
        self.readings = readings
        first, second = readings
        super().__init__(f"“{typed}” can be {first} or {second}: write {first.isoformat()} or {second.isoformat()}.")


def written_date(typed: str) -> PartialDate:
    """Return the date that was typed, in English, Spanish or numbers.

    Raise AmbiguousDate if day and month could be swapped, ValueError if it is not a date.
    """
    text = TIME_OF_DAY.sub("", " ".join(typed.split()))
    if match := NUMBERS.fullmatch(text):
        return _in_numbers(typed, *map(int, match.groups()))
    words = [word for word in re.findall(r"[a-z]+|\d+", _plain(text)) if word not in LEFT_OUT]
    months = [MONTHS[word] for word in words if word in MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    if len(months) == 1 and len(words) == 1 + len(numbers) and len(numbers) <= 2:  # noqa: PLR2004 - day and year
        year = next((number for number in numbers if number > 31), 0)  # noqa: PLR2004 - no day of a month
        days = [number for number in numbers if number != year]
        return PartialDate(year, months[0], days[0] if days else None) if year else PartialDate.parse(typed)
    return PartialDate.parse(text)


def _in_numbers(typed: str, first: int, second: int, year: int) -> PartialDate:
    if first > MONTHS_A_YEAR or first == second:
        return PartialDate(year, second, first)
    if second > MONTHS_A_YEAR:
        return PartialDate(year, first, second)
    raise AmbiguousDate(typed, (PartialDate(year, first, second), PartialDate(year, second, first)))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
