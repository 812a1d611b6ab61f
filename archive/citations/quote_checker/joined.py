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
# A shorter run may be on record by chance, unless it is a large part of the quotation.
LONGEST_BY_CHANCE = 7
GOOD_PART = 0.4


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


def runs_on_record(quotation: PastedQuotation, texts: list[tuple[Revision, SplitText]]) -> list[JoinedPart]:
    """Return the runs of words that are on record, in order; none if they may be there by chance."""
    least = GOOD_PART * len(quotation.keys)
    return [part for part in runs(quotation, texts) if part.size > LONGEST_BY_CHANCE or part.size >= least]


def missing(quotation: PastedQuotation, parts: list[JoinedPart]) -> tuple[str, ...]:
    """Return the words of the quotation between the parts."""
    left_out, at = [], 0
    for part in [*parts, None]:
        stop = part.first if part else len(quotation.words)
        if at < stop:
            left_out.append(quotation.text[quotation.words[at].start : quotation.words[stop - 1].end])
        at = part.first + part.size if part else stop
    return tuple(left_out)


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
