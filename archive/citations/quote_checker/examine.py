"""Compares one reading of a quotation with one text."""

from collections.abc import Iterator

from archive.citations.quote_checker.altered import altered
from archive.citations.quote_checker.finding import Finding
from archive.citations.quote_checker.in_parts import in_parts
from archive.citations.quote_checker.quotation import GapKind, PastedQuotation
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.word_for_word import word_for_word


def examine(quotation: PastedQuotation, text: SplitText) -> Finding | None:
    """Return the best match of the quotation in the text, or None if the text is merely similar.

    A quotation with words in brackets is never word for word in the text, even if its other words are. No match crosses
    a gap of redacted words, unless the quotation itself shows that it leaves something out.
    """
    return min(_findings(quotation, text), key=lambda finding: finding.rank, default=None)


def _findings(quotation: PastedQuotation, text: SplitText) -> Iterator[Finding]:
    has_brackets = any(gap.kind == GapKind.BRACKET for gap in quotation.gaps)
    in_a_row = None if has_brackets else word_for_word(quotation, text)
    if finding := in_a_row or in_parts(quotation, text):
        yield finding
        return
    yield from (like for stretch in text.stretches if (like := altered(quotation, stretch)))
