"""The terms of a field looked through by pattern: those that begin with letters, match a pattern, or are misspelt."""

import fnmatch
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.field_reader import FieldReader

SPECIAL = re.compile(r"[*?\[]")


class Spelt(NamedTuple):
    """Terms of one length: their places in the field, and a row of code points for each."""

    places: NDArray[np.intp]
    letters: NDArray[Any]


class Vocabulary:
    """The terms of one field of one segment; terms are named by their places in byte order."""

    def __init__(self, reader: FieldReader) -> None:
        self.reader = reader

    def with_prefix(self, prefix: str) -> range:
        """Return the terms that begin with the prefix."""
        start = prefix.encode()
        return range(self.reader.first_from(start), self.reader.first_from(start + b"\xff"))

    def matching(self, pattern: str) -> list[int]:
        """Return the terms that match a pattern of ``fnmatch``."""
        matches = re.compile(fnmatch.translate(pattern)).match
        candidates = self.with_prefix(SPECIAL.split(pattern, maxsplit=1)[0])
        return [place for place in candidates if matches(self.reader.term(place).decode())]

    def within_one_edit(self, word: str) -> list[int]:
        """Return the terms that the word becomes with at most one letter put in, left out or changed."""
        letters = np.array([ord(letter) for letter in word], np.uint32)
        size = len(letters)
        found = []
        if group := self._by_length.get(size):
            found.append(group.places[np.count_nonzero(group.letters != letters, axis=1) <= 1])
        if group := self._by_length.get(size + 1):
            kept = _leading(group.letters[:, :-1] == letters) + _leading((group.letters[:, 1:] == letters)[:, ::-1])
            found.append(group.places[kept >= size])
        if group := self._by_length.get(size - 1):
            kept = _leading(group.letters == letters[:-1]) + _leading((group.letters == letters[1:])[:, ::-1])
            found.append(group.places[kept >= size - 1])
        return np.sort(np.concatenate(found)).tolist() if found else []

    @cached_property
    def _by_length(self) -> dict[int, Spelt]:
        return dict(self._spelt())

    def _spelt(self) -> Iterator[tuple[int, Spelt]]:
        terms = [term.decode() for term in self.reader.terms()]
        lengths = np.fromiter(map(len, terms), np.intp, len(terms))
        for length in np.unique(lengths[lengths > 0]).tolist():
            places = np.flatnonzero(lengths == length)
            joined = "".join([terms[place] for place in places.tolist()])
            points = np.frombuffer(joined.encode("utf-32-le"), np.uint32).reshape(-1, length)
            yield length, Spelt(places, points.astype(np.min_scalar_type(int(points.max()))))


def _leading(same: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return how many values of each row, from its start, are true."""
    return np.where(same.all(axis=1), same.shape[1], same.argmin(axis=1))
