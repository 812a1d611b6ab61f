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
    """Terms of one length: their places in the field, and their code points, all first letters in the first row."""

    places: NDArray[np.uint32]
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
        points = np.array([ord(letter) for letter in word], np.uint32)[:, np.newaxis]
        size = len(points)
        found = []
        for length in (size - 1, size, size + 1):
            if (group := self._by_length.get(length)) is None:
                continue
            letters = _as_in(group, points)
            if length == size:
                is_like = np.sum(group.letters != letters, axis=0, dtype=np.uint8) <= 1
            elif length < size:
                is_like = _together(group.letters == letters[:-1], group.letters == letters[1:]) >= length
            else:
                is_like = _together(group.letters[:-1] == letters, group.letters[1:] == letters) >= size
            found.append(group.places[is_like])
        return np.sort(np.concatenate(found)).tolist() if found else []

    @cached_property
    def _by_length(self) -> dict[int, Spelt]:
        return dict(self._spelt())

    def _spelt(self) -> Iterator[tuple[int, Spelt]]:
        terms = [term.decode() for term in self.reader.terms()]
        lengths = np.fromiter(map(len, terms), np.intp, len(terms))
        for length in np.unique(lengths[lengths > 0]).tolist():
            places = np.flatnonzero(lengths == length).astype(np.uint32)
            joined = "".join([terms[place] for place in places.tolist()])
            points = np.frombuffer(joined.encode("utf-32-le"), np.uint32).reshape(-1, length)
            yield length, Spelt(places, np.ascontiguousarray(points.T, np.min_scalar_type(int(points.max()))))


def _as_in(group: Spelt, points: NDArray[np.uint32]) -> NDArray[Any]:
    """Return the code points in the type of the group's, those that it cannot have as nought: no letter is that."""
    narrow = group.letters.dtype
    return np.where(points <= np.iinfo(narrow).max, points, 0).astype(narrow)


def _together(from_start: NDArray[np.bool_], from_end: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return how many letters of each column are the same from the start on, and from the end back, added up."""
    return _leading(from_start) + _leading(from_end[::-1])


def _leading(same: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.logical_and.accumulate(same, axis=0).sum(axis=0, dtype=np.uint8)
