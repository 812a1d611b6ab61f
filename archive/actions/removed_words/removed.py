"""What was removed: its passages and the names in them, and how they leave other texts."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import unquote_plus

from archive.actions.removed_words.letters import places_with
from archive.actions.removed_words.passages import OTHER_SPELLINGS, POSSESSIVE, RepeatedPassage, plain_words, spellings
from archive.actions.removed_words.places import names_alone, names_in_a_row
from archive.models import GAP
from archive.models.record.gap import blanked

# One or two words, such as a name, are only looked for in their own meeting, because elsewhere they may mean anyone.
LONG = 3
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
SITE = re.compile(r"https?://[^/?#\s]+/?", re.IGNORECASE)
# What separates the words of a URL.
BETWEEN_WORDS = re.compile(r"[\W_]+")
# Replaces a URL whose host contains the words (RFC 2606).
NO_SITE = "https://redacted.invalid/"
# How many words are looked for in every table.
LOOKED_FOR = 12


@dataclass(frozen=True)
class Removed:
    """Removed words, by their keys: passages, the names in them that tell something alone, and pairs of names.

    It is also known how the passages were ``written``.
    """

    passages: tuple[tuple[str, ...], ...]
    names: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    written: tuple[str, ...] = ()

    @classmethod
    def of(cls, passages: Iterable[str]) -> Self:
        """Return what was removed, from the passages as they were."""
        written = tuple(passages)
        runs = (tuple(run) for passage in written for run in spellings(passage))
        return cls(tuple(dict.fromkeys(runs)), written=written)

    @classmethod
    def from_places(cls, gone: Sequence[RepeatedPassage], names: Collection[str] | None = None) -> Self:
        """Return what is removed from the places, before they lose their words.

        ``names`` are the keys of those that tell something alone; without any decision, those that look like it.
        """
        alone = frozenset(names_alone(gone) if names is None else names)
        removed = cls.of([place.words for place in gone])
        pairs = frozenset(names_in_a_row(gone, alone))
        plain = [(word, place.words) for place in gone for word in plain_words(place.words)]
        ways = [{word.key: way(word, text).key for word, text in plain} for way in OTHER_SPELLINGS]
        return replace(
            removed,
            names=alone.union(way.get(name, name) for way in ways for name in alone),
            pairs=pairs.union((way.get(one, one), way.get(other, other)) for way in ways for one, other in pairs),
        )

    @property
    def runs(self) -> list[Sequence[str]]:
        """Everything that repeats it: the passages, names in a row, and names alone."""
        return [*self.passages, *self.pairs, *([name] for name in self.names)]

    @property
    def around(self) -> Self:
        """What other texts of its meeting do not keep: a passage of a word or two may be anybody's."""
        return replace(self, passages=tuple(run for run in self.passages if len(run) >= LONG))

    @property
    def anywhere(self) -> Self:
        """What no text at all keeps."""
        return replace(self.around, names=frozenset(), pairs=frozenset())

    def taken_out_of(self, text: str) -> str:
        """Return the text with gaps in place of what it repeats. A URL that repeats the words keeps only its host."""
        text = ADDRESS.sub(lambda address: self._address(address[0]), text)
        for place in places_with(text, self.runs):
            text = blanked(text, place.start, place.end)
        return text

    def _address(self, address: str) -> str:
        """Return a URL unchanged or, if it has the words, its host; if the host has them, a placeholder."""
        if not self.is_told_in(address):
            return address
        site = SITE.match(address)
        return NO_SITE if site is None or self.is_told_in(site[0]) else site[0]

    def is_told_in(self, address: str) -> bool:
        """Return whether a URL, or the name of a file, has the words."""
        return bool(places_with(words_of_address(address), self.runs))

    def is_repeated_in(self, text: str) -> bool:
        """Return whether a text of any object has a passage or a name."""
        # Names of files are titles of sources.
        text = f"{text}\n{words_of_address(text)}" if "." in text or "_" in text else text
        return bool(places_with(text, self.runs))

    def may_be_among(self, text_keys: Collection[str] | None) -> bool:
        """Return whether a text with these words, in any order, may repeat what was removed.

        None stands for any words.
        """
        if text_keys is None or not self.names.isdisjoint(text_keys):
            return True
        said = ([key for key in run if any(map(str.isalnum, key))] or run for run in self.passages)
        return any(run and all(key in text_keys for key in run) for run in said)

    @property
    def as_typed(self) -> list[str]:
        """The words to look for in the tables, as the passages write them: names first, and the longest word."""
        written = {
            word.key: POSSESSIVE.sub("", passage[word.start : word.end])
            for passage in self.written
            for word in plain_words(passage)
            if word.key != GAP
        }
        sought = dict.fromkeys([*sorted(self.names & written.keys())[:LOOKED_FOR], max(written, key=len, default="")])
        return [written[key] for key in sought if key]

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
