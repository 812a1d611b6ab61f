"""Compares one reading of a quotation with one text."""

from collections.abc import Iterator
from dataclasses import replace

from archive.citations.quote_checker import saying
from archive.citations.quote_checker.altered import altered
from archive.citations.quote_checker.claimed import GLUE, WordRole
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.in_parts import in_parts
from archive.citations.quote_checker.quotation import GapKind, PastedQuotation
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.word_for_word import word_for_word

# An attribution that has this much of the text next to the passage comes from the record and is quoted.
FROM_THE_RECORD = 0.5
VERBS = frozenset({WordRole.VERB, WordRole.TELLING_VERB, WordRole.PARTICIPLE})
WORDS_OF_SAYING = saying.VERBS | saying.TELLING | saying.PARTICIPLES


def examine(quotation: PastedQuotation, text: SplitText) -> Finding | None:
    """Return the best match of the quotation in the text, or None if the text is merely similar.

    A quotation with words in brackets is never word for word in the text, even if its other words are. No match crosses
    a gap of redacted words, unless the quotation itself shows that it leaves something out. If some pasted words are
    neither quoted nor an attribution, only a part can match. Nothing matches if the supposed attribution stands next to
    the words in the record, because then it is quoted too.
    """
    best = min(_findings(quotation, text), key=lambda finding: finding.rank, default=None)
    if best is None or _has_an_attribution_of_the_record(quotation, best, text):
        return None
    return replace(best, verdict=Verdict.PARTLY, only_where_marked=False) if quotation.outside else best


def _findings(quotation: PastedQuotation, text: SplitText) -> Iterator[Finding]:
    has_brackets = any(gap.kind == GapKind.BRACKET for gap in quotation.gaps)
    in_a_row = None if has_brackets else word_for_word(quotation, text)
    if finding := in_a_row or in_parts(quotation, text):
        yield finding
        return
    yield from (like for stretch in text.stretches if (like := altered(quotation, stretch)))


def _has_an_attribution_of_the_record(quotation: PastedQuotation, finding: Finding, text: SplitText) -> bool:
    """Return whether the supposed attribution stands, or nearly stands, on its side of the passage in the record.

    A verb of saying makes it one. If the record has only the name there ("My name is Ann Example. I live here"), it is
    not the attribution with a verb that was pasted.
    """
    before = [word.key for word in text.words if word.end <= finding.passage.start]
    after = [word.key for word in text.words if word.start >= finding.passage.end]
    for claim, comes_first in quotation.claims:
        near = len(claim.words) + 1
        beside = before[-near:] if comes_first else after[:near]
        telling = {word.key: word.role for word in claim.words if word.role not in GLUE}
        of_the_record = telling.keys() & set(beside)
        # A person named is compared with the speaker, so a verb alone does not make it part of the record.
        is_verb_alone = claim.names_somebody and all(telling[key] in VERBS for key in of_the_record)
        is_name_alone = claim.has_a_verb and WORDS_OF_SAYING.isdisjoint(beside)
        is_another = is_verb_alone or is_name_alone
        if telling and not is_another and len(of_the_record) >= FROM_THE_RECORD * len(telling):
            return True
    return False
