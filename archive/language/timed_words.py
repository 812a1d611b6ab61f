"""When each word of a text was said, packed into few bytes: positions and times, never words.

A word takes four numbers, each as a varint (seven bits per byte, the lowest first; the highest bit says that more
follow): characters since the position of the previous word, hundredths of a second since its start, its length in
hundredths, and the software's certainty, in hundredths. Two hours of speech take about 100 KB.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, Self

# Databases return bytes as one or the other.
Packed = bytes | memoryview
HUNDREDTHS = 100
MORE, SEVEN_BITS = 0x80, 0x7F
WORD_BETWEEN_SPACES = re.compile(r"\S+")
NOT_OF_A_WORD = re.compile(r"[^\w]+")
# Below this, a word should be checked.
SURE_ENOUGH = 0.5


class TimedWord(NamedTuple):
    """A word by its position in the text: when it was said, in seconds, and how certain that is, from 0 to 1."""

    offset: int
    start: float
    end: float
    confidence: float = 1.0

    @property
    def is_doubtful(self) -> bool:
        """Whether the software was uncertain about the word."""
        return self.confidence < SURE_ENOUGH

    def moved(self, characters: int) -> Self:
        """Return it at a position that many characters later."""
        return self._replace(offset=self.offset + characters)


def pack(words: Iterable[TimedWord]) -> bytes:
    """Return the words as bytes, by their position. A word that begins before the previous one is left out."""
    packed = bytearray()
    offset = start = 0
    for word in sorted(words):
        begins = round(word.start * HUNDREDTHS)
        if packed and (word.offset <= offset or begins < start):
            continue
        lasts = max(0, round(word.end * HUNDREDTHS) - begins)
        sure = round(min(max(word.confidence, 0), 1) * HUNDREDTHS)
        for number in (word.offset - offset, begins - start, lasts, sure):
            _write(packed, number)
        offset, start = word.offset, begins
    return bytes(packed)


def unpack(packed: Packed) -> list[TimedWord]:
    """Return the words that ``pack`` packed."""
    words = []
    offset = start = 0
    numbers = _numbers(bytes(packed))
    for later, after, lasts, sure in zip(numbers, numbers, numbers, numbers, strict=False):
        offset, start = offset + later, start + after
        words.append(TimedWord(offset, start / HUNDREDTHS, (start + lasts) / HUNDREDTHS, sure / HUNDREDTHS))
    return words


def part_of(packed: Packed, start: int, end: int) -> bytes:
    """Return the words of a part of the text, by their positions in the part."""
    return pack(word.moved(-start) for word in unpack(packed) if start <= word.offset < end)


def shifted(packed: Packed, after: int, characters: int) -> bytes:
    """Return the words of a text, with those after a position moved by that many characters."""
    return pack(word.moved(characters) if word.offset > after else word for word in unpack(packed))


def followed(packed: Packed, before: str, after: str) -> bytes:
    """Return the times for another wording: those of the words that it shares with the old one, at their new places."""
    if before == after or not packed:
        return bytes(packed)
    timed = {word.offset: word for word in unpack(packed)}
    old, new = list(WORD_BETWEEN_SPACES.finditer(before)), list(WORD_BETWEEN_SPACES.finditer(after))
    matcher = SequenceMatcher(None, keys_of(old), keys_of(new), autojunk=False)
    moved = []
    for there, here, size in matcher.get_matching_blocks():
        for one, other in zip(old[there : there + size], new[here : here + size], strict=True):
            if word := timed.get(one.start()):
                moved.append(word._replace(offset=other.start()))
    return pack(moved)


def keys_of(words: Sequence[re.Match[str]]) -> list[str]:
    """Return words in the form for comparing: without case and punctuation; unchanged if they are all punctuation."""
    return [key_of(word[0]) for word in words]


def key_of(word: str) -> str:
    """Return a word in the form for comparing."""
    return NOT_OF_A_WORD.sub("", word).casefold() or word


def _write(packed: bytearray, number: int) -> None:
    while number > SEVEN_BITS:
        packed.append(number & SEVEN_BITS | MORE)
        number >>= 7
    packed.append(number)


def _numbers(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & SEVEN_BITS) << shift
        shift += 7
        if not byte & MORE:
            yield number
            number = shift = 0
