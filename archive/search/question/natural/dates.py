"""Dates among the words of a search: "last year", "in 2023", "since May", "between 1979 and 1981", "the 1980s"."""

import calendar
import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.language.dates.months import ENGLISH_AND_SPANISH
from archive.models import PartialDate
from archive.search.question.grammar.nodes import Dated

FIRST_YEAR = 1700
YEARS_AHEAD = 5
SHORT_NAME = 3
YEAR = re.compile(r"(?P<year>[12]\d{3})")
DECADE = re.compile(r"(?:(?P<part>early|mid|late)-)?(?:(?P<decade>[12]\d{2}0)|'?(?P<short>[5-9]0))'?s")
PARTS_OF_A_DECADE = {"early": (0, 3), "mid": (3, 6), "late": (6, 9), "": (0, 9)}
YEARS = re.compile(r"(?P<first>[12]\d{3})[-–—/](?P<last>[12]\d{3})")
ISO = re.compile(r"[12]\d{3}-\d{2}(-\d{2})?")
DAY = re.compile(r"(?P<day>[0-3]?\d)(st|nd|rd|th)?")
NUMERIC = re.compile(r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>[12]\d{3}|\d{2})")
WHOLE_DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}|\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)[12]\d{3}|\d{1,2}/\d{1,2}/\d{2}")
QUARTER = re.compile(r"q(?P<quarter>[1-4])")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "dos": 2, "tres": 3, "cinco": 5, "diez": 10}

