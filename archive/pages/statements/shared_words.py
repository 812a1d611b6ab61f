"""The earlier statements that a wording shares words with, and the later ones, for its page."""

from dataclasses import dataclass
from typing import Any

from archive.citations.context import shortened
from archive.citations.permalink import passage_path
from archive.citations.quote_range import QuoteRange
from archive.models import Quotation, Revision, Statement

SHOWN = 20
LONGEST_WORDS = 300


@dataclass(frozen=True)
class SharedWords:
    """Words that are also in another statement: the words, that statement, and the URL of the passage in it."""

    words: str
    statement: Statement
    path: str


@dataclass(frozen=True)
class Quotations:
    """What a wording shares with earlier statements, and with later ones."""

    quotes: list[SharedWords]
    quoted_in: list[SharedWords]


def quotations_of(revision: Revision) -> Quotations:
    """Return what was found and is still current, in one query; nothing for a wording that is no longer current."""
    rows = list(Quotation.objects.public().of(revision)[:SHOWN])
    return Quotations(
        [_shared(row, row.quoted, row.quoted_start, row.quoted_end) for row in rows if row.quoting_id == revision.pk],
        [_shared(row, row.quoting, row.quoting_start, row.quoting_end) for row in rows if row.quoted_id == revision.pk],
    )


def _shared(row: Any, other: Revision, start: int, end: int) -> SharedWords:
    return SharedWords(
        shortened(row.words, LONGEST_WORDS), other.statement, passage_path(other, QuoteRange(start, end))
    )
