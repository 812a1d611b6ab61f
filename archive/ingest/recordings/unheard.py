"""Finds speech for which no words, or far too few, were heard, so that a person can listen and type them."""

from collections.abc import Iterator, Sequence

from archive.ingest.recordings.heard import HeardSpan, HeardWord, Seconds, UnheardSpeech

# Speech that is further than this from every word is not heard.
BESIDE: Seconds = 1.0
# Software draws the last word before lost speech out over it. No word takes longer than this.
LONGEST_WORD: Seconds = 2.0
# Speech is counted in windows of this length. Slow speakers say a word a second, with their pauses taken out.
WINDOW: Seconds = 8.0
FEWEST_A_SECOND = 0.5


def speech_without_words(words: Sequence[HeardWord], speech: Sequence[HeardSpan]) -> tuple[UnheardSpeech, ...]:
    """Return the stretches of speech with no word within a second, or with far fewer words than their length, in order.

    Stretches with only a pause between them are one.
    """
    stretches = sorted((*_gaps(words, speech), *_thin(words, speech)), key=lambda span: span.start)
    return tuple(UnheardSpeech(span.start, span.end, _number(words, span)) for span in _joined(stretches))


def _gaps(words: Sequence[HeardWord], speech: Sequence[HeardSpan]) -> Iterator[HeardSpan]:
    near = [HeardSpan(word.start - BESIDE, min(word.end, word.start + LONGEST_WORD) + BESIDE) for word in words]
    for span in speech:
        at = span.start
        for heard in near:
            if heard.end <= at:
                continue
            if heard.start >= span.end:
                break
            if heard.start > at:
                yield HeardSpan(at, heard.start)
            at = heard.end
        if at < span.end:
            yield HeardSpan(at, span.end)


def _thin(words: Sequence[HeardWord], speech: Sequence[HeardSpan]) -> Iterator[HeardSpan]:
    for span in speech:
        windows = max(1, int((span.end - span.start) / WINDOW))
        length = (span.end - span.start) / windows
        if length < WINDOW / 2:
            continue
        for number in range(windows):
            window = HeardSpan(span.start + number * length, span.start + (number + 1) * length)
            if _number(words, window) < FEWEST_A_SECOND * length:
                yield window


def _joined(spans: Sequence[HeardSpan]) -> Iterator[HeardSpan]:
    """Yield the spans, in order of their start, with those that have only a pause between them as one."""
    waiting: HeardSpan | None = None
    for span in spans:
        if waiting and span.start < waiting.end + 2 * BESIDE:
            waiting = HeardSpan(waiting.start, max(waiting.end, span.end))
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting


def _number(words: Sequence[HeardWord], span: HeardSpan) -> int:
    """Return how many words begin in the span."""
    return len([word for word in words if span.start <= word.start < span.end])
