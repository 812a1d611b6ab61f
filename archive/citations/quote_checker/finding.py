"""What was found of a quotation in one text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from archive.citations.passages.difference import Excerpt, PieceKind
from archive.citations.passages.quote_range import QuoteRange

# Two runs of words have a space between them, and a word and its mark have none.
WORD_END = re.compile(r"[^\s(\[“‘«$€£—–-]\Z")
WORD_START = re.compile(r"[\w(\[“‘«$€£…]")


class NothingToCheck(Exception):
    """The pasted text cannot be checked; has a sentence for the reader."""


class Verdict(StrEnum):
    """How a quotation relates to what is published, best first."""

    VERBATIM = "verbatim"
    PUNCTUATION = "punctuation"
    ALTERED = "altered"
    JOINED = "joined"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


IN_A_ROW = frozenset({Verdict.VERBATIM, Verdict.PUNCTUATION})


class Convention(StrEnum):
    """How the press may print words that were said so, without a mark that shows it."""

    CLOSING_MARK = "closing_mark"
    CAPITAL = "capital"
    FIGURES = "figures"


@dataclass(frozen=True)
class Difference:
    """A run of words as published and as quoted: the same, added, dropped or changed."""

    kind: PieceKind
    published: str
    quoted: str


@dataclass(frozen=True)
class Finding:
    """Where a quotation is in a text, and the differences; none if it is verbatim.

    ``only_where_marked`` says that the quotation itself shows every difference, with an ellipsis or brackets.
    ``likeness`` is the share of the quotation's words that are in the text, in order. ``conventions`` are the ways in
    which its print differs although the words are the same. ``loses_its_question`` says that a part of a question is
    printed as a statement.
    """

    verdict: Verdict
    passage: QuoteRange
    differences: tuple[Difference, ...] = ()
    only_where_marked: bool = False
    likeness: float = 1.0
    conventions: frozenset[Convention] = frozenset()
    loses_its_question: bool = False

    @property
    def is_one_run(self) -> bool:
        """Whether the quotation has a single run of the published words, and other words only before and after it."""
        runs = [part for part in self.differences if part.kind == PieceKind.SAME]
        return self.verdict == Verdict.ALTERED and not self.only_where_marked and len(runs) == 1

    @property
    def rank(self) -> tuple[int, bool, float]:
        """Orders findings, the best first."""
        return list(Verdict).index(self.verdict), not self.only_where_marked, -self.likeness

    @property
    def pieces(self) -> list[Excerpt]:
        """The record's words with the differences, as a page shows them; none if there are none."""
        shown: list[Excerpt] = []
        for part in self.differences:
            last = shown[-1].old or shown[-1].new if shown else ""
            space = " " * bool(WORD_END.search(last) and WORD_START.match(part.published or part.quoted))
            new = f" {part.quoted}" if part.kind == PieceKind.CHANGED else part.quoted
            if part.kind == PieceKind.SAME:
                new = part.published
            old, new = (f"{space}{part.published}", new) if part.published else ("", f"{space}{new}")
            shown.append(Excerpt(part.kind, old, old if part.kind == PieceKind.SAME else new))
        return shown
