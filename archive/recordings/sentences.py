"""Words in a row, cut into sentences: at their signs, at pauses, and where somebody else begins."""

from collections.abc import Iterable, Iterator

from archive.ingest.text.joining import ends_sentence
from archive.recordings.heard import Sentence, Word

PAUSE = 1.2  # seconds of silence that end a sentence, whatever its signs
LONGEST = 60  # words: some models write no signs


def sentences(words: Iterable[Word], voices: Iterable[int] = ()) -> Iterator[Sentence]:
    """Yield the sentences. ``voices`` says for each word who says it, where that is known."""
    waiting: list[Word] = []
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


def _ends(waiting: list[Word], following: Word, *, other_voice: bool) -> bool:
    last = waiting[-1]
    return (
        other_voice
        or following.start - last.end >= PAUSE
        or len(waiting) >= LONGEST
        or ends_sentence(" ".join(word.text for word in waiting[-3:]))
    )
