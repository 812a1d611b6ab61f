"""Words that are in a row in a text: verbatim, or the same words with other marks or capitals."""

from archive.citations.passages.quote_range import QuoteRange
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.printed import WordRun, loses_its_question, printed
from archive.citations.quote_checker.quotation import PastedQuotation
from archive.citations.quote_checker.text import SplitText


def word_for_word(quotation: PastedQuotation, text: SplitText) -> Finding | None:
    """Return the best place where all words of the quotation are in a row, ignoring gaps, or None.

    It is verbatim only if the text has the same marks, whatever their shape, except for those that press style sets
    (``printed``). An ellipsis where the text leaves nothing out is a mark that the text does not have.
    """
    findings = (_at(quotation, text, place) for place in text.places(quotation.keys))
    return min(filter(None, findings), key=lambda finding: finding.rank, default=None)


def _at(quotation: PastedQuotation, text: SplitText, place: int) -> Finding | None:
    stored = WordRun(text.text, text.words[place : place + len(quotation.words)])
    quoted = WordRun(quotation.text, quotation.words)
    passage = QuoteRange(stored.start, stored.end)
    loses = not quotation.trails_off and loses_its_question(quoted, text.text, passage, first=quoted.word(0))
    compared = printed(quoted, stored, quotation.breaks, loses_its_question=loses)
    if not compared.has_the_words:
        return None
    verdict = Verdict.VERBATIM if compared.is_exact else Verdict.PUNCTUATION
    differences = () if compared.is_exact else tuple(compared.differences)
    return Finding(
        verdict,
        QuoteRange(compared.start, compared.end),
        differences,
        conventions=frozenset(compared.conventions),
        loses_its_question=compared.loses_its_question,
    )
