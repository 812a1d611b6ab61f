"""Where the words of a passage are in other wordings of a statement: what a redaction removes.

A name is the same name with a possessive ending: "Sample’s house" repeats "Sample".
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import APOSTROPHES, Word, keys, words
from archive.models import Revision
from archive.models.record.gap import blanked
from archive.search.question.analysis import FOLDING

# An umlaut, or its dots after their letter, and how it is written without them.
UMLAUT = re.compile("[äöü]|(?<=[aou])\u0308", re.IGNORECASE)
WITHOUT_DOTS = {"ä": "ae", "ö": "oe", "ü": "ue", "\u0308": "e"}
POSSESSIVE = re.compile(f"[{APOSTROPHES}]s$", re.IGNORECASE)


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


def in_plain_letters(word: Word, _text: str = "") -> Word:
    """Return the word as most keyboards write it, as in "Walesa", and without accents that stand apart."""
    if word.key.isascii():
        return word
    bare = unicodedata.normalize("NFKD", word.key).translate(FOLDING)
    return Word(unicodedata.normalize("NFC", bare), word.start, word.end)


def spelled_out(word: Word, text: str) -> Word:
    """Return the word of the text as it is typed with "ue" for "ü", as in "Gruenwald"."""
    written, umlauts = UMLAUT.subn(lambda umlaut: WITHOUT_DOTS[umlaut[0].lower()], text[word.start : word.end])
    return in_plain_letters(Word("".join(plain_keys(written)), word.start, word.end) if umlauts else word)


# How else people write a word than with its own letters.
OTHER_SPELLINGS = (in_plain_letters, spelled_out)


def spellings(text: str) -> list[list[str]]:
    """Return the keys of ``plain_words``, and those of its words in other spellings."""
    plain = plain_words(text)
    ways = ([word.key for word in plain], *([way(word, text).key for word in plain] for way in OTHER_SPELLINGS))
    return [list(way) for way in dict.fromkeys(map(tuple, ways))]


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
