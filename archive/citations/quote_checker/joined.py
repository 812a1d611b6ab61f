"""A quotation that joins parts of several statements."""

from dataclasses import dataclass

from archive.citations.quote_checker.finding import Finding
from archive.citations.quote_checker.quotation import PastedQuotation
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.word_for_word import word_for_word
from archive.models import Revision

# Shorter runs are phrases that anyone may use.
SHORTEST_RUN = 5
LEAST_COVER = 0.9


@dataclass(frozen=True)
class JoinedPart:
    """Words of the quotation that are in a row in one text: ``size`` words from number ``first`` on."""

    words: str
    revision: Revision
    finding: Finding
    first: int
    size: int


def joined(quotation: PastedQuotation, texts: list[tuple[Revision, SplitText]]) -> list[JoinedPart]:
    """Return the parts that the quotation joins, in order; none if it does not join any.

    Nearly all its words must be in runs, each in one text, and in more than one statement.
    """
    parts = runs(quotation, texts)
    statements = {part.revision.statement_id for part in parts}
    covered = sum(part.size for part in parts)
    return parts if len(statements) > 1 and covered >= LEAST_COVER * len(quotation.keys) else []


def runs(quotation: PastedQuotation, texts: list[tuple[Revision, SplitText]]) -> list[JoinedPart]:
    """Return the longest runs of words that are in a text, from the first word on, without overlaps."""
    quoted, sought = quotation.words, quotation.keys
    parts: list[JoinedPart] = []
    at = 0
    while at <= len(sought) - SHORTEST_RUN:
        size, revision, text = _longest_run(sought[at:], texts)
        if revision is None or text is None:
            at += 1
            continue
        written = quotation.text[quoted[at].start : quoted[at + size - 1].end]
        finding = word_for_word(PastedQuotation((written,)), text)
        if finding:
            parts.append(JoinedPart(written, revision, finding, at, size))
        at += size
    return parts


def _longest_run(
    sought: list[str], texts: list[tuple[Revision, SplitText]]
) -> tuple[int, Revision | None, SplitText | None]:
    size = SHORTEST_RUN
    having = [pair for pair in texts if f" {' '.join(sought[:size])} " in pair[1].line]
    if not having:
        return 0, None, None
    while size < len(sought):
        longer = [pair for pair in having if f" {' '.join(sought[: size + 1])} " in pair[1].line]
        if not longer:
            break
        having, size = longer, size + 1
    return size, *having[0]
