"""What a reader asks of the search, as plain values."""

import datetime
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from archive.search.question.values import Facet

if TYPE_CHECKING:
    from archive.search.question.question import Question

PAGE_SIZE = 20
"""How many a page of the site shows, and how many the wider search looks for, however many a page shows."""


class Sort(StrEnum):
    """Orders of a result. Newest and oldest are by the day of the statement; published, the last published first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLISHED = "published"


@dataclass(frozen=True)
class SearchRequest:
    """One search: the words as typed, its filters, its order and its page.

    ``filters`` has for each facet the values that a statement may have (any of them): ids of boards, speakers and
    topics, years, and the values of Statement.Kind, Statement.TextStatus, Decision.Result and Ballot.Choice. Different
    facets must all match. Days are those of the statement's date; a date known to the month or year is in every range
    that it overlaps. Pages count from 1. ``published_since`` leaves out what was published before, ``changed_since``
    what neither was published nor changed since: an engine gets the numbers of the others in ``among``, and finds only
    those.

    ``question`` is what the text means, if natural words were understood (``archive.search.question.natural``); an
    engine answers it instead of the text. ``wide`` includes statements with most of its parts, after those with all of
    them. ``literal`` takes every word as typed. ``substantial`` leaves out statements of a few words without a title
    (``archive.search.question.weights``). ``without_topics`` does not search the names of topics.
    """

    text: str = ""
    filters: dict[Facet, frozenset[int | str]] = field(default_factory=dict)
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    meeting: int | None = None
    published_since: datetime.datetime | None = None
    changed_since: datetime.datetime | None = None
    among: frozenset[int] | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = PAGE_SIZE
    with_facets: bool = False
    question: "Question | None" = None
    wide: bool = False
    literal: bool = False
    substantial: bool = False
    without_topics: bool = False

    def changed(self, **values: Any) -> Self:
        """Return the same request with some values changed."""
        return replace(self, **values)
