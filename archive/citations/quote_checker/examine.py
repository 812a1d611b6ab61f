"""One reading of a quotation against one text."""

from archive.citations.quote_checker.altered import altered
from archive.citations.quote_checker.finding import Finding
from archive.citations.quote_checker.in_parts import in_parts
from archive.citations.quote_checker.quotation import GapKind, Quotation
from archive.citations.quote_checker.text import Text
from archive.citations.quote_checker.word_for_word import word_for_word


def examine(quotation: Quotation, text: Text) -> Finding | None:
    """Return the best that the text has of the quotation, or nothing where it merely looks alike.

    A quotation with words in brackets is never word for word in the text, even where its other words are. Nothing is
    found across a gap where words were redacted, unless the quotation itself shows that it leaves something out.
    """
    has_brackets = any(gap.kind == GapKind.BRACKET for gap in quotation.gaps)
    in_a_row = None if has_brackets else word_for_word(quotation, text)
    if found := in_a_row or in_parts(quotation, text):
        return found
    likes = [like for stretch in text.stretches if (like := altered(quotation, stretch))]
    return min(likes, key=lambda finding: finding.rank, default=None)
