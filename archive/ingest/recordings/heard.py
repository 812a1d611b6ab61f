"""What software hears in a part of a recording: words with their times, and the speaker if known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import numpy as np

Seconds = float
Samples = np.ndarray[tuple[int], np.dtype[np.float32]]
# A row for each window of sound: the direction of its voice, of length 1.
Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]
# The form of sound in this package: one channel, this many samples per second, each from -1 to 1.
RATE = 16_000


@dataclass(frozen=True)
class HeardSpan:
    """A part of a recording, in seconds."""

    start: Seconds
    end: Seconds

    def later(self, seconds: Seconds) -> Self:
        """Return the span moved by that much, to a hundredth of a second."""
        return replace(self, start=round(self.start + seconds, 2), end=round(self.end + seconds, 2))

    def shared_with(self, other: "HeardSpan") -> Seconds:
        """Return for how long the two overlap."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class HeardWord(HeardSpan):
    """A word with its punctuation, and how certain the software is, from 0 to 1."""

    text: str
    confidence: float = 1.0


@dataclass(frozen=True)
class HeardSegment:
    """Words in a row, as the software returned them.

    ``compression`` is the ratio of the text's length to its compressed length, which shows repetition.
    """

    words: tuple[HeardWord, ...]
    compression: float = 1.0

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
class UnheardSpeech(HeardSpan):
    """A stretch in which somebody speaks, and how few words were heard in it."""

    words: int = 0


@dataclass(frozen=True)
class Sentence:
    """Words of one voice, up to the end of a sentence or a pause.

    ``voice`` counts from 1; 0 means unknown. ``is_unsure`` says that it may as well be another of the voices.
    """

    words: tuple[HeardWord, ...]
    voice: int = 0
    is_unsure: bool = False

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
    """What was heard in a part of a recording, in the time of the whole recording."""

    words: tuple[HeardWord, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    language: str = ""
    unheard: tuple[UnheardSpeech, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, in which it is stored."""
        return {
            "words": [[word.text, word.start, word.end, word.confidence] for word in self.words],
            "left_out": [[one.start, one.text, one.why] for one in self.left_out],
            "language": self.language,
            "unheard": [[one.start, one.end, one.words] for one in self.unheard],
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """Return what ``as_json`` was made from."""
        words = tuple(HeardWord(start, end, text, sure) for text, start, end, sure in kept["words"])
        left_out = tuple(LeftOut(*one) for one in kept["left_out"])
        # A part that was kept before an upgrade has no list of unheard speech.
        unheard = tuple(UnheardSpeech(*one) for one in kept.get("unheard", ()))
        return cls(words, left_out, kept["language"], unheard)


class Transcriber(Protocol):
    """Software that transcribes speech. ``made_with`` names it and its model, with versions."""

    made_with: str

    def speech(self, samples: Samples) -> list[HeardSpan]:
        """Return where somebody speaks, in order."""
        ...

    def hear(self, samples: Samples, language: str) -> Iterator[HeardSegment]:
        """Yield what is said, in the language (an ISO 639-1 code)."""
        ...

    def language_of(self, samples: Samples) -> tuple[str, float]:
        """Return the language that is most likely spoken, or nothing if the model knows only one; its probability."""
        ...
