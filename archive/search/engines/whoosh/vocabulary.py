"""The terms of a field, searched by pattern: by prefix or misspelling."""

from bisect import bisect_left
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archive.search.engines.whoosh.field_reader import FieldReader
from archive.search.question.misspelling import is_one_edit

LONGEST_LETTER = 4
"""The most bytes of one letter in UTF-8."""


class Vocabulary:
    """The terms of one field of one segment; terms are named by their places in byte order."""

    def __init__(self, reader: FieldReader) -> None:
        self.reader = reader

    def with_prefix(self, prefix: str) -> range:
        """Return the terms that begin with the prefix."""
        start = prefix.encode()
        return range(self.reader.first_from(start), self.reader.first_from(start + b"\xff"))

    def with_suffix(self, suffix: str) -> list[int]:
        """Return the terms that end with the suffix; only for a field with positions."""
        order = self._from_the_end
        start = suffix.encode()[::-1]
        first, end = (bisect_left(order, bound, key=self._reversed) for bound in (start, start + b"\xff"))
        return order[first:end].tolist()

    def within_one_edit(self, word: str) -> list[int]:
        """Return the terms that differ from the word by at most one letter added, left out or changed.

        One edit leaves one half of the word unchanged, so such a term begins with the first half or ends with the
        second.
        """
        half = len(word) // 2
        likely = self._as_long_as(word, self.with_prefix(word[:half])) | set(self.with_suffix(word[half:]))
        return sorted(place for place in likely if is_one_edit(word, self.reader.term(place).decode()))

    def _as_long_as(self, word: str, places: range) -> set[int]:
        """Return the terms that are at most one letter shorter or longer than the word."""
        lengths = np.diff(self.reader.ends[places.start : places.stop + 1].astype(np.int32))
        letter = 1 if word.isascii() else LONGEST_LETTER
        here = np.flatnonzero(np.abs(lengths - len(word.encode())) <= letter)
        return set((here + places.start).tolist())

    def _reversed(self, place: int) -> bytes:
        return self.reader.term(place)[::-1]

    @cached_property
    def _from_the_end(self) -> NDArray[np.uint32]:
        return self.reader.file.array(f"{self.reader.name}.from_the_end")
