"""Other spellings of what was typed that the record has: "day care" and "daycare", "color" and "colour".

The words of the index decide: a spelling that no statement has is none, so each record has its own, and removed words
are forgotten with it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from archive.language.function_words import FUNCTION_WORDS
from archive.search.question.analysis import words
from archive.search.question.concepts import as_nodes
from archive.search.question.natural.forms import OtherForms

InRecord = Callable[[Set[str]], Mapping[str, int]]
"""Returns how many statements have each of some folded words, or pairs of words with a space between, if any has."""

FEWEST = 2
"""What fewer statements have is a slip of the record."""

PLENTY = 20
"""A spelling that so many statements have needs no other."""

SHORTEST_JOINED = 5
SHORTEST_END = 3
# American and British, each in both directions. Words with other meanings are not far: filled and filed.
VARIANTS = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"(?<=\w{3})our", "or"),
        (r"(?<=\w{3})or", "our"),
        (r"(?<=\w{3})([iy])s(?=e|ing|ation)", r"\1z"),
        (r"(?<=\w{3})([iy])z(?=e|ing|ation)", r"\1s"),
        (r"(?<=\w{2})([tb])re(?=s?$)", r"\1er"),
        (r"(?<=\w{2})([tb])er(?=s?$)", r"\1re"),
        (r"(?<=\w{2})ence(?=s?$|less)", "ense"),
        (r"(?<=\w{2})ense(?=s?$|less)", "ence"),
        (r"(?<=\w{3})ogue(?=s?$)", "og"),
        (r"(?<=\w{3})og(?=s?$)", "ogue"),
        (r"(?<=[aeiou][^aeiou][aeiou])ll(?=ed$|ing$|[eo]rs?$|ment)", "l"),
        (r"(?<=[aeiou][^aeiou][aeiou])l(?=ed$|ing$|[eo]rs?$|ment)", "ll"),
        (r"mme(?=s?$)", "m"),
        (r"(?<=gra)m(?=s?$)", "mme"),
    )
)


def spellings(typed: Sequence[str], in_record: InRecord) -> list[OtherForms]:
    """Return the words, as typed, that the record spells otherwise too: in two words, in one, or as others spell.

    A word or pair that enough statements have as typed is left out.
    """
    said = list(map(_single, typed))
    joined = {at: one + other for at, (one, other) in enumerate(pairwise(said)) if one and other}
    known = dict(in_record({*filter(None, said), *joined.values()})) if any(said) else {}
    pairs = [(at, at + 2, (word,)) for at, word in joined.items() if known.get(word, 0) >= FEWEST]
    scarce = [(at, word) for at, word in enumerate(said) if word and known.get(word, 0) < PLENTY]
    possible = [*pairs, *((at, at + 1, parts) for at, word in scarce for parts in _parts_of(word))]
    if new := {part for *_, parts in possible for part in parts} - known.keys():
        known |= in_record(new)
    written = [
        (start, end, " ".join(said[start:end]), " ".join(parts))
        for start, end, parts in possible
        if known.keys() >= set(parts)
    ]
    if apart := {text for *_, one, other in written for text in (one, other) if " " in text}:
        known |= in_record(apart)
    return [
        OtherForms(start, end, as_nodes([other]))
        for start, end, one, other in written
        if known.get(one, 0) < PLENTY and known.get(other, 0) >= FEWEST
    ]


def _single(text: str) -> str:
    """Return the word of a text that is one word of letters and says something, folded."""
    parts = words(text)
    return parts[0] if len(parts) == 1 and parts[0].isalpha() and parts[0] not in FUNCTION_WORDS else ""


def _parts_of(word: str) -> Iterator[tuple[str, ...]]:
    """Yield how a word may be spelt otherwise: its halves, or another word."""
    if len(word) < SHORTEST_JOINED:
        return
    halves = ((word[:place], word[place:]) for place in range(1, len(word) - SHORTEST_END + 1))
    others = ((pattern.sub(other, word),) for pattern, other in VARIANTS)
    for parts in (*halves, *others):
        if FUNCTION_WORDS.isdisjoint(parts) and parts != (word,):
            yield parts
