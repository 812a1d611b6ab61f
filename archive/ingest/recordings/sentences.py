"""Words in a row, split into sentences: by punctuation, at pauses, and where somebody else begins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.ingest.recordings.heard import HeardSpan, HeardWord, Sentence
from archive.ingest.text.joining import ends_sentence

PAUSE = 1.2  # seconds of silence that end a sentence, whatever its punctuation
LONGEST_HEARD = 60  # words, because some models write no punctuation


def sentences(words: Iterable[HeardWord], voices: Iterable[int] = ()) -> Iterator[Sentence]:
    """Yield the sentences. ``voices`` says for each word who says it, if known."""
    waiting: list[HeardWord] = []
    voice = 0
    by = iter(voices)
    for word in words:
        says = next(by, 0)
        if waiting and _ends(waiting, word, other_voice=says != voice):
            yield Sentence(tuple(waiting), voice)
            waiting = []
        waiting.append(word)
        voice = says
    if waiting:
        yield Sentence(tuple(waiting), voice)


def in_speech(word: HeardWord, speech: Sequence[HeardSpan]) -> HeardWord:
    """Return the word without the silence around it, which models add to a word before or after it.

    ``speech`` is where somebody speaks. A word outside all of it stays the same.
    """
    span = max(speech, key=word.shared_with, default=None)
    if span is None or not word.shared_with(span):
        return word
    return replace(word, start=max(word.start, span.start), end=min(word.end, span.end))


def _ends(waiting: list[HeardWord], following: HeardWord, *, other_voice: bool) -> bool:
    last = waiting[-1]
    return (
        other_voice
        or following.start - last.end >= PAUSE
        or len(waiting) >= LONGEST_HEARD
        or ends_sentence(" ".join(word.text for word in waiting[-3:]))
    )
