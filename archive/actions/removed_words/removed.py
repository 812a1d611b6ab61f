"""What was removed: its passages, the words that tell something of it, and how they leave other texts."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import unquote_plus

from archive.actions.removed_words.memory import TELLING_ELSEWHERE, distinctive
from archive.actions.removed_words.passages import (
    ORDINARY,
    POSSESSIVE,
    RepeatedPassage,
    glued,
    kept_in,
    names_of,
    near,
    plain_keys,
    plain_words,
    telling_in,
    telling_keys,
    told,
)
from archive.citations.passages.words import Word
from archive.models import GAP
from archive.models.record.gap import blanked

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
SITE = re.compile(r"https?://[^/?#\s]+/?", re.IGNORECASE)
# A figure that is anybody's: a short one, or a year.
USUAL_FIGURE = re.compile(r"\d{1,3}|1[89]\d\d|20\d\d")
# What separates the words of a URL.
BETWEEN_WORDS = re.compile(r"[\W_]+")
# Replaces a URL whose host contains the words (RFC 2606).
NO_SITE = "https://redacted.invalid/"
# How many words are looked for in every table.
LOOKED_FOR = 12


@dataclass(frozen=True)
class Removed:
    """Removed words: each passage by the keys of its words, and the words that reveal something even alone.

    Those ``with_capital``, and figures among them, do so only outside URLs and if they have no small letter first. Of
    passages of a statement it is also known how they were ``written``, which of the words are ``rare`` in the archive,
    which are names, and how these are ``glued`` into one word.
    """

    runs: tuple[tuple[str, ...], ...]
    telling: frozenset[str]
    with_capital: frozenset[str] = frozenset()
    written: tuple[str, ...] = ()
    rare: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    glued: frozenset[str] = frozenset()

    @classmethod
    def of(cls, passages: Iterable[str], telling: Iterable[str] = ()) -> Self:
        """Return what was removed, from the passages as they were."""
        written = tuple(passages)
        return cls(tuple(dict.fromkeys(map(tuple, map(plain_keys, written)))), frozenset(telling), written=written)

    @classmethod
    def from_places(cls, gone: Sequence[RepeatedPassage]) -> Self:
        """Return what is removed from the places, before they lose their words.

        Words that the wordings keep elsewhere tell nothing.
        """
        removed, kept = cls.of([place.words for place in gone], telling_in(gone, titles_stay=True)), kept_in(gone)
        names = frozenset(names_of(gone))
        rare = frozenset(distinctive(telling_keys(" ".join(removed.written), kept), names))
        as_one = " ".join(whole for run in removed.runs for whole in glued(run, names, rare))
        joined = frozenset(distinctive(telling_keys(as_one, kept) - ORDINARY, ()))
        return replace(removed, telling=removed.telling | joined, rare=rare, named=names, glued=joined)

    @property
    def names(self) -> frozenset[str]:
        """The names that few statements have."""
        return self.rare & self.named

    @property
    def usual(self) -> frozenset[str]:
        """The rare words that may be anybody's: ordinary ones, and figures such as a year."""
        return frozenset(key for key in self.rare if key in ORDINARY or USUAL_FIGURE.fullmatch(key))

    def taken_out_of(self, text: str) -> str:
        """Return the text with gaps in place of what it repeats. A URL that repeats the words keeps only its host."""
        text = ADDRESS.sub(lambda address: self._address(address[0]), text)
        for run in self.runs:
            for place in told(text, list(run), set(self.telling)):
                text = blanked(text, place.start, place.end)
        for word in self._with_capital_in(text):
            text = blanked(text, word.start, word.end)
        return text

    def _with_capital_in(self, text: str) -> Iterator[Word]:
        words = [word for word in plain_words(text) if word.key in self.with_capital and not text[word.start].islower()]
        addresses = [range(*address.span()) for address in ADDRESS.finditer(text)] if words else []
        return (word for word in words if not any(word.start in address for address in addresses))

    def _address(self, address: str) -> str:
        """Return a URL unchanged or, if it has the words, its host; if the host has them, a placeholder."""
        if not self.is_told_in(address):
            return address
        site = SITE.match(address)
        return NO_SITE if site is None or self.is_told_in(site[0]) else site[0]

    def is_told_in(self, address: str) -> bool:
        """Return whether a URL, or the name of a file, has the words."""
        said = words_of_address(address)
        return any(told(said, list(run), set(self.telling)) for run in self.runs)

    def may_be_among(self, text_keys: Collection[str] | None) -> bool:
        """Return whether a text with these words, in any order, may repeat what was removed.

        None stands for any words.
        """
        if text_keys is None or not self.telling.isdisjoint(text_keys):
            return True
        said = ([key for key in run if any(map(str.isalnum, key))] or run for run in self.runs)
        return any(run and all(key in text_keys for key in run) for run in said)

    @property
    def surely(self) -> list[tuple[str, ...]]:
        """The passages that their meeting keeps nowhere: three words or more, or two with a name."""
        return [run for run in self.runs if len(run) >= TELLING_ELSEWHERE - (not self.named.isdisjoint(run))]

    @property
    def as_typed(self) -> list[str]:
        """The words to look for in the tables, as the passages write them: names first, and the longest word."""
        written = {
            word.key: POSSESSIVE.sub("", passage[word.start : word.end])
            for passage in self.written
            for word in plain_words(passage)
            if word.key != GAP
        }
        others = sorted(self.rare - self.names, key=len, reverse=True)
        names = sorted(self.names, key=lambda key: (key in self.usual, key))
        sought = dict.fromkeys([*[*names, *others][:LOOKED_FOR], max(written, key=len, default="")])
        return [written[key] for key in sought if key in written]

    def is_repeated_in(self, text: str) -> bool:
        """Return whether a text of any object has a passage, a name, or two rare words within a passage's length.

        A usual word is no name there, and usual words alone must be half of the rare ones.
        """
        length = max((len(run) for run in self.runs), default=0)
        # Names of files are titles of sources.
        text = f"{text} {words_of_address(text)}" if "." in text or "_" in text else text
        keys = plain_keys(text)
        hits = [(index, key) for index, key in enumerate(keys) if key in self.rare]
        together = ({key for index, key in hits if first <= index <= last} for first, last in near(hits, length))
        return (
            not ((self.names - self.usual) | self.glued).isdisjoint(keys)
            or any(told(text, run, ()) for run in self.runs)
            or any(met - self.usual or 2 * len(met) >= len(self.rare) for met in together)
            or any(True for _ in self._with_capital_in(text))
        )

    def taken_out_of_any(self, value: Any) -> Any:
        """Return a JSON value without what its texts repeat."""
        match value:
            case str():
                return self.taken_out_of(value)
            case list():
                return [self.taken_out_of_any(item) for item in value]
            case dict():
                return {name: self.taken_out_of_any(item) for name, item in value.items()}
        return value


def words_of_address(address: str) -> str:
    """Return the words of a URL, or of the name of a file, with spaces between them."""
    return BETWEEN_WORDS.sub(" ", unquote_plus(address))
