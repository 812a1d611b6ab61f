"""Scores a reading against the expected transcript: words in order, and turns with the right speaker."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ANCHOR = 4  # words in a row that occur once in each text pin the two together


@dataclass(frozen=True, slots=True)
class Said:
    """A turn: its speaker and its words."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """Expected turns and words, and how many of them were read."""

    turns: int
    right_turns: int
    words: int
    right_words: int
    wrong: tuple[tuple[Said, str], ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.right_turns}/{self.turns} turns ({_percent(self.right_turns, self.turns)}), "
            f"{self.right_words}/{self.words} words ({_percent(self.right_words, self.words)})"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "none"


def words(text: str) -> list[str]:
    """Return the words of a text in lower case without punctuation, so that only the words count."""
    return [word.replace("’", "'").casefold() for word in _WORD.findall(text)]


def score(expected: Sequence[Said], read: Sequence[Said]) -> Score:
    """Compare what was read with what was expected.

    A word counts if it was read in order, and a turn if most of its words were read, most of those under its speaker.
    """
    wanted, owners = _flat(expected)
    found, speakers = _flat(read)
    matched: list[Counter[str]] = [Counter() for _ in expected]
    right_words = 0
    for a, b, size in _blocks(wanted, found):
        right_words += size
        for offset in range(size):
            matched[owners[a + offset]][read[speakers[b + offset]].speaker] += 1
    turns = right = 0
    wrong = []
    for turn, counts in zip(expected, matched, strict=True):
        length = len(words(turn.text))
        if not length:
            continue
        turns += 1
        speaker, _ = counts.most_common(1)[0] if counts else ("nobody", 0)
        if speaker == turn.speaker and counts.total() * 2 >= length:
            right += 1
        else:
            wrong.append((turn, speaker))
    return Score(turns, right, len(wanted), right_words, tuple(wrong))


def _flat(turns: Sequence[Said]) -> tuple[list[str], list[int]]:
    flat = [(word, index) for index, turn in enumerate(turns) for word in words(turn.text)]
    return [word for word, _ in flat], [index for _, index in flat]


def _blocks(one: list[str], other: list[str]) -> list[tuple[int, int, int]]:
    """Return matching blocks in order: between words that occur once in both, what difflib finds."""
    blocks = []
    a = b = 0
    for next_a, next_b in [*_anchors(one, other), (len(one), len(other))]:
        matcher = SequenceMatcher(None, one[a:next_a], other[b:next_b], autojunk=False)
        blocks += [(a + i, b + j, size) for i, j, size in matcher.get_matching_blocks() if size]
        a, b = next_a, next_b
    return blocks


def _anchors(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    first, second = _unique(one), _unique(other)
    pairs = sorted((place, second[gram]) for gram, place in first.items() if gram in second)
    return _increasing(pairs)


def _unique(text: list[str]) -> dict[tuple[str, ...], int]:
    grams = [tuple(text[n : n + _ANCHOR]) for n in range(len(text) - _ANCHOR + 1)]
    counts = Counter(grams)
    return {gram: n for n, gram in enumerate(grams) if counts[gram] == 1}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that increase in both places."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, b) in enumerate(pairs):
        place = bisect_left(tails, b)
        if place == len(tails):
            tails.append(b)
            ends.append(n)
        else:
            tails[place], ends[place] = b, n
        before.append(ends[place - 1] if place else -1)
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]
