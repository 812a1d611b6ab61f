"""One reading of a quotation against one text."""

from collections.abc import Iterator
from dataclasses import replace

from archive.citations.quote_checker.altered import altered
from archive.citations.quote_checker.claim import GLUE, Role
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.in_parts import in_parts
from archive.citations.quote_checker.quotation import GapKind, PastedQuotation
from archive.citations.quote_checker.text import Text
from archive.citations.quote_checker.word_for_word import word_for_word

# An attribution with so much of what stands beside the passage was taken from the record, and is part of the quotation.
FROM_THE_RECORD = 0.5
VERBS = frozenset({Role.VERB, Role.TELLING_VERB, Role.PARTICIPLE})


def examine(quotation: PastedQuotation, text: Text) -> Finding | None:
    """Return the best that the text has of the quotation, or nothing if it merely looks alike.

    A quotation with words in brackets is never word for word in the text, even where its other words are. Nothing is
    found across a gap where words were redacted, unless the quotation itself shows that it leaves something out. Where
    words were pasted that are neither quoted nor an attribution, no more than a part is found; and nothing where what
    is read as an attribution stands beside the words in the record, for then it is quoted too.
    """
    found = min(_findings(quotation, text), key=lambda finding: finding.rank, default=None)
    if found is None or _has_an_attribution_of_the_record(quotation, found, text):
        return None
    return replace(found, verdict=Verdict.PARTLY, only_where_marked=False) if quotation.outside else found


def _findings(quotation: PastedQuotation, text: Text) -> Iterator[Finding]:
    has_brackets = any(gap.kind == GapKind.BRACKET for gap in quotation.gaps)
    in_a_row = None if has_brackets else word_for_word(quotation, text)
    if found := in_a_row or in_parts(quotation, text):
        yield found
        return
    yield from (like for stretch in text.stretches if (like := altered(quotation, stretch)))


def _has_an_attribution_of_the_record(quotation: PastedQuotation, found: Finding, text: Text) -> bool:
    """Return whether what is read as an attribution stands on its side of the passage in the record, or nearly so."""
    before = [word.key for word in text.words if word.end <= found.passage.start]
    after = [word.key for word in text.words if word.start >= found.passage.end]
    for claim, comes_first in quotation.claims:
        near = len(claim.words) + 1
        beside = before[-near:] if comes_first else after[:near]
        telling = {word.key: word.role for word in claim.words if word.role not in GLUE}
        of_the_record = telling.keys() & set(beside)
        # Somebody named is compared with the speaker, so a verb alone makes it none of the record's.
        is_verb_alone = claim.names_somebody and all(telling[key] in VERBS for key in of_the_record)
        if telling and not is_verb_alone and len(of_the_record) >= FROM_THE_RECORD * len(telling):
            return True
    return False
