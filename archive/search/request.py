"""What a reader asks of the search, as plain values."""

import datetime
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from archive.search.question import Question

PAGE_SIZE = 20


class Sort(StrEnum):
    """Orders of a result."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Facet(StrEnum):
    """What a result is counted and narrowed by; the values are those of ``SearchRequest.filters``."""

    BOARD = "board"
    SPEAKER = "speaker"
    YEAR = "year"
    TOPIC = "topic"
    KIND = "kind"
    TEXT_STATUS = "text_status"


@dataclass(frozen=True)
class SearchRequest:
    """One search: the words as typed, what it is narrowed to, its order and its page.

    ``filters`` holds for each facet the values a statement may have (any of them): ids of boards, speakers and topics,
    years, and the values of Statement.Kind and Statement.TextStatus. Different facets must all hold. Days are those of
    the statement's date; a date known to the month or year lies in every range it overlaps. Pages count from 1.

    ``question`` is what the text means, where natural words were understood (``archive.search.natural``): an engine
    answers it in the place of the text. ``wide`` takes in statements with most of its parts, and ranks those with all
    of them first. ``literal`` has every word of the text taken as it was typed. ``substantial`` leaves out what is only
    a few words long and has no title (``archive.search.weights``). ``without_topics`` leaves the
    names of topics out of what is looked in.
    """

    text: str = ""
    filters: dict[Facet, frozenset[int | str]] = field(default_factory=dict)
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    meeting: int | None = None
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
