"""Ways to read the words of some texts, where a word may be cut, joined or in single letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.actions.removed_words.passages import SHORTEST_TELLING, plain_words
from archive.citations.passages.words import INVISIBLE, Word

HYPHEN = re.compile(r"\s*[-‐‑]\s*")
SPACED = re.compile(r"[\W_]{1,3}")
# Where one word may be two: an invisible sign, or a capital after a small letter.
SEAM = re.compile(f"[{INVISIBLE}]+|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
# How many initials may stand before a name in single letters.
MOST_INITIALS = 2


@dataclass(frozen=True)
class ReadWord:
    """A word of some texts: its key, and its text and place. A word cut by a hyphen has two places."""

    key: str
    parts: tuple[tuple[int, Word], ...]


def said_in(texts: Sequence[str]) -> list[ReadWord]:
    """Return the words of the texts in order, as they are written."""
    return [ReadWord(word.key, ((number, word),)) for number, text in enumerate(texts) for word in plain_words(text)]


def ways_to_read(said: Sequence[ReadWord], texts: Sequence[str]) -> list[list[ReadWord]]:
    """Return the words as they are read in different ways.

    Words are cut at seams; those are joined that a hyphen cuts ("Plum-" and "tree") or that stand in single letters;
    of letters in capitals, the first are initials.
    """
    parted = [part for word in said for part in _parts_of(word, texts)]
    joined: list[list[ReadWord]] = []
    for word in said:
        if joined and _is_cut(joined[-1][-1].parts[-1], word.parts[0], texts):
            joined[-1].append(word)
        else:
            joined.append([word])
    apart = (
        [_as_one(part) for words in joined for part in _apart(words, texts, initials)]
        for initials in range(MOST_INITIALS + 1)
    )
    ways = [parted, [_as_one(words) for words in joined], *apart]
    return [way for number, way in enumerate(ways) if way not in ways[:number]]


def _apart(joined: Sequence[ReadWord], texts: Sequence[str], initials: int) -> list[Sequence[ReadWord]]:
    """Return the words that single letters are: a capital that small ones follow begins one ("I S i l v e r m a n")."""
    if len(joined) == 1 or any(len(word.key) > 1 for word in joined):
        return [joined]
    is_small = [not texts[number][word.start].isupper() for ((number, word),) in (said.parts for said in joined)]
    starts = [place for place in range(1, len(joined) - 1) if not is_small[place] and is_small[place + 1]]
    if not starts and len(joined) > SHORTEST_TELLING + initials:
        starts = [*range(1, initials + 1)]
    return [joined[start:end] for start, end in pairwise([0, *starts, len(joined)])]


def _as_one(words: Sequence[ReadWord]) -> ReadWord:
    if len(words) == 1:
        return words[0]
    return ReadWord("".join(word.key for word in words), tuple(part for word in words for part in word.parts))


def _parts_of(said: ReadWord, texts: Sequence[str]) -> list[ReadWord]:
    ((number, word),) = said.parts
    seams = [(seam.start(), seam.end()) for seam in SEAM.finditer(texts[number], word.start, word.end)]
    if not seams:
        return [said]
    starts = [word.start, *(end for _, end in seams)]
    ends = [*(start for start, _ in seams), word.end]
    pieces = [(start, plain_words(texts[number][start:end])) for start, end in zip(starts, ends, strict=True)]
    return [
        ReadWord(part.key, ((number, Word(part.key, start + part.start, start + part.end)),))
        for start, parts in pieces
        for part in parts
    ]


def _is_cut(before: tuple[int, Word], after: tuple[int, Word], texts: Sequence[str]) -> bool:
    """Return whether only a hyphen stands between two words of letters, in one text or in two consecutive ones.

    Between two letters it may be any other sign, unless a capital begins another word: "E l m".
    """
    (first, start), (second, end) = before, after
    if not (start.key.isalpha() and end.key.isalpha()):
        return False
    if first == second:
        between = texts[first][start.end : end.start]
    else:
        between = texts[first][start.end :] + texts[second][: end.start] if second == first + 1 else ""
    if len(start.key) == len(end.key) == 1 and SPACED.fullmatch(between):
        return not (texts[first][start.start].islower() and texts[second][end.start].isupper())
    return HYPHEN.fullmatch(between) is not None
