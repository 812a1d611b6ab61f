"""Texts of plain words and quotations: the words that every hit of the exact search must have.

Most searches ask for nothing else, so their text need not be understood as a question.
"""

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from archive.language.function_words import (
    EVERYDAY_WORDS,
    FUNCTION_WORDS,
    OF_OFFICES,
    QUESTION_WORDS,
    SAYERS,
    SAYING,
    TITLES,
)
from archive.language.people import HONORIFICS as TITLES_OF_RESPECT
from archive.language.people import is_given_name
from archive.search.question.analysis import SPACED_WORD, fold
from archive.search.question.concepts import Concepts
from archive.search.question.grammar.leaves import MOST_WORDS
from archive.search.question.natural.dates import DATE_WORDS, MONTHS, SEASONS, UNITS
from archive.search.question.natural.forms import LARGE, NUMBERS, PERCENT, other_forms
from archive.search.question.natural.people import ABOUT, HONORIFICS, LONGEST_NAME, KnownNames
from archive.search.question.natural.spellings import InRecord, spellings
from archive.search.question.natural.understanding import BY

# Words, quoted words, and the punctuation between them, without operators or fields.
PIECE = rf'(?:{SPACED_WORD}[.?!]*|"{SPACED_WORD}(?:\ {SPACED_WORD})*")'
PLAIN = re.compile(rf"{PIECE}(?:[\s,;]+{PIECE})*\s*")
PIECES = re.compile(rf'"([^"]+)"|({SPACED_WORD})')
OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})
UNNEEDED = FUNCTION_WORDS | QUESTION_WORDS | SAYERS | SAYING | TITLES | ABOUT | BY | HONORIFICS | DATE_WORDS
UNNEEDED |= {*EVERYDAY_WORDS, *OF_OFFICES, *LARGE, *NUMBERS, *PERCENT}
# Every date in words has one of the first; every question about a speaker has one of the others, and a name or office.
OF_DATES = frozenset(MONTHS) | frozenset(SEASONS) | frozenset(UNITS)
ASKING = SAYING | ABOUT | BY
OF_SPEAKERS = ASKING | TITLES | TITLES_OF_RESPECT


class Needed(NamedTuple):
    """Words that must be found in any form, and ``quoted`` ones that must be found as written.

    If they ``are_all``, the text asks for nothing else.
    """

    words: list[str]
    quoted: list[str]
    are_all: bool


NOTHING = Needed([], [], are_all=False)


class NeededWords:
    """Reads many texts, and remembers what it has learnt about each word."""

    def __init__(self, concepts: Concepts, names: KnownNames, in_record: InRecord) -> None:
        self._concepts = concepts
        self._names = names
        self._in_record = in_record
        self._counts: dict[str, int] = {}
        self._needed: dict[str, bool] = {}
        self._begins: dict[str, bool] = {}
        self._is_named: dict[str, bool] = {}

    def of(self, text: str, *, literal: bool) -> Needed:
        """Return what a text needs: nothing if it is more than plain words. ``literal`` takes each word as typed."""
        if not PLAIN.fullmatch(text):
            return NOTHING
        pieces = PIECES.findall(text)
        quoted = [quotation for quotation, _ in pieces if quotation]
        words = [word for _, word in pieces if word]
        is_long = len(words) + sum(quotation.count(" ") + 1 for quotation in quoted) > MOST_WORDS
        if is_long or not OPERATORS.isdisjoint(words):
            return NOTHING
        if literal:
            return Needed(words, quoted, are_all=True)
        spelt = (*other_forms(words), *spellings(words, self._of_record))
        otherwise = {place for start, end, _ in spelt for place in range(start, end)}
        if otherwise or self._may_mean_more(words):
            needed = [word for place, word in enumerate(words) if place not in otherwise and self._is_needed(word)]
            return Needed(needed, quoted, are_all=False)
        telling = [word for word in words if fold(word) not in FUNCTION_WORDS]
        return Needed(telling if telling or quoted else words, quoted, are_all=True)

    def _may_mean_more(self, words: list[str]) -> bool:
        """Return whether words may be a date, a name, a question about what was said, or a term of a concept."""
        folded = frozenset(map(fold, words))
        if not folded.isdisjoint(EVERYDAY_WORDS):
            return True
        if not folded.isdisjoint(OF_DATES) or (any(map(self._begins_term, words)) and self._concepts.found(words)):
            return True
        given = set(filter(is_given_name, folded))
        name = folded - HONORIFICS - TITLES
        if 0 < len(name) <= LONGEST_NAME and all(self._has_names(frozenset({word})) for word in name - given):
            # Nothing but a name asks for what that person said. A given name may be left out.
            return True
        if given and any(word[0].isupper() and fold(word) in FUNCTION_WORDS for word in words):
            # An everyday word may be a name: "Will Burns".
            return True
        if folded.isdisjoint(OF_SPEAKERS):
            return False
        names_office = not folded.isdisjoint(TITLES) and not folded.isdisjoint(ASKING)
        return names_office or not folded.isdisjoint(QUESTION_WORDS) or self._has_names(folded)

    def _of_record(self, folded: AbstractSet[str]) -> dict[str, int]:
        if new := folded - self._counts.keys():
            self._counts |= dict.fromkeys(new, 0) | dict(self._in_record(new))
        return {text: count for text in folded if (count := self._counts[text])}

    def _has_names(self, folded: frozenset[str]) -> bool:
        new = folded - self._is_named.keys()
        if new:
            known = self._names.known(new)
            self._is_named.update((word, word in known) for word in new)
        return any(self._is_named[word] for word in folded)

    def _begins_term(self, word: str) -> bool:
        if (known := self._begins.get(word)) is None:
            known = self._begins[word] = self._concepts.begins(word)
        return known

    def _is_needed(self, word: str) -> bool:
        """Return whether the word must be found in any case: it is in no date, name, question or concept."""
        if (known := self._needed.get(word)) is None:
            folded = fold(word)
            is_plain = folded not in UNNEEDED and not is_given_name(folded)
            known = self._needed[word] = is_plain and not self._concepts.holds(word)
        return known
