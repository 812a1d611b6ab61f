"""Finds texts that repeat words of earlier ones: runs of eight or more words that are not boilerplate.

Meetings are full of sentences that occur in hundreds of texts ("all those in favor say aye"), and of others made from
their pieces with a name or a number. So a run counts only if, within some eight words of it, every four words in a row
are rare, which means that only a few texts have them. The remaining runs are then compared word by word.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from archive.citations.words import Word, keys, words

SHORTEST = 8
# Four words in a row are rare if at most this many texts have them.
PIECE, MOST_TEXTS = 4, 5
TEXTS_AT_ONCE = 500
# How many texts to keep in memory while pairs are compared. Pairs come in the order of the later text.
KEPT = 200
# An odd number near 2^64 divided by the golden ratio, which spreads well under multiplication (Knuth, TAOCP 6.4).
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
LAST_BITS = np.uint64(32)

Read = Callable[[list[int]], dict[int, str]]


@dataclass(frozen=True)
class Text:
    """One text to compare: its number, its date, and the group whose texts are not compared with each other.

    ``first`` and ``last`` are the days that the date may mean, as ordinals. A text is later than another only if every
    one of its days is. Texts of one group, a meeting, do not quote each other.
    """

    number: int
    first: int
    last: int
    group: int


@dataclass(frozen=True, order=True)
class Run:
    """The longest run of words that a later text shares with an earlier one, in code points of both."""

    later: int
    later_start: int
    later_end: int
    earlier: int
    earlier_start: int
    earlier_end: int


def find_runs(texts: list[Text], read: Read) -> Iterator[Run]:
    """Yield, for each pair of texts, the longest run that the later one shares with the earlier, in order of the later.

    ``read`` returns the words of the texts with some numbers. If several texts have a run, the first of all counts as
    quoted by the others.
    """
    ordered = sorted(texts, key=lambda text: (text.first, text.number))
    codes = list(_codes(ordered, read))
    lengths = np.array([len(code) for code in codes], np.int64)
    together = np.concatenate(codes) if codes else np.zeros(0, np.uint64)
    del codes
    if len(together) >= SHORTEST:
        yield from _agreed(_candidates(together, lengths, ordered), ordered, read)


def _codes(texts: list[Text], read: Read) -> Iterator[np.ndarray]:
    """Yield the words of each text as numbers, with the same number for the same word."""
    ids: dict[str, int] = {}
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        numbers = [text.number for text in texts[start : start + TEXTS_AT_ONCE]]
        found = read(numbers)
        for number in numbers:
            known = [ids.setdefault(key, len(ids) + 1) for key in keys(found.get(number, ""))]
            yield _mixed(np.array(known, np.uint64))


def _mixed(numbers: np.ndarray) -> np.ndarray:
    spread = numbers * MULTIPLIER
    return (spread ^ (spread >> LAST_BITS)) * MULTIPLIER


def _hashed(together: np.ndarray, size: int) -> np.ndarray:
    """Return a number for each run of that many words."""
    windows = len(together) - size + 1
    hashes = np.zeros(windows, np.uint64)
    for offset in range(size):
        hashes *= MULTIPLIER
        hashes += together[offset : offset + windows]
    return _mixed(hashes)


def _candidates(together: np.ndarray, lengths: np.ndarray, texts: list[Text]) -> np.ndarray:
    """Return rows of later text, earlier text, and the words in each from which eight rare words are the same.

    The rows of a pair are together, and those of a diagonal (both texts advance word by word) are in order.
    """
    owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    positions = np.arange(len(together)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    rare = np.zeros(len(together), bool)
    rare[: len(together) - PIECE + 1] = _is_rare(_hashed(together, PIECE), owners)
    wanted = np.ones(len(together) - SHORTEST + 1, bool)
    for offset in range(SHORTEST - PIECE + 1):
        wanted &= rare[offset : offset + len(wanted)]
    wanted &= positions[: len(wanted)] + SHORTEST <= lengths[owners[: len(wanted)]]
    places = np.flatnonzero(wanted)
    hashes = _hashed(together, SHORTEST)[places]
    order = np.argsort(hashes, kind="stable")
    hashes, places = hashes[order], places[order]
    begins = np.ones(len(hashes), bool)
    begins[1:] = hashes[1:] != hashes[:-1]
    # Texts are in the order of their days. Of those with the same words, the first one is the one quoted.
    leaders = places[np.flatnonzero(begins)[np.cumsum(begins) - 1]] if len(places) else places
    later, earlier = owners[places], owners[leaders]
    first, last, group = (np.array([getattr(text, name) for text in texts]) for name in ("first", "last", "group"))
    apart = (last[earlier] < first[later]) & (group[earlier] != group[later])
    rows = np.stack([later, earlier, positions[places], positions[leaders]], axis=1)[apart]
    return rows[np.lexsort((rows[:, 2], rows[:, 2] - rows[:, 3], rows[:, 1], rows[:, 0]))]


def _is_rare(hashes: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Return for each place whether few texts have the words there."""
    order = np.argsort(hashes, kind="stable")
    ordered, texts = hashes[order], owners[: len(hashes)][order]
    another = np.ones(len(ordered), bool)
    another[1:] = ordered[1:] != ordered[:-1]
    group = np.cumsum(another) - 1
    another[1:] |= texts[1:] != texts[:-1]
    rare = np.zeros(len(hashes), bool)
    rare[order] = np.bincount(group, weights=another)[group] <= MOST_TEXTS
    return rare


def _agreed(rows: np.ndarray, texts: list[Text], read: Read) -> Iterator[Run]:
    """Yield the longest run of each pair in which the words themselves are the same."""

    @lru_cache(maxsize=KEPT)
    def words_of(number: int) -> list[Word]:
        return words(read([number]).get(number, ""))

    bounds = np.flatnonzero(np.any(np.diff(rows[:, :2], axis=0), axis=1)) + 1
    for pair in np.split(rows, bounds) if len(rows) else ():
        later, earlier = texts[pair[0, 0]].number, texts[pair[0, 1]].number
        new, old = words_of(later), words_of(earlier)
        length, start, before = _longest(new, old, pair[:, 2:].tolist())
        if length >= SHORTEST:
            yield Run(
                later,
                new[start].start,
                new[start + length - 1].end,
                earlier,
                old[before].start,
                old[before + length - 1].end,
            )


def _longest(new: list[Word], old: list[Word], places: list[list[int]]) -> tuple[int, int, int]:
    """Return length and beginnings of the longest run through one of the places; of equal ones, the first."""
    best = (0, 0, 0)
    reached: dict[int, int] = {}
    for start, before in places:
        if start >= reached.get(start - before, 0):
            run = _extended(new, old, start, before)
            reached[start - before] = run[1] + run[0]
            best = run if run[0] > best[0] else best
    return best


def _extended(new: list[Word], old: list[Word], start: int, before: int) -> tuple[int, int, int]:
    end = 0
    while start + end < len(new) and before + end < len(old) and new[start + end].key == old[before + end].key:
        end += 1
    while end and start and before and new[start - 1].key == old[before - 1].key:
        start, before, end = start - 1, before - 1, end + 1
    return end, start, before
