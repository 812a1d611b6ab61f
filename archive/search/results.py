"""The answers of the search."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from archive.search.request import Facet, SearchRequest

if TYPE_CHECKING:
    from archive.search.natural import Reading
    from archive.search.spelling import Respelling


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

    ``count`` statements of the group have it. If the group was given by numbers, ``first`` is the first of them.
    ``others`` says how many of the statements that the group was compared with have it.
    """

    word: str
    count: int
    first: int = 0
    others: int = 0


@dataclass(frozen=True)
class Highlight:
    """What to mark in a text. Words are folded (``archive.search.analysis``).

    ``words`` as written, ``stems`` of words in any form, ``prefixes`` of words, ``misspelt`` words that may differ by
    one letter, and ``phrases`` of words in a row.
    """

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    misspelt: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class SearchResults:
    """The requested page of hits, the exact total, and how the reader's words were read.

    ``reading`` has sentences for the page; ``ignored`` those about what was left out or limited. ``readings`` are words
    that were understood as more than words, ``unneeded`` those that need not be found. A first page with room also has
    hits that lack a part: they are not in ``total``, ``pages`` or ``facets``. ``answered`` is the request that the
    index got, and ``correction`` says which of the reader's words it spells differently.
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
        """The hits in ``total``: without those that lack a part, unless the wider search was requested."""
        return self.hits if self.request.wide else [hit for hit in self.hits if not hit.missing]

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // self.request.page_size))
