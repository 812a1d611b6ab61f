"""What boards and people speak about: the words typical of a year, and those used more often this quarter."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from archive.models import Board, PartialDate, Speaker
from archive.search import Facet, SearchRequest, SearchUnavailable, Sort, TellingWord, search, words_of_groups
from archive.search.engines import get_backend

WORDS_A_YEAR = 6
YEARS_SHOWN = 10
RISEN_SHOWN = 12
FEWEST_STATEMENTS = 20
"""With fewer statements, the words would be those of one speech, not of a year."""
RISEN = 1.5
"""How many times as large the share of statements with a word must be."""
MONTHS = 3
LANGUAGE = "en"
KEPT = 64
"""Of how many boards and speakers a process keeps the words, until the index changes."""


@dataclass(frozen=True)
class YearOfWords:
    """A year of a board or speaker, and its typical words."""

    year: int
    words: Sequence[TellingWord]


@dataclass(frozen=True)
class RisenWords:
    """Words that a larger share of the ``statements`` between two days has than of those of the previous year."""

    first: datetime.date
    last: datetime.date
    statements: int
    statements_before: int
    words: Sequence[TellingWord]


def words_by_year(subject: Board | Speaker, statements: Mapping[int, int]) -> list[YearOfWords]:
    """Return the latest years of the subject with their words; ``statements`` is the number in each year."""
    facet = Facet.BOARD if isinstance(subject, Board) else Facet.SPEAKER
    years = sorted((year for year, number in statements.items() if number >= FEWEST_STATEMENTS), reverse=True)
    language = subject.language if isinstance(subject, Board) else LANGUAGE
    try:
        version = get_backend().version()
        return _words_by_year(version, facet, subject.pk, subject.name, language, tuple(years[:YEARS_SHOWN]))
    except SearchUnavailable:
        return []


@lru_cache(maxsize=KEPT)
def _words_by_year(
    _index: str, facet: Facet, subject: int, name: str, language: str, years: Sequence[int]
) -> list[YearOfWords]:
    """Return the words, counted once for each version of the index: every statement of the years is read."""
    groups = [SearchRequest(filters={facet: frozenset({subject}), Facet.YEAR: frozenset({year})}) for year in years]
    found = words_of_groups(groups, WORDS_A_YEAR, language=language, leave_out=[name])
    return [YearOfWords(year, words) for year, words in zip(years, found, strict=True) if words]


def risen_words(latest: PartialDate | None) -> RisenWords | None:
    """Return the words used more often in the quarter of the latest statement than in the year before.

    Return None if either has too few statements, or if the index cannot be read.
    """
    if latest is None:
        return None
    day = min(latest.first, timezone.localdate())
    first = day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1)
    year_before = first.replace(year=first.year - 1) if first.year > 1 else first
    after = first + datetime.timedelta(days=MONTHS * 31)
    last = after.replace(day=1) - datetime.timedelta(days=1)
    try:
        return _risen_words(get_backend().version(), first, last, year_before)
    except SearchUnavailable:
        return None


@lru_cache(maxsize=KEPT)
def _risen_words(
    _index: str, first: datetime.date, last: datetime.date, year_before: datetime.date
) -> RisenWords | None:
    """Return the words between two days, counted once for each version of the index."""
    now = SearchRequest(first_day=first, last_day=last, sort=Sort.NEWEST, page_size=1)
    before = now.changed(first_day=year_before, last_day=first - datetime.timedelta(days=1))
    statements, statements_before = (search(period).total for period in (now, before))
    if min(statements, statements_before) < FEWEST_STATEMENTS:
        return None
    (words,) = words_of_groups([now], RISEN_SHOWN, language=LANGUAGE, others=before)
    # A word that a few long speeches use often is not a word that many people use.
    words = [word for word in words if word.count * statements_before > RISEN * word.others * statements]
    return RisenWords(first, last, statements, statements_before, words) if words else None
