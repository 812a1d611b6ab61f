"""Whether words of a text are English or Spanish, judged where they stand: a text may have sentences of both."""

from collections.abc import Sequence

from archive.citations.passages.context import surroundings
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import keys
from archive.language.people import listed

ENGLISH = listed("the of and to in that is it for was this with are you we have be what they at our will would")
SPANISH = listed("de la que el los las y en un una por con para del se es al lo su esta como muy le les nos pero")
# So many words before and after a word tell its language better than the rest of the sentence.
NEAREST = 3


def is_spanish(text: str) -> bool:
    """Return whether the text has more of the most common words of Spanish than of English."""
    return _leaning(keys(text)) > 0


def is_spanish_at(text: str, place: QuoteRange) -> bool:
    """Return whether the sentence around a place is Spanish, or the text if the sentence does not tell."""
    around = surroundings(text, place)
    leaning = _leaning(keys(f"{around.start} {around.rest}"))
    return leaning > 0 if leaning else is_spanish(text)


def may_be_spanish(sentence: Sequence[str], at: int) -> bool:
    """Return whether a word of a sentence may be Spanish: neither the words next to it nor the sentence are English."""
    nearest = _leaning(sentence[max(0, at - NEAREST) : at]) + _leaning(sentence[at + 1 : at + 1 + NEAREST])
    return (nearest or _leaning(sentence)) >= 0


def _leaning(said: Sequence[str]) -> int:
    return sum((key in SPANISH) - (key in ENGLISH) for key in said)
