"""Finds when the words of a text were said, by comparing them with what software heard. Pure; two hours take a second.

Runs of three words that occur once in both fix the order; between them, words are compared one by one. A turn gets
times if enough of its words were heard close together. Otherwise it gets none, and is listed.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.ingest.recordings.heard import HeardWord
from archive.language.timed_words import WORD_BETWEEN_SPACES, TimedWord, key_of

ANCHOR = 3  # words
# The longest stretch between two anchors. In longer ones, only rare words are compared.
MOST_PAIRS = 4_000_000
ENOUGH = 0.4  # share of the words of a turn
FEW, ALL_OF_A_FEW = 3, 0.99
# Seconds between two words of a turn: a pause, plus this for each word between them that was not heard.
PAUSE, A_WORD = 4.0, 0.8


@dataclass(frozen=True)
class Placed:
    """A turn with times: its start and end in seconds, and the times of the words that were heard."""

    start: float
    end: float
    words: tuple[TimedWord, ...]


@dataclass(frozen=True)
class _Turn:
    """A turn's words: their keys, their offsets, and the position of the first among the words of all turns."""

    keys: list[str]
    offsets: list[int]
    first: int


def align(texts: Sequence[str], heard: Sequence[HeardWord]) -> list[Placed | None]:
    """Return when each text was said, in order; None for a text that was not heard well enough."""
    turns = list(_turns(texts))
    said = [key for turn in turns for key in turn.keys]
    heard_at = dict(_pairs(said, [key_of(word.text) for word in heard]))
    matched = [_close_together(turn, heard_at, heard) for turn in turns]
    firsts = [min(pairs.values()) for pairs in matched if pairs]
    lasts = [max(pairs.values()) for pairs in matched if pairs]
    placed: list[Placed | None] = []
    number = 0
    for turn, pairs in zip(turns, matched, strict=True):
        if not pairs:
            placed.append(None)
            continue
        low = lasts[number - 1] + 1 if number else 0
        high = firsts[number + 1] - 1 if number + 1 < len(firsts) else len(heard) - 1
        placed.append(_placed(turn, pairs, heard, low, high))
        number += 1
    return placed


def _turns(texts: Sequence[str]) -> Iterator[_Turn]:
    first = 0
    for text in texts:
        words = list(WORD_BETWEEN_SPACES.finditer(text))
        turn = _Turn([key_of(word[0]) for word in words], [word.start() for word in words], first)
        first += len(words)
        yield turn


def _pairs(said: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions of the same word in both, in order and without repetition."""
    at = there = 0
    for one, other in [*_anchors(said, heard), (len(said), len(heard))]:
        if one < at or other < there:
            continue
        yield from _compared(said, heard, (at, one), (there, other))
        size = ANCHOR if one < len(said) else 0
        yield from ((one + index, other + index) for index in range(size))
        at, there = one + size, other + size


def _compared(
    said: Sequence[str], heard: Sequence[str], ours: tuple[int, int], theirs: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    one, other = said[slice(*ours)], heard[slice(*theirs)]
    if not one or not other:
        return
    is_long = len(one) * len(other) > MOST_PAIRS
    for a, b, size in SequenceMatcher(None, one, other, autojunk=is_long).get_matching_blocks():
        yield from ((ours[0] + a + index, theirs[0] + b + index) for index in range(size))


def _anchors(said: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of runs of words that occur once in both, in the order of both."""
    once = [_once(words) for words in (said, heard)]
    both = sorted((place, once[1][run]) for run, place in once[0].items() if run in once[1])
    return _longest_rising(both)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[index : index + ANCHOR]) for index in range(len(words) - ANCHOR + 1)]
    counts = Counter(runs)
    return {run: index for index, run in enumerate(runs) if counts[run] == 1}


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest list of pairs that rise on both sides (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for number, (_, other) in enumerate(pairs):
        place = bisect_left(tails, other)
        tails[place : place + 1] = [other]
        ends[place : place + 1] = [number]
        if place:
            before[number] = ends[place - 1]
    rising = []
    number = ends[-1] if ends else -1
    while number >= 0:
        rising.append(pairs[number])
        number = before.get(number, -1)
    return rising[::-1]


def _close_together(turn: _Turn, heard_at: dict[int, int], heard: Sequence[HeardWord]) -> dict[int, int]:
    """Return the words of the turn that were heard close together, by position; none if there are too few."""
    pairs = [(place, heard_at[turn.first + place]) for place in range(len(turn.keys)) if turn.first + place in heard_at]
    clusters: dict[int, list[tuple[int, int]]] = defaultdict(list)
    cluster = 0
    for number, (place, there) in enumerate(pairs):
        if number:
            last, before = pairs[number - 1]
            cluster += heard[there].start - heard[before].end > PAUSE + A_WORD * (place - last - 1)
        clusters[cluster].append((place, there))
    best = max(clusters.values(), key=len, default=[])
    enough = ALL_OF_A_FEW if len(turn.keys) <= FEW else ENOUGH
    return dict(best) if best and len(best) >= enough * len(turn.keys) else {}


def _placed(turn: _Turn, pairs: dict[int, int], heard: Sequence[HeardWord], low: int, high: int) -> Placed:
    """Return the times of the turn.

    Words before the first and after the last heard one are those heard next to them.
    """
    first, last = min(pairs), max(pairs)
    begins = max(low, pairs[first] - first)
    ends = min(high, pairs[last] + len(turn.keys) - 1 - last)
    begins = _without_pause(heard, pairs[first], begins)
    ends = _without_pause(heard, pairs[last], ends)
    words = tuple(
        TimedWord(turn.offsets[place], heard[there].start, heard[there].end, heard[there].confidence)
        for place, there in sorted(pairs.items())
    )
    return Placed(heard[begins].start, max(heard[ends].end, words[-1].end), words)


def _without_pause(heard: Sequence[HeardWord], there: int, to: int) -> int:
    """Return how far one can go from a heard word towards another without a pause, where others may begin to speak."""
    step = 1 if to > there else -1
    while there != to:
        one, other = sorted((there, there + step))
        if heard[other].start - heard[one].end > PAUSE / 4:
            break
        there += step
    return there
