"""What the search answers."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from archive.search.request import Facet, SearchRequest

if TYPE_CHECKING:
    from archive.search.natural import Reading
    from archive.search.spelling import Respelling


class SearchUnavailable(Exception):
    """The index cannot be read now; every page but the search goes on, and the index can be rebuilt."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(" ".join(filter(None, [gettext("Search is not available while we repair it."), reason])))


class SearchUnreachable(SearchUnavailable):
    """The search server does not answer: whether its index is sound, nobody knows, and nothing is to be rebuilt."""


@dataclass(frozen=True)
class Hit:
    """One statement found: its number and how well it matches.

    ``missing`` are the parts of a question, as typed, that a hit of the wider search lacks.
    """

    number: int
    score: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class FacetCount:
    """How many statements of the whole result have a value; an id, a year or a kind, never a name."""

    value: int | str
    count: int


@dataclass(frozen=True)
class WordCount:
    """A word of the archive, folded, and how many statements have it."""

    word: str
    count: int


@dataclass(frozen=True)
class TellingWord:
    """A folded word that sets a group of statements apart.

    ``count`` statements of the group have it, the first of them by number is ``first``; ``others`` is how many
    statements have it of those that the group was compared with, where it was compared with some.
    """

    word: str
    count: int
    first: int
    others: int = 0


@dataclass(frozen=True)
class Highlight:
    """What to mark in a text; words are folded (``archive.search.analysis``).

    ``words`` as written, ``stems`` of words in any form, ``prefixes`` that words begin with, ``misspelt`` words that
    may differ by one letter, and ``phrases`` of words that follow each other.
    """

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    misspelt: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class SearchResults:
    """The page of hits asked for, the exact total, and how the reader's words were read.

    ``reading`` holds whole sentences for the page; ``ignored`` those on what was left out or capped. ``readings`` are
    words read as more than words, ``unneeded`` those that need not be found. A first page with room left goes on with
    hits that lack a part: they are not in ``total``, ``pages`` or ``facets``. ``answered`` is the request that the
    index was asked, and ``correction`` says which words of the reader's it spells otherwise.
    """

    request: SearchRequest
    total: int
    hits: list[Hit]
    facets: dict[Facet, list[FacetCount]] = field(default_factory=dict)
    reading: str = ""
    ignored: list[str] = field(default_factory=list)
    highlight: Highlight = Highlight()
    readings: tuple["Reading", ...] = ()
    unneeded: tuple[str, ...] = ()
    answered: SearchRequest | None = None
    correction: "Respelling | None" = None

    @property
    def parts(self) -> int:
        """The number of words, or groups of words, that a statement can have or lack."""
        asked = self.answered or self.request
        return len(asked.question.parts) if asked.question else 0

    @property
    def counted_hits(self) -> list[Hit]:
        """The hits that ``total`` counts: without those that lack a part, unless the wider search was asked for."""
        return self.hits if self.request.wide else [hit for hit in self.hits if not hit.missing]

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // self.request.page_size))
