"""When the words of turns were said, if a file has this for each word, as transcribing software writes it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.ingest.parsed import Seconds, Turn
from archive.ingest.text.clock import is_time
from archive.language.timed_words import TimedWord

# How many characters may be between two consecutive words: a label that was removed from the text, punctuation.
BETWEEN = 60


@dataclass(frozen=True)
class SaidWord:
    """A word of a file: its letters, when it was said, and how certain the software was, from 0 to 1."""

    text: str
    start: Seconds
    end: Seconds
    confidence: float = 1.0


def said_words(segment: Any) -> Iterator[SaidWord]:
    """Yield the words of a segment in Whisper's model, without those that have no letters or no time."""
    words = segment.get("words") if isinstance(segment, dict) else None
    for word in words if isinstance(words, list) else ():
        if not isinstance(word, dict):
            continue
        text, start, end = word.get("word"), word.get("start"), word.get("end")
        sure = word.get("probability", word.get("score", 1.0))
        if isinstance(text, str) and text.strip() and is_time(start) and is_time(end) and end >= start:
            yield SaidWord(text.strip(), start, end, sure if is_time(sure) and sure <= 1 else 1.0)


def with_words(turns: Sequence[Turn], said: Iterable[SaidWord]) -> list[Turn]:
    """Return the turns with the times of their words, which come in the order of the turns.

    A word that is not in its expected place is skipped, and so are words that the reader took for a label.
    """
    words_of_turns: list[list[TimedWord]] = [[] for _ in turns]
    here = place = 0
    for word in said:
        for number in (here, here + 1):
            after = place if number == here else 0
            if number >= len(turns) or (at := _place_of_word(turns[number].text, word.text, after)) < 0:
                continue
            words_of_turns[number].append(TimedWord(at, word.start, word.end, word.confidence))
            here, place = number, at + len(word.text)
            break
    return [replace(turn, words=tuple(words)) for turn, words in zip(turns, words_of_turns, strict=True)]


def _place_of_word(text: str, word: str, after: int) -> int:
    return text.find(word, after, after + BETWEEN + len(word))
