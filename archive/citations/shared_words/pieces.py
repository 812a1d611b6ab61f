"""Texts as numbers: one for each word, one for each piece of four words in a row, and one for each eight words.

The same words give the same numbers in every process of a site. The numbers depend on a secret key of the site, so that
nobody can find the words of a number by trying words without the key.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from archive.citations.passages.words import keys

SHORTEST = 8
PIECE = 4
REMEMBERED_WORDS = 1 << 18
# An odd number near 2^64 divided by the golden ratio, which spreads well under multiplication (Knuth, TAOCP 6.4).
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
LAST_BITS = np.uint64(32)


class Codes:
    """Numbers for words, made with a key of the site."""

    def __init__(self, key: str) -> None:
        self._key = blake2b(key.encode(), person=b"shared words").digest()
        self._of_word = lru_cache(maxsize=REMEMBERED_WORDS)(self._number)

    @property
    def name(self) -> str:
        """A name for the key that does not reveal it."""
        return blake2b(b"", key=self._key, digest_size=16).hexdigest()

    def of(self, text: str) -> np.ndarray:
        """Return the numbers of the words of a text, in order."""
        return np.fromiter(map(self._of_word, keys(text)), np.uint64)

    def _number(self, word: str) -> int:
        digest = blake2b(word.encode(errors="surrogatepass"), key=self._key, digest_size=8).digest()
        return int.from_bytes(digest, "little")


class Layout(NamedTuple):
    """Texts laid end to end. For each word: its text, its place there, and how many words are left, counting itself."""

    together: np.ndarray
    owners: np.ndarray
    positions: np.ndarray
    left: np.ndarray

    def hashed(self, size: int) -> np.ndarray:
        """Return a number for each run of ``size`` words. It is meaningless where the text ends before the run does."""
        padded = np.concatenate([self.together, np.zeros(size, np.uint64)])
        hashes = np.zeros(len(self.together), np.uint64)
        for offset in range(size):
            hashes *= MULTIPLIER
            hashes += padded[offset : offset + len(hashes)]
        return mixed(hashes)


def laid_out(texts: Sequence[np.ndarray]) -> Layout:
    """Lay texts, whose words are numbers, end to end."""
    lengths = np.array([len(text) for text in texts], np.int64)
    together = np.concatenate([*texts, np.zeros(0, np.uint64)])
    owners = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    positions = np.arange(len(together)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return Layout(together, owners, positions, lengths[owners] - positions if len(together) else positions)


def mixed(numbers: np.ndarray) -> np.ndarray:
    """Return the numbers with their bits spread over all 64."""
    spread = numbers * MULTIPLIER
    return (spread ^ (spread >> LAST_BITS)) * MULTIPLIER
