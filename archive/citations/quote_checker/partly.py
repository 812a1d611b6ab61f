"""A quotation of which only some words are on record."""

from archive.citations.quote_checker.joined import JoinedPart, runs
from archive.citations.quote_checker.quotation import PastedQuotation
from archive.citations.quote_checker.text import SplitText
from archive.models import Revision

# Shorter runs may be in the record by chance. Slightly shorter ones count if they are a large part of the quotation.
LONGEST_BY_CHANCE = 7
SHORTEST_RUN = 6
GOOD_PART = 0.4


def partly(quotation: PastedQuotation, texts: list[tuple[Revision, SplitText]]) -> list[JoinedPart]:
    """Return the runs of words on record, in order; none if they may be there by chance."""
    size = len(quotation.keys)
    return [
        part
        for part in runs(quotation, texts)
        if part.size > LONGEST_BY_CHANCE or (part.size >= SHORTEST_RUN and part.size >= GOOD_PART * size)
    ]


def missing(quotation: PastedQuotation, parts: list[JoinedPart]) -> tuple[str, ...]:
    """Return the words of the quotation between the parts."""
    found, at = [], 0
    for part in [*parts, None]:
        stop = part.first if part else len(quotation.words)
        if at < stop:
            found.append(quotation.text[quotation.words[at].start : quotation.words[stop - 1].end])
        at = part.first + part.size if part else stop
    return tuple(found)
