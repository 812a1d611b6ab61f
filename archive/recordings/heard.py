"""What software hears in a part of a recording: words with their times, and who says them where that is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import numpy as np

Seconds = float
Samples = np.ndarray[tuple[int], np.dtype[np.float32]]
# What every part of this room takes sound as: one channel, so many samples a second, each from -1 to 1.
RATE = 16_000


@dataclass(frozen=True)
class HeardSpan:
    """A stretch of a recording, in seconds."""

    start: Seconds
    end: Seconds

    def later(self, seconds: Seconds) -> Self:
        """Return it so much later."""
        return replace(self, start=self.start + seconds, end=self.end + seconds)

    def shared_with(self, other: "HeardSpan") -> Seconds:
        """Return how long both go on at once."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class HeardWord(HeardSpan):
    """A word with its signs, and how sure the software is of it, from 0 to 1."""

    text: str
    confidence: float = 1.0


@dataclass(frozen=True)
class HeardSegment:
    """Words in a row, as the software gave them out, with its own doubts about them.

    ``no_speech`` is how likely nobody speaks, ``compression`` how often the text repeats itself (its length through
    that of its compressed form), ``log_probability`` how sure the software is of the words on average.
    """

    words: tuple[HeardWord, ...]
    no_speech: float = 0.0
    compression: float = 1.0
    log_probability: float = 0.0

    @property
    def text(self) -> str:
        """The words as a line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class LeftOut:
    """Words that were not taken for speech: where, what, and why."""

    start: Seconds
    text: str
    why: str


@dataclass(frozen=True)
class Sentence:
    """Words in a row of one voice, up to the end of a sentence or a pause. ``voice`` counts from 1; 0 is not known."""

    words: tuple[HeardWord, ...]
    voice: int = 0

    @property
    def text(self) -> str:
        """The words as a line."""
        return " ".join(word.text for word in self.words)

    @property
    def span(self) -> HeardSpan:
        """From its first word to the end of its last."""
        return HeardSpan(self.words[0].start, max(word.end for word in self.words))


@dataclass(frozen=True)
class Heard:
    """What was heard in a part of a recording, in the time of the whole of it."""

    words: tuple[HeardWord, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    language: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, in which it is kept."""
        return {
            "words": [[word.text, word.start, word.end, word.confidence] for word in self.words],
            "left_out": [[one.start, one.text, one.why] for one in self.left_out],
            "language": self.language,
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """Return what ``as_json`` was made from."""
        words = tuple(HeardWord(start, end, text, sure) for text, start, end, sure in kept["words"])
        left_out = tuple(LeftOut(*one) for one in kept["left_out"])
        return cls(words, left_out, kept["language"])


class Transcriber(Protocol):
    """Software that writes down what is said. ``made_with`` names it and its model, with versions."""

    made_with: str

    def speech(self, samples: Samples) -> list[HeardSpan]:
        """Return where somebody speaks, in order."""
        ...

    def hear(self, samples: Samples, language: str, hints: Sequence[str]) -> Iterator[HeardSegment]:
        """Yield what is said, in the language (an ISO 639-1 code). ``hints`` are names and terms that are likely."""
        ...

    def language_of(self, samples: Samples) -> tuple[str, float]:
        """Return the language that is most likely spoken, and how likely it is; nothing if it knows only one."""
        ...
