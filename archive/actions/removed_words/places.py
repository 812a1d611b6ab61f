"""Where wordings repeat a passage, and which of its words are names."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from archive.actions.removed_words.letters import is_initial, places_with, runs_in
from archive.actions.removed_words.passages import (
    RepeatedPassage,
    plain_keys,
    plain_words,
    spellings,
    whole_words,
    without,
)
from archive.citations.passages.difference import counterpart_range
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import keys
from archive.language.function_words import FUNCTION_WORDS
from archive.language.people import HONORIFICS
from archive.models import GAP, Revision, Statement
from archive.search import SearchUnavailable, numbers

# A full stop that ends no sentence: of a title or an initial before a name.
LONGEST_TITLE = 20
ABBREVIATED = re.compile(rf"\b(?:\w|{'|'.join(sorted(HONORIFICS))})\.$", re.IGNORECASE)
# A figure that is anybody's: a short one, or a year.
USUAL_FIGURE = re.compile(r"\d{1,3}|1[89]\d\d|20\d\d")
# Shorter names are too often something else.
SHORTEST_NAME = 3
# In so many statements a word is looked for in small letters.
LOOKED_AT = 20


def places(
    revisions: Iterable[Revision], revision: Revision, passage: QuoteRange, *, in_title: bool = False
) -> list[RepeatedPassage]:
    """Return where the wordings have the words of the passage, or what they have in its place.

    The passage is in the text, or ``in_title``. Capitals, accents, punctuation and spaces do not matter. If a wording
    does not have the words, the words around them show what is in their place, and ``is_same`` is false, as it is for
    names of the passage in a title. Raise OutsideText if the passage is not in the revision.
    """
    revisions = list(revisions)
    chosen = RepeatedPassage(revision, passage, in_title)
    sought = spellings(chosen.words)
    passages: list[RepeatedPassage] = []
    for other in revisions:
        titled = [RepeatedPassage(other, place, in_title=True) for place in places_with(other.title, sought)]
        same = [RepeatedPassage(other, place) for place in places_with(other.text, sought)]
        if other.pk == revision.pk:
            # As it was chosen, perhaps with the full stop that ends it.
            same = [chosen, *(place for place in same if not _is_within(place, chosen))]
            titled = [place for place in titled if not _is_within(place, chosen)]
        if not (same or in_title) and (instead := counterpart_range(passage, revision.text, other.text)):
            instead = whole_words(other.text, instead)
            if any(key != GAP for key in keys(instead.words_in(other.text))):
                same = [RepeatedPassage(other, instead, is_same=False)]
        passages += titled + same
    return passages + _names_in_titles(revisions, passages)


def _is_within(one: RepeatedPassage, other: RepeatedPassage) -> bool:
    is_inside = other.passage.start <= one.passage.start and one.passage.end <= other.passage.end
    return is_inside and one.in_title == other.in_title


def _names_in_titles(revisions: Iterable[Revision], passages: Sequence[RepeatedPassage]) -> list[RepeatedPassage]:
    """Return where titles have a name of the passage, but not the passage."""
    same = [place for place in passages if place.is_same]
    all_names = [(name,) for name in names_of(same)]
    kept = runs_in(kept_in(same, titles=False), all_names)
    names = [name for name in all_names if name not in kept]
    going = {place.revision.pk for place in same if place.in_title}
    return [
        RepeatedPassage(other, place, in_title=True, is_same=False)
        for other in revisions
        if other.pk not in going
        for place in sorted(places_with(other.title, names), key=lambda place: place.start)
    ]


def kept_in(gone: Iterable[RepeatedPassage], *, titles: bool = True) -> str:
    """Return the words that the wordings keep, with or without their titles."""
    return " ".join(f"{title if titles else ''} {text}" for title, text in without(gone).values())


def names_of(gone: Iterable[RepeatedPassage]) -> list[str]:
    """Return the keys of words of the places that look like names or figures.

    They have a capital inside a sentence, or directly before such a name, or they are a figure of four digits or more.
    """
    return list(dict.fromkeys(key for place in gone for key in reversed([*_names_in(place)])))


def _names_in(place: RepeatedPassage) -> Iterator[str]:
    """Yield the names of a place from its end."""
    before_name = place.passage.end
    for word in reversed(plain_words(place.words)):
        start, end = (place.passage.start + edge for edge in (word.start, word.end))
        written, before = place.whole[start:end], place.whole[:start].rstrip()
        inside = before and (before[-1] not in ".!?:" or ABBREVIATED.search(before[-LONGEST_TITLE:]))
        begins_name = place.whole[end:before_name] == " "
        is_figure = any(map(str.isdigit, written)) and not USUAL_FIGURE.fullmatch(word.key)
        if is_figure or (written[0].isupper() and (inside or begins_name) and word.key not in FUNCTION_WORDS):
            before_name = start
            if len(word.key) >= SHORTEST_NAME and word.key not in HONORIFICS:
                yield word.key


def names_alone(gone: Sequence[RepeatedPassage]) -> list[str]:
    """Return the names that the places have alone, to propose: no wording keeps them, nor are they usual words.

    The record shows which words are usual: a statement has them in small letters.
    """
    names = names_of(gone)
    kept = runs_in(kept_in(gone), [(name,) for name in names])
    return [name for name in names if (name,) not in kept and not _is_usual(name)]


def _is_usual(key: str) -> bool:
    try:
        having = numbers(key, LOOKED_AT)
    except SearchUnavailable:
        return False
    found = Statement.objects.public().filter(pk__in=having).select_related("current_revision")
    texts = (row.text for row in found)
    return any(word.key == key and text[word.start].islower() for text in texts for word in plain_words(text))


def names_in_a_row(gone: Sequence[RepeatedPassage], names: Collection[str]) -> list[tuple[str, str]]:
    """Return each two words that look like names and stand in a row, at least one of which is among the names.

    Initials between them do not count. Two that a wording keeps tell nothing.
    """
    likely = {*names_of(gone), *names}
    rows = [[key for key in plain_keys(place.words) if not is_initial(key)] for place in gone]
    pairs = dict.fromkeys(
        pair
        for row in rows
        for pair in pairwise(row)
        if likely.issuperset(pair) and not {*names}.isdisjoint(pair) and len({*pair}) > 1
    )
    kept = runs_in(kept_in(gone), pairs)
    return [pair for pair in pairs if pair not in kept]