# Of the short forms, only those of English: "mar" is the sea, "ago" is since.
MONTHS = {
    name: number for name, number in ENGLISH_AND_SPANISH.items() if name not in {"ene", "febr", "abr", "ago", "dic"}
}
# "The minutes from June 2003" means that month; "from June 2003 on" means since then.
FROM = frozenset({"from"})
ONWARD = frozenset({"on", "onward", "onwards", "forward"})
IN = frozenset({"in", "during", "en", "durante"}) | FROM
OF = frozenset({"of", "for", "de", "del"})
SINCE = frozenset({"since", "after", "desde"})
BEFORE = frozenset({"before", "antes"})
UNTIL = frozenset({"until", "till", "through", "to", "hasta"})
BEFORE_A_DATE = IN | OF | SINCE | BEFORE | UNTIL
BETWEEN = frozenset({"between", "entre", "from", "desde"})
LINKS = frozenset({"and", "to", "y", "a", "hasta", "through", "until"})
THE = frozenset({"the", "el", "la", "los", "de", "of", "year", "ano"})
# The first month of each. Winter begins in the year before.
SEASONS = {"winter": 0, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
SEASONS |= {"invierno": 0, "primavera": 3, "verano": 6, "otono": 9}
UNITS = {"year": 12, "years": 12, "month": 1, "months": 1, "ano": 12, "anos": 12, "mes": 1, "meses": 1}
RELATIVE = frozenset({"last", "past", "this", "previous", "este", "pasado"})
DATE_WORDS = frozenset().union(
    MONTHS, SEASONS, NUMBERS, IN, OF, SINCE, BEFORE, UNTIL, BETWEEN, LINKS, THE, UNITS, RELATIVE, PARTS_OF_A_DECADE
)
"""Words that may be part of a date and then need not be found."""
MONTHS_A_YEAR = 12


class DateRead(NamedTuple):
    """A date read from some of the words, from ``start`` to ``end``.

    It is ``certain`` if the words can mean nothing else: "in 2023", "May 2023". A year may also be a word of the text.
    """

    start: int
    end: int
    dated: Dated
    certain: bool


class _Span(NamedTuple):
    first: PartialDate
    last: PartialDate
    end: int


def dates(words: Sequence[str], today: datetime.date) -> list[DateRead]:
    """Return the dates among the folded words, in order and without overlaps."""
    dates_read: list[DateRead] = []
    at = 0
    while at < len(words):
        read = _relative(words, at, today) or _date_at(words, at, today)
        if read:
            dates_read.append(read)
            at = read.end
        else:
            at += 1
    return dates_read


def _date_at(words: Sequence[str], at: int, today: datetime.date) -> DateRead | None:
    word, after = words[at], _skip(words, at + 1)
    if read := _between(words, at, today):
        return read
    # The 4th of July is in every year.
    of_a_day = word in OF and at > 0 and DAY.fullmatch(words[at - 1]) is not None
    if span := _span(words, after, today, lone_month=not of_a_day) if word in BEFORE_A_DATE else None:
        if word in FROM and span.end < len(words) and words[span.end] in ONWARD:
            span, word = span._replace(end=span.end + 1), "since"
        if word in SINCE:
            dated = Dated(span.first, None)
        elif word in BEFORE:
            dated = Dated(None, _day_before(span.first))
        elif word in UNTIL:
            dated = Dated(None, span.last)
        else:
            dated = _range(span.first, span.last)
        return DateRead(at, span.end, dated, certain=word not in OF or _is_surely_a_time(words, after, span))
    if (span := _span(words, at, today)) is None:
        return None
    return DateRead(at, span.end, _range(span.first, span.last), certain=_is_surely_a_time(words, at, span))


def _is_surely_a_time(words: Sequence[str], at: int, span: _Span) -> bool:
    """Return whether a date without "in" is meant as one: a named month, or a whole day.

    "2021-05" and "10-12-05" may be numbers of files, and a year, a season or a quarter what a text is about.
    """
    word = words[at]
    if span.end == at + 1:
        return WHOLE_DAY.fullmatch(word) is not None
    return span.first.month is not None and word not in SEASONS and QUARTER.fullmatch(word) is None


def _between(words: Sequence[str], at: int, today: datetime.date) -> DateRead | None:
    """Read "between 1979 and 1981", "from May 2020 to June 2021"."""
    first = _span(words, _skip(words, at + 1), today) if words[at] in BETWEEN else None
    if first is None or first.end >= len(words) or words[first.end] not in LINKS:
        return None
    last = _span(words, _skip(words, first.end + 1), today)
    return DateRead(at, last.end, _range(first.first, last.last), certain=True) if last else None


def _relative(words: Sequence[str], at: int, today: datetime.date) -> DateRead | None:
    """Read "last year", "this month", "the past five years", "el año pasado"."""
    word, rest = words[at], list(words[at + 1 : at + 3])
    if word in {"last", "past", "this", "previous"} and rest:
        if (named := _last_of_a_name(rest[0], today, back=word != "this")) and not _year(rest, 1, today):
            return DateRead(at, at + 2, named, certain=True)
        number = int(rest[0]) if rest[0].isdecimal() and len(rest[0]) < SHORT_NAME else NUMBERS.get(rest[0])
        if number and len(rest) > 1 and rest[1] in UNITS:
            first = _months_before(today, number * UNITS[rest[1]])
            return DateRead(at, at + 3, Dated(PartialDate(first.year, first.month), None), certain=True)
        if rest[0] in UNITS and not rest[0].endswith("s"):
            return DateRead(at, at + 2, _unit(today, UNITS[rest[0]], back=word != "this"), certain=True)
    if word in {"el", "este"} and rest and rest[0] in {"ano", "mes"}:
        back = len(rest) > 1 and rest[1] == "pasado"
        if back or word == "este":
            return DateRead(at, at + 2 + back, _unit(today, UNITS[rest[0]], back=back), certain=True)
    return None


def _last_of_a_name(word: str, today: datetime.date, *, back: bool) -> Dated | None:
    """Return the last March, or the last spring, that began before today; this year's, if not ``back``."""
    if month := MONTHS.get(word):
        year = today.year - (back and month >= today.month)
        return Dated(PartialDate(year, month), PartialDate(year, month))
    if word in SEASONS:
        begun = today.month >= (SEASONS[word] or 1)
        return _range(*_months(today.year - (back and not begun), SEASONS[word]))
    return None


def _months(year: int, first: int) -> tuple[PartialDate, PartialDate]:
    """Return the first and the last of three months. Month 0 is December of the year before."""
    return (PartialDate(year, first) if first else PartialDate(year - 1, 12)), PartialDate(year, first + 2)


def _unit(today: datetime.date, months: int, *, back: bool) -> Dated:
    day = _months_before(today, months) if back else today
    date = PartialDate(day.year) if months == MONTHS_A_YEAR else PartialDate(day.year, day.month)
    return Dated(date, date)


def _span(words: Sequence[str], at: int, today: datetime.date, *, lone_month: bool = False) -> _Span | None:
    """Read a day, month, year, decade or two years at a place. A month alone is the last one, if that is allowed."""
    if at >= len(words):
        return None
    if words[at] in PARTS_OF_A_DECADE and at + 1 < len(words):
        return _of_numbers(f"{words[at]}-{words[at + 1]}", at + 1, today)
    return (
        _of_numbers(words[at], at, today)
        or _part_of_a_year(words, at, today)
        or _with_month(words, at, today, lone_month=lone_month)
    )


def _part_of_a_year(words: Sequence[str], at: int, today: datetime.date) -> _Span | None:
    """Read "spring 2021", "Q3 2013"."""
    quarter, after = QUARTER.fullmatch(words[at]), _skip(words, at + 1)
    year = _year(words, after, today)
    if not year or not (quarter or words[at] in SEASONS):
        return None
    first, last = _months(year, 3 * int(quarter["quarter"]) - 2 if quarter else SEASONS[words[at]])
    return _Span(first, last, after + 1)


def _of_numbers(word: str, at: int, today: datetime.date) -> _Span | None:
    """Read a one-word date: "1979", "1980s", "1979-1981", "2023-05-04"."""
    ends: list[PartialDate] = []
    if match := DECADE.fullmatch(word):
        decade = int(match["decade"] or f"19{match['short']}")
        ends = [PartialDate(decade + years) for years in PARTS_OF_A_DECADE[match["part"] or ""]]
    elif match := YEARS.fullmatch(word):
        ends = [PartialDate(year) for year in sorted((int(match["first"]), int(match["last"])))]
    elif match := NUMERIC.fullmatch(word):
        ends = [date] if (date := _numeric(match, today)) else []
    elif ISO.fullmatch(word):
        ends = [date] if (date := _parsed(word)) else []
    elif YEAR.fullmatch(word):
        ends = [PartialDate(int(word))]
    if not ends or not all(_is_year(date.year, today) for date in ends):
        return None
    return _Span(ends[0], ends[-1], at + 1)


def _numeric(match: re.Match[str], today: datetime.date) -> PartialDate | None:
    """Return the date of "7/20/05" or "20.7.2005". If it can be both, the month is first, except with points."""
    one, two, year = (int(match[name]) for name in ("one", "two", "year"))
    if year < 100:  # noqa: PLR2004 - two digits
        year += today.year // 100 * 100 - 100 * (year > today.year % 100 + YEARS_AHEAD)
    day_first = one > MONTHS_A_YEAR or (match["mark"] == "." and two <= MONTHS_A_YEAR)
    day, month = (one, two) if day_first else (two, one)
    return _parsed(f"{year}-{month:02}-{day:02}")


def _parsed(word: str) -> PartialDate | None:
    try:
        return PartialDate.parse(word)
    except ValueError:
        return None


def _with_month(words: Sequence[str], at: int, today: datetime.date, *, lone_month: bool) -> _Span | None:
    """Read "May 2023", "May 5 2023", "5 May 2023", "5 de mayo de 2023", and "May" if a month alone is allowed."""
    place, day = at, 0
    if (match := DAY.fullmatch(words[place])) and place + 1 < len(words):
        day, place = int(match["day"]), _skip(words, place + 1)
    if place >= len(words) or (month := MONTHS.get(words[place])) is None:
        return None
    place += 1
    after = _skip(words, place)
    if not day and after < len(words) and (match := DAY.fullmatch(words[after])):
        day, place = int(match["day"]), after + 1
        after = _skip(words, place)
    if year := _year(words, after, today):
        return _span_of_date(year, month, day, after + 1)
    if not lone_month:
        return None
    return _span_of_date(today.year - ((month, day) > (today.month, today.day)), month, day, place)


def _span_of_date(year: int, month: int, day: int, end: int) -> _Span | None:
    try:
        date = PartialDate(year, month, day) if day else PartialDate(year, month)
    except ValueError:
        return None
    return _Span(date, date, end)


def _year(words: Sequence[str], at: int, today: datetime.date) -> int:
    if at < len(words) and YEAR.fullmatch(words[at]) and _is_year(int(words[at]), today):
        return int(words[at])
    return 0


def _is_year(year: int, today: datetime.date) -> bool:
    return FIRST_YEAR <= year <= today.year + YEARS_AHEAD


def _skip(words: Sequence[str], at: int) -> int:
    """Return the place after "the", or "de" in Spanish dates."""
    while at < len(words) and words[at] in THE:
        at += 1
    return at


def _range(first: PartialDate, last: PartialDate) -> Dated:
    return Dated(first, last) if first.first <= last.first else Dated(last, first)


def _day_before(date: PartialDate) -> PartialDate:
    day = date.first - datetime.timedelta(days=1)
    if date.month is None:
        return PartialDate(day.year)
    return PartialDate(day.year, day.month) if date.day is None else PartialDate(day.year, day.month, day.day)


def _months_before(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
