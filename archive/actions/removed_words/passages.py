"""Where the words of a passage are in other wordings of a statement: what a redaction removes.

A name is the same name with a possessive ending: "Sample’s house" repeats "Sample".
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.citations.passages.difference import counterpart_range
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import APOSTROPHES, Word, keys, words
from archive.models import GAP, Revision
from archive.models.record.gap import blanked
from archive.people import HONORIFICS
from archive.text.function_words import FUNCTION_WORDS

# What anybody says, in a small archive too, where few statements have any word.
ORDINARY = frozenset(
    word
    for line in Path(__file__).with_name("ordinary_words.txt").read_text().splitlines()
    if not line.startswith("#")
    for word in line.split()
)
# How many words two telling words may stand apart, whatever the length of their passage.
FURTHEST = 30
# Shorter words, except figures, reveal nothing about a passage by themselves.
SHORTEST_TELLING = 3
# Names written as one word have at least so many letters, and are of so many words.
SHORTEST_GLUED, MOST_GLUED = 6, 4
POSSESSIVE = re.compile(f"[{APOSTROPHES}]s$", re.IGNORECASE)
# A full stop that ends no sentence: of a title or an initial before a name.
LONGEST_TITLE = 20
ABBREVIATED = re.compile(rf"\b(?:\w|{'|'.join(sorted(HONORIFICS))})\.$", re.IGNORECASE)


@dataclass(frozen=True)
class RepeatedPassage:
    """A passage of a wording, or of its title. ``is_same`` says that it has exactly the words to remove."""

    revision: Revision
    passage: QuoteRange
    in_title: bool = False
    is_same: bool = True

    @property
    def whole(self) -> str:
        """The text or the title that it is in."""
        return self.revision.part(in_title=self.in_title)

    @property
    def words(self) -> str:
        """The words there."""
        return self.passage.words_in(self.whole)

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.revision.pk}:{'title' if self.in_title else 'text'}:{self.passage}"


def plain_words(text: str) -> list[Word]:
    """Return the words of the text, each with its key without a possessive ending."""
    return [Word(_plain_key(word, text), word.start, word.end) for word in words(text)]


def plain_keys(text: str) -> list[str]:
    """Return the keys of ``plain_words``."""
    return [word.key for word in plain_words(text)]


def _plain_key(word: Word, text: str) -> str:
    owner, possessed = POSSESSIVE.subn("", text[word.start : word.end])
    return next(iter(keys(owner)), word.key) if possessed else word.key


def whole_words(text: str, passage: QuoteRange) -> QuoteRange:
    """Return the passage without spaces around it; if it begins or ends inside a word, extend it to the whole word."""
    within = passage.words_in(text)
    start = passage.start + len(within) - len(within.lstrip())
    end = passage.end - len(within) + len(within.rstrip())
    touched = [word for word in words(text) if word.start < end and word.end > start]
    if touched:
        start, end = min(start, touched[0].start), max(end, touched[-1].end)
    return QuoteRange(start, end)


def places(
    revisions: Iterable[Revision], revision: Revision, passage: QuoteRange, *, in_title: bool = False
) -> list[RepeatedPassage]:
    """Return where the wordings have the words of the passage, or what they have in its place.

    The passage is in the text, or ``in_title``. Capitals, accents and punctuation do not matter. If a wording does not
    have the words, the words around them show what is in their place, and ``is_same`` is false, as it is for names of
    the passage in a title. Raise OutsideText if the passage is not in the revision.
    """
    revisions = list(revisions)
    chosen = RepeatedPassage(revision, passage, in_title)
    sought = plain_keys(chosen.words)
    passages: list[RepeatedPassage] = []
    for other in revisions:
        titled = [RepeatedPassage(other, place, in_title=True) for place in _runs(other.title, sought)]
        same = [RepeatedPassage(other, place) for place in _runs(other.text, sought)]
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
    names = names_of(same) & telling_in(same)
    going = {place.revision.pk for place in same if place.in_title}
    return [
        RepeatedPassage(other, QuoteRange(word.start, word.end), in_title=True, is_same=False)
        for other in revisions
        if other.pk not in going
        for word in plain_words(other.title)
        if word.key in names
    ]


def telling_in(gone: Sequence[RepeatedPassage], *, titles_stay: bool = False) -> set[str]:
    """Return, by their keys, the words that reveal something of what is removed: no wording has them elsewhere.

    With ``titles_stay``, no title has them either.
    """
    return telling_keys(" ".join(place.words for place in gone), kept_in(gone, titles_stay=titles_stay))


def kept_in(gone: Sequence[RepeatedPassage], *, titles_stay: bool = False) -> str:
    """Return the words that the wordings keep, and with ``titles_stay`` their titles."""
    return " ".join(f"{title if titles_stay else ''} {text}" for title, text in without(gone).values())


def telling_keys(removed: str, remaining: str) -> set[str]:
    """Return, by their keys, the removed words that do not occur in the remaining text."""
    known = {*plain_keys(remaining), GAP}
    return {
        key
        for key in plain_keys(removed)
        if key not in known and (len(key) >= SHORTEST_TELLING or any(map(str.isdigit, key)))
    }


def without(gone: Iterable[RepeatedPassage]) -> dict[int, tuple[str, str]]:
    """Return, by key, title and text of each wording that loses words, with gaps in their place."""
    rewritten: dict[int, tuple[str, str]] = {}
    for place in gone:
        title, text = rewritten.get(place.revision.pk, (place.revision.title, place.revision.text))
        start, end = place.passage.start, place.passage.end
        if place.in_title:
            title = blanked(title, start, end)
        else:
            text = blanked(text, start, end)
        rewritten[place.revision.pk] = (title, text)
    return rewritten


def names_of(gone: Iterable[RepeatedPassage]) -> set[str]:
    """Return the keys of words of the places that look like names or figures.

    They have a digit, a capital inside a sentence, or a capital directly before such a name.
    """
    return {key for place in gone for key in _names_in(place)}


def _names_in(place: RepeatedPassage) -> Iterator[str]:
    before_name = place.passage.end
    for word in reversed(plain_words(place.words)):
        start, end = (place.passage.start + edge for edge in (word.start, word.end))
        written, before = place.whole[start:end], place.whole[:start].rstrip()
        inside = before and (before[-1] not in ".!?:" or ABBREVIATED.search(before[-LONGEST_TITLE:]))
        begins_name = place.whole[end:before_name] == " " and word.key not in ORDINARY | FUNCTION_WORDS
        if any(map(str.isdigit, written)) or (written[0].isupper() and (inside or begins_name)):
            before_name = start
            yield word.key


def glued(run: Sequence[str], names: frozenset[str], rare: frozenset[str]) -> Iterator[str]:
    """Yield names of a passage in a row as one word, with and without initials: "johnsmith" of "John Q. Smith".

    One of them is ``rare``.
    """
    may_be_glued = {key for key in names - FUNCTION_WORDS - ORDINARY if key.isalpha()}
    for start in range(len(run)):
        for end in range(start + 2, min(start + MOST_GLUED, len(run)) + 1):
            words = run[start:end]
            if not may_be_glued.issuperset(words):
                break
            for parts in (words, [key for key in words if len(key) > 1]):
                whole = "".join(parts)
                if len(parts) > 1 and len(whole) >= SHORTEST_GLUED and not rare.isdisjoint(parts):
                    yield whole


def near(hits: Sequence[tuple[int, str]], length: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of different telling words that stand within the length of their passage.

    ``hits`` are the places of telling words, in order, with the word; some words more may have been said between them.
    """
    apart = min(length + 2, FURTHEST)
    begun = 0
    for number, (place, _) in enumerate(hits):
        if number + 1 == len(hits) or hits[number + 1][0] - place >= apart:
            if len({word for _, word in hits[begun : number + 1]}) > 1:
                yield hits[begun][0], place
            begun = number + 1


def told(text: str, sought: Sequence[str], telling: Collection[str]) -> list[QuoteRange]:
    """Return where a text repeats what was removed: its words in a row, or one of the words that reveal something.

    ``sought`` and ``telling`` are plain keys.
    """
    single = (QuoteRange(word.start, word.end) for word in plain_words(text) if word.key in telling)
    return [*_runs(text, sought), *single]


def _runs(text: str, sought: Sequence[str]) -> Iterator[QuoteRange]:
    stored = plain_words(text)
    size = len(sought)
    for start in range(len(stored) - size + 1):
        if size and all(stored[start + offset].key == key for offset, key in enumerate(sought)):
            yield QuoteRange(stored[start].start, stored[start + size - 1].end)
