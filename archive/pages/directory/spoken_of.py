"""What boards and people speak about: the words typical of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.models import Board, Speaker, current_site
from archive.search import Facet, SearchRequest, SearchUnavailable, TellingWord, get_backend, words_of_groups

WORDS_A_YEAR = 6
YEARS_SHOWN = 10
FEWEST_STATEMENTS = 20
"""With fewer statements, the words would be those of one speech, not of a year."""
KEPT = 64
"""Of how many boards and speakers a process keeps the words, until the index changes."""


@dataclass(frozen=True)
class YearOfWords:
    """A year of a board or speaker, and its typical words."""

    year: int
    words: Sequence[TellingWord]


def words_by_year(subject: Board | Speaker, statements: Mapping[int, int]) -> list[YearOfWords]:
    """Return the latest years of the subject with their words; ``statements`` is the number in each year."""
    facet = Facet.BOARD if isinstance(subject, Board) else Facet.SPEAKER
    years = sorted((year for year, number in statements.items() if number >= FEWEST_STATEMENTS), reverse=True)
    language = (subject if isinstance(subject, Board) else current_site()).language
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
    by_year = words_of_groups(groups, WORDS_A_YEAR, language=language, leave_out=[name])
    return [YearOfWords(year, words) for year, words in zip(years, by_year, strict=True) if words]
