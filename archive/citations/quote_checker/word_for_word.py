"""Words that are in a row in a text: verbatim, or verbatim except for punctuation and capitals."""

from archive.citations.difference import compare
from archive.citations.quote_checker.finding import Difference, Finding, Verdict
from archive.citations.quote_checker.quotation import GapKind, PastedQuotation
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.typography import canonical, outer
from archive.citations.quote_range import QuoteRange

LONGEST_MARKS = 12


def word_for_word(quotation: PastedQuotation, text: SplitText) -> Finding | None:
    """Return the best place where all words of the quotation are in a row, ignoring gaps, or None.

    It is verbatim only if the text has the same characters, including marks at the ends, whatever their shape. An
    ellipsis where the text leaves nothing out is a mark that the text does not have.
    """
    findings = [_at(quotation, text, place) for place in text.places(quotation.keys)]
    return min(findings, key=lambda finding: finding.rank, default=None)


def _at(quotation: PastedQuotation, text: SplitText, place: int) -> Finding:
    written, quoted = quotation.text, quotation.words
    first, last = text.words[place], text.words[place + len(quoted) - 1]
    start, end = first.start, last.end
    before, after = outer(written[: quoted[0].start]), outer(written[quoted[-1].end :])
    same = canonical(written[quoted[0].start : quoted[-1].end]) == canonical(text.text[start:end])
    start, same_before = _reach_back(text.text, start, before)
    end, same_after = _reach_on(text.text, end, after)
    has_dots = any(gap.kind == GapKind.ELLIPSIS for gap in quotation.gaps)
    if same and same_before and same_after and not has_dots:
        return Finding(Verdict.VERBATIM, QuoteRange(start, end))
    pieces = compare(text.text[start:end], written)
    differences = tuple(Difference(piece.kind, piece.old, piece.new) for piece in pieces)
    return Finding(Verdict.PUNCTUATION, QuoteRange(start, end), differences)


def _reach_on(text: str, end: int, marks: str) -> tuple[int, bool]:
    """Return where the passage ends, with the marks that end the quotation, and whether the text has them."""
    stops = range(end, min(len(text), end + LONGEST_MARKS) + 1)
    return next(((stop, True) for stop in stops if outer(text[end:stop]) == marks), (end, False))


def _reach_back(text: str, start: int, marks: str) -> tuple[int, bool]:
    firsts = range(start, max(0, start - LONGEST_MARKS) - 1, -1)
    return next(((first, True) for first in firsts if outer(text[first:start]) == marks), (start, False))
