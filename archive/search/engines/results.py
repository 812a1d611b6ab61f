"""The answers of the search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext

from archive.models import GAP
from archive.search.question import Facet, Highlight, SearchRequest
from archive.search.question.grammar.nodes import Dated
from archive.search.question.natural import Reading


class SearchUnavailable(Exception):
    """The index cannot be read now. All pages except the search work, and the index can be rebuilt."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(" ".join(filter(None, [gettext("Search is not available while we repair it."), reason])))


class SearchUnreachable(SearchUnavailable):
    """The search server does not answer. Nobody knows whether its index is intact, so nothing must be rebuilt."""


@dataclass(frozen=True)
class Hit:
    """One statement found: its number and its score.

    ``missing`` are the parts of a question, as typed, that a hit of the wider search lacks.
    """

    number: int
    score: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class FacetCount:
    """How many statements of the whole result have a value: an id, a year or a kind, never a name."""

    value: int | str
    count: int


@dataclass(frozen=True)
class WordCount:
    """A word of the archive, folded, and how many statements have it."""

    word: str
    count: int


@dataclass(frozen=True)
class TellingWord:
    """A folded word that is typical of a group of statements.

    ``count`` statements of the group have it, and ``first`` is the first of them.
    """

    word: str
    count: int
    first: int = 0


class MarkedSegment(NamedTuple):
    """A piece of a text. All pieces together are the text."""

    text: str
    marked: bool
    # What a page says about a gap in place of redacted words. A gap is its own segment.
    note: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether words were redacted here."""
        return self.text.startswith(GAP)


@dataclass(frozen=True)
class Respelling:
    """A search that finds something: its text in segments with the corrections marked, its URL, its total.

    ``changes`` says which word of the reader's search was replaced with which.
    """

    segments: list[MarkedSegment]
    query: str
    total: int
    changes: Mapping[str, str]

    @property
    def text(self) -> str:
        """The search as a reader would type it."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class SearchResults:
    """The requested page of hits, the exact total, and how the reader's words were read.

    ``reading`` has sentences for the page; ``ignored`` those about what was left out or limited. ``readings`` are words
    that were understood as more than words, ``unneeded`` those that need not be found. A short list also has hits that
    lack a part: ``listed`` is how many hits it then has, and ``total`` and ``facets`` are without these. ``answered``
    is the request that the index got, and ``correction`` says which of the reader's words it spells differently.
    ``softened`` are dates that left nothing of the search and were then taken as wishes.
    """

    request: SearchRequest
    total: int
    hits: list[Hit]
    facets: dict[Facet, list[FacetCount]] = field(default_factory=dict)
    reading: str = ""
    ignored: list[str] = field(default_factory=list)
    highlight: Highlight = field(default_factory=Highlight)
    readings: tuple[Reading, ...] = ()
    unneeded: tuple[str, ...] = ()
    answered: SearchRequest | None = None
    correction: Respelling | None = None
    softened: tuple[Dated, ...] = ()
    listed: int = 0

    @property
    def parts(self) -> int:
        """The number of words, or groups of words, that a statement can have or lack."""
        asked = self.answered or self.request
        return len(asked.question.parts) if asked.question else 0

    @property
    def counted_hits(self) -> list[Hit]:
        """The hits in ``total``: without those that lack a part, unless the wider search was requested."""
        return self.hits if self.request.wide else [hit for hit in self.hits if not hit.missing]

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-max(self.total, self.listed) // self.request.page_size))
